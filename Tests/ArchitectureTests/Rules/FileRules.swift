/// Files that may pass the limit of lines, each with its reason.
private let longFiles: [String: String] = [:]

/// About 100 lines, one idea each; over 300 wants a reason.
func lengthViolations(_ file: ProjectFile) -> [Violation] {
    guard file.isSwift, longFiles[file.path] == nil else { return [] }
    let program = file.room.map(Rooms.programs.contains) ?? false
    let limit = program ? 30 : 300
    let count =
        file.text.split(separator: "\n", omittingEmptySubsequences: false).count - (file.text.hasSuffix("\n") ? 1 : 0)
    guard count > limit else { return [] }
    return [Violation(path: file.path, line: count, rule: "\(count) lines; at most \(limit)")]
}

/// The top level holds these, dot files, and what the build itself leaves there.
func topLevelViolations(_ names: [String]) -> [Violation] {
    let allowed: Set<String> = ["Package.swift", "Sources", "Tests", "systemd", "assets", "README.md"]
    let generated: Set<String> = ["Package.resolved"]
    return names.filter { !$0.hasPrefix(".") && !allowed.contains($0) && !generated.contains($0) }.map {
        Violation(
            path: $0, line: 0,
            rule: "the top level holds only \(allowed.sorted().joined(separator: ", ")) and dot files")
    }
}

/// Every room's folder is in the table and holds the guard against misspelt feature names; C modules hold no more than
/// their map and shim; programs are one file.
func roomViolations(_ files: [ProjectFile]) -> [Violation] {
    var violations: [Violation] = []
    let rooms = Dictionary(grouping: files.filter { $0.room != nil }) { $0.room ?? "" }
    let known = Set(Rooms.table.keys).union(Rooms.cModules)
    for name in known.symmetricDifference(rooms.keys).sorted() {
        violations.append(Violation(path: "Sources/\(name)", line: 0, rule: "rooms and Rooms.swift's table differ"))
    }
    for (room, files) in rooms {
        let names = files.map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
        if Rooms.cModules.contains(room), Set(names) != ["module.modulemap", "shim.h"] {
            violations.append(
                Violation(path: "Sources/\(room)", line: 0, rule: "a C module is module.modulemap and shim.h"))
        } else if Rooms.programs.contains(room), names != ["Main.swift"] {
            violations.append(
                Violation(path: "Sources/\(room)", line: 0, rule: "a program is Main.swift and nothing else"))
        } else if !Rooms.cModules.contains(room), !Rooms.programs.contains(room) {
            let guards = files.filter { $0.path.hasSuffix("/Settings.swift") }
            if guards.count != 1 || !guards.allSatisfy({ isWholeGuard($0.text) }) {
                violations.append(
                    Violation(
                        path: "Sources/\(room)", line: 0,
                        rule: "a room has one Settings.swift that checks every feature"))
            }
        }
    }
    return violations
}

private func isWholeGuard(_ text: String) -> Bool {
    let features = [
        "ExistentialAny", "ImmutableWeakCaptures", "InferIsolatedConformances", "InternalImportsByDefault",
        "MemberImportVisibility", "NonisolatedNonsendingByDefault", "StrictMemorySafety",
    ]
    return features.allSatisfy { text.contains("!hasFeature(\($0))") } && text.contains("#error(")
}
