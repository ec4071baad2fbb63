/// Words that no code of ours may hold, and why.
private let forbiddenWords: [(word: String, rule: String)] = [
    ("public", "rooms share by `package`, never `public`"),
    ("open class", "rooms share by `package`, never `open`"),
    ("try!", "an error is handled or thrown on, never trapped on"),
    ("try?", "an error is handled or thrown on, never dropped"),
    ("as!", "a cast that can fail is checked"),
    ("fatalError(", "outside data never ends the program"),
    ("preconditionFailure(", "outside data never ends the program"),
    ("@_exported", "a room never hands on another one's names"),
]

/// Ways to write to standard output; a library has a logger or a return value.
private let outputs = ["print(", "debugPrint(", "NSLog(", "puts(", "printf("]

/// Exceptions to the words above: `path: word`, each with its reason.
private let exceptions: [String: String] = [:]

/// Rules on the words of the code of `Sources`.
func wordViolations(_ file: ProjectFile) -> [Violation] {
    guard let room = file.room, file.isSwift else { return [] }
    var violations: [Violation] = []
    for (index, line) in SourceCode(file.text).lines.enumerated() {
        func add(_ word: String, _ rule: String) {
            guard exceptions["\(file.path): \(word)"] == nil else { return }
            violations.append(Violation(path: file.path, line: index + 1, rule: "`\(word)`: \(rule)"))
        }
        for (word, rule) in forbiddenWords where line.containsWord(word) { add(word, rule) }
        for word in outputs where !Rooms.talkers.contains(room) && callsOutput(line, word) {
            add(word, "a library does not write to standard output")
        }
    }
    return violations
}

/// A call of the standard library's function, not the declaration or an awaited call of an own one with its name.
private func callsOutput(_ line: String, _ word: String) -> Bool {
    ["func ", "case ", "await "].reduce(line) { $0.replacing($1 + word, with: "") }.containsWord(word)
}

/// A promise that the compiler cannot check carries its proof as a comment, on the line or right above it.
func uncheckedViolations(_ file: ProjectFile) -> [Violation] {
    guard file.room != nil, file.isSwift else { return [] }
    let written = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    var violations: [Violation] = []
    for (index, line) in SourceCode(file.text).lines.enumerated() {
        for promise in ["@unchecked Sendable", "nonisolated(unsafe)"] where line.contains(promise) {
            let above = index > 0 ? written[index - 1].drop { $0 == " " } : ""
            guard !written[index].contains("//"), !above.hasPrefix("//") else { continue }
            violations.append(
                Violation(path: file.path, line: index + 1, rule: "`\(promise)` needs a comment that proves it"))
        }
    }
    return violations
}

/// Notes to oneself and paths of one machine: in no text of the project.
func remnantViolations(_ file: ProjectFile) -> [Violation] {
    // Written in two parts so that this file does not break its own rule.
    let remnants = [
        "TO" + "DO", "FIX" + "ME", "/wo" + "rk/", "/fa" + "rm/", "bash" + "_jobs", "/tmp/pl" + "an",
        "/tmp/mi" + "ni-",
    ]
    var violations: [Violation] = []
    for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for remnant in remnants where line.contains(remnant) {
            violations.append(
                Violation(path: file.path, line: index + 1, rule: "`\(remnant)`: finish it, or take the machine out"))
        }
    }
    return violations
}
