import BedsideDemo
import BedsideRigs
import Foundation

/// `bedside` in a terminal that an independent emulator draws; see Fixtures/terminal.py.
final class Terminal: Sendable {
    /// What somebody before the terminal sees, and what they could scroll back to.
    struct Picture: Decodable {
        let lines: [String]
        let history: [String]
        let wipes: Int
        let left: Bool
        let ended: Int32?

        var text: String { lines.joined(separator: "\n") }
    }

    private let assistant: Assistant
    private let child: Child

    /// Starts the program `bedside` with these arguments.
    private init(_ arguments: [String], columns: Int, rows: Int, folder: String) throws {
        assistant = try Assistant("terminal.py", folder: folder)
        let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent().appending(path: "bedside")
            .path
        child = try Child(
            assistant.command + ["\(columns)", "\(rows)", program] + arguments,
            environment: ["LC_ALL": "C.UTF-8"], log: "\(folder)/terminal.log")
    }

    /// Runs `bedside` in a terminal while some work looks at it; hangs up in the end.
    static func with<Value>(
        _ arguments: [String], columns: Int = 80, rows: Int = 20, _ work: (Terminal) async throws -> Value
    ) async throws -> Value {
        try await withFolder { folder in
            let terminal = try Terminal(arguments, columns: columns, rows: rows, folder: folder)
            let outcome: Result<Value, any Error>
            do { outcome = .success(try await work(terminal)) } catch {
                outcome = .failure(
                    RigError("\(error)\n--- terminal.log\n\(text(of: "\(folder)/terminal.log").suffix(1500))"))
            }
            terminal.assistant.end()
            do { try await terminal.child.wait() } catch { terminal.child.signal(9) }
            return try outcome.get()
        }
    }

    func picture() async throws -> Picture {
        try JSONDecoder().decode(Picture.self, from: Data(try await assistant.ask("show").utf8))
    }

    /// Waits until what is seen fits; throws ``RigError`` with what is seen instead.
    @discardableResult
    func see(_ what: String, within time: Duration = .seconds(20), where wants: (Picture) -> Bool) async throws
        -> Picture
    {
        let deadline = ContinuousClock.now + time
        while true {
            let picture = try await picture()
            if wants(picture) { return picture }
            guard ContinuousClock.now < deadline else { throw RigError("waited \(time) for \(what):\n\(picture.text)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func type(_ keys: String) async throws {
        try await assistant.ask("type " + keys.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// A click with the left button on a cell, from 1, as xterm's SGR mode tells it.
    func click(column: Int, row: Int) async throws {
        try await type("\u{1B}[<0;\(column);\(row)M\u{1B}[<0;\(column);\(row)m")
    }

    func resize(columns: Int, rows: Int) async throws { try await assistant.ask("resize \(columns) \(rows)") }
    func signal(_ number: Int32) async throws { try await assistant.ask("signal \(number)") }

    var pid: Int32 {
        get async throws {
            guard let pid = Int32(try await assistant.ask("pid")) else { throw RigError("no pid") }
            return pid
        }
    }
}
