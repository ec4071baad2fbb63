/// A place that breaks a rule of the house.
struct Violation: Equatable, CustomStringConvertible {
    let path: String
    /// 1-based; 0 for the file as a whole.
    let line: Int
    let rule: String

    var description: String { "\(path):\(line): \(rule)" }
}

/// A text file of the project, with its path from the top level.
struct ProjectFile {
    let path: String
    let text: String

    /// `BedsideDomain` of `Sources/BedsideDomain/Basics/Money.swift`; nil outside of `Sources`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count >= 3 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
}
