import BedsideRigs
import Foundation

/// What a program left that ran to its end.
struct Ran: Sendable {
    let status: Int32
    let output: String
    let complaint: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Runs a program to its end. Throws ``RigError`` when it does not end in time; then it is killed.
func run(
    _ arguments: [String], environment: [String: String] = [:], input: Data = Data(),
    within time: Duration = .seconds(60)
) async throws -> Ran {
    try await withFolder { folder in
        let names = ["input", "output", "complaint"].map { URL(filePath: "\(folder)/\($0)") }
        try input.write(to: names[0])
        for name in names[1...] { try Data().write(to: name) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        let (ends, end) = AsyncStream<Void>.makeStream()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        let alarm = Task {
            try await Task.sleep(for: time)
            process.terminate()
        }
        for await _ in ends {}
        alarm.cancel()
        guard process.terminationReason == .exit else {
            throw RigError("\(arguments) was ended by signal \(process.terminationStatus): \(text(of: names[2].path))")
        }
        return Ran(
            status: process.terminationStatus, output: text(of: names[1].path), complaint: text(of: names[2].path))
    }
}

/// The Python that has the independent terminal (pyte) and umockdev's bindings.
let python = ProcessInfo.processInfo.environment["BEDSIDE_PYTHON"] ?? "/usr/bin/python3"

/// A file of Tests/IntegrationTests/Fixtures.
func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/\(name)").path
}
