/// Each room imports only what its row of ``Rooms/table`` names.
func importViolations(_ file: ProjectFile) -> [Violation] {
    guard let room = file.room, file.isSwift else { return [] }
    guard let allowed = Rooms.table[room] else {
        return [Violation(path: file.path, line: 0, rule: "\(room) is no room of Tests/ArchitectureTests/Rooms.swift")]
    }
    var violations: [Violation] = []
    for (index, line) in SourceCode(file.text).lines.enumerated() {
        for module in importedModules(line)
        where !allowed.union(Rooms.language).union(Rooms.exceptions[file.path] ?? []).contains(module) {
            let list = allowed.isEmpty ? "nothing" : "only " + allowed.sorted().joined(separator: ", ")
            violations.append(
                Violation(path: file.path, line: index + 1, rule: "import of \(module); \(room) may import \(list)"))
        }
    }
    return violations
}

/// The modules that a line of code imports, in any of the language's spellings.
func importedModules(_ line: String) -> [String] {
    line.split(separator: ";").compactMap { statement in
        let words = statement.split(whereSeparator: \.isWhitespace)
        let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias", "actor"]
        guard let at = words.firstIndex(of: "import"),
            words[..<at].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") || $0.hasSuffix(")") })
        else { return nil }
        return words[(at + 1)...].first { !kinds.contains($0) }?.split(separator: ".").first.map(String.init)
    }
}
