import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import NIOCore

/// Terminals on long-poll: each answer is followed by the next question.
enum BenchPolls {
    /// - Parameter heard: the rows of an answer, and when it had been read.
    static func with<Value>(
        _ centre: BenchCentre, _ terminals: [BenchTerminal], wait: Int, on group: any EventLoopGroup,
        heard: @escaping @Sendable ([FeedRow], ContinuousClock.Instant) -> Void, _ work: () async throws -> Value
    ) async throws -> Value {
        var lines: [BenchLine] = []
        // Some at once: what a start of thousands costs is the storm's figure.
        for start in stride(from: 0, to: terminals.count, by: 32) {
            let some = terminals[start..<min(start + 32, terminals.count)].map {
                BenchLine.open($0, port: centre.rig.port, on: group)
            }
            for line in some { lines.append(try await line.get()) }
        }
        let polls = lines.map { line in
            Task.detached { try await poll(line, after: centre.cursor, wait: wait, heard) }
        }
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        for poll in polls { poll.cancel() }
        for line in lines { await line.close() }
        for poll in polls {
            if case .failure(let error as BenchError) = await poll.result { throw error }
        }
        return try outcome.get()
    }

    /// Until every one of them waits at the central store.
    static func settled(_ count: Int, _ office: BenchOffice) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await office.metric("bedside_waiting_polls") < Double(count) {
            guard ContinuousClock.now < deadline else { throw BenchError("\(count) terminals do not come to rest") }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Until its line is closed or it is cancelled.
    private static func poll(
        _ line: BenchLine, after cursor: FeedCursor, wait: Int,
        _ heard: @Sendable ([FeedRow], ContinuousClock.Instant) -> Void
    ) async throws {
        var cursor = cursor
        while !Task.isCancelled {
            let answer = try await line.down(after: cursor, wait: wait).get()
            guard answer.status == 200 else { throw BenchError("a poll was answered with \(answer.status)") }
            let message = try JSONDecoder().decode(DownAnswer.self, from: Data(answer.body.readableBytesView))
            cursor = message.cursor
            if !message.rows.isEmpty { heard(message.rows, answer.readAt) }
        }
    }
}
