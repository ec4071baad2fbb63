import Foundation
import Testing

/// Runs a Python program: the terminal emulator pyte and glibc's `wcwidth` are the independent judges of these tests.
enum Python {
    struct Outcome {
        let status: Int32
        let output: Data
        /// What it wrote to standard error, or why it did not start.
        let complaint: String
    }

    /// Throws when there is no Python: a missing judge is a failure, never a reason to skip.
    static func run(_ program: String, input: Data = Data()) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bedside-terminal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
        }
        let names = ["program.py", "input", "output", "errors"].map { folder.appending(path: $0) }
        try Data(program.utf8).write(to: names[0])
        try input.write(to: names[1])
        for name in names[2...] { try Data().write(to: name) }
        let process = Process()
        // assets/test.sh names the interpreter that has pyte; another python3 may come first on the PATH.
        let interpreter = ProcessInfo.processInfo.environment["BEDSIDE_PYTHON"] ?? "/usr/bin/python3"
        process.executableURL = URL(filePath: interpreter)
        process.arguments = [names[0].path, names[1].path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: names[2])
        process.standardError = try FileHandle(forWritingTo: names[3])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try Data(contentsOf: names[2]),
            complaint: String(decoding: try Data(contentsOf: names[3]), as: UTF8.self))
    }
}

/// Random numbers that are the same in each run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
    mutating func often(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}
