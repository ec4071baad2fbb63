import Dispatch
import Foundation

/// Programs that a test runs. They are waited for on a thread of their own: the server under test needs the others.
enum Program {
    struct Outcome: Sendable {
        let out: String
        let error: String
        let code: Int32
    }

    static func run(_ path: String, _ arguments: [String]) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try wait(path, arguments) }) }
        }
    }

    private static func wait(_ path: String, _ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let (out, error) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = error
        try process.run()
        // Both at once: a program that fills one pipe while the other is read stands still.
        let problems = DispatchQueue(label: "problems")
        nonisolated(unsafe) var problem = Data()  // Written by that queue, read after it ended.
        problems.async { unsafe problem = error.fileHandleForReading.readDataToEndOfFile() }
        let said = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        problems.sync {}
        return Outcome(
            out: String(decoding: said, as: UTF8.self), error: String(decoding: unsafe problem, as: UTF8.self),
            code: process.terminationStatus)
    }
}
