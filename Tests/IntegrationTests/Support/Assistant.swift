import BedsideRigs
import Foundation
import Glibc
import Synchronization

/// A Python fixture that obeys orders, one a line, and answers each with a line that begins with `ok` or `error`.
///
/// Orders go through a named pipe: its end, which also comes when this process dies, ends the fixture.
final class Assistant: Sendable {
    /// Put before a program's name, the fixture runs it.
    let command: [String]
    private let answers: String
    private let pipe: Mutex<Int32>
    private let read = Mutex(0)

    /// Throws ``RigError``.
    init(_ script: String, folder: String) throws {
        let orders = "\(folder)/\(script).orders"
        answers = "\(folder)/\(script).answers"
        guard unsafe mkfifo(orders, 0o600) == 0 else { throw RigError("mkfifo \(orders): errno \(errno)") }
        // Both ends, so that neither opening waits for the other side.
        let descriptor = unsafe open(orders, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw RigError("open \(orders): errno \(errno)") }
        pipe = Mutex(descriptor)
        command = [
            "/bin/sh", "-c", "exec \"$@\" <'\(orders)' >>'\(answers)'", "sh", python, "-u", fixture(script),
        ]
    }

    deinit { end() }

    /// No further orders: the fixture ends.
    func end() {
        pipe.withLock { pipe in
            if pipe >= 0 { close(pipe) }
            pipe = -1
        }
    }

    /// Gives an order and waits for its answer, without the `ok`. Throws ``RigError`` with the fixture's complaint.
    @discardableResult
    func ask(_ order: String, within time: Duration = .seconds(20)) async throws -> String {
        let line = Array((order + "\n").utf8)
        let written = pipe.withLock { pipe in
            unsafe line.withUnsafeBytes { unsafe write(pipe, $0.baseAddress, $0.count) }
        }
        guard written == line.count else { throw RigError("the order \(order) could not be given: errno \(errno)") }
        var answer: String?
        try await eventually("an answer to \(order)", within: time) {
            answer = nextAnswer()
            return answer != nil
        }
        guard let answer, answer.hasPrefix("ok") else { throw RigError("\(order): \(answer ?? "")") }
        return String(answer.dropFirst(3))
    }

    /// The next whole line of the answers that is one; words about the command's end are not.
    private func nextAnswer() -> String? {
        let lines = text(of: answers).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .filter { $0.hasPrefix("ok") || $0.hasPrefix("error") }
        return read.withLock { read in
            guard lines.count > read else { return nil }
            defer { read += 1 }
            return String(lines[read])
        }
    }

    /// Whether the fixture wrote that its command ended.
    var sawEnd: Bool { text(of: answers).split(separator: "\n").contains { $0.hasPrefix("exit ") } }
}
