import BedsideDomain
import BedsideRigs
import Foundation
import NIOCore
import NIOPosix

/// A hospital's network comes back: all terminals at once, each with a day's facts. Every tenth answer is lost on the way,
/// so that its facts come twice; afterwards the database must hold each of them once.
struct CentralStorm {
    let program: String
    let terminals: Int
    let events: Int

    /// Of a request, as a real terminal sends them.
    private static let batch = SyncLimits.batchEvents
    private static let payment = 10
    private static let patience = Duration.seconds(900)

    func run() async throws -> [Figure] {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let centre = try await BenchCentre.make(in: folder.path + "/c", program: program, terminals: terminals)
        let outboxes = try await outboxes(of: centre)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let outcome: Result<(took: Double, tallies: [StormTerminal.Tally], peak: Double), any Error>
        do {
            try await centre.rig.start()
            let began = ContinuousClock.now
            let tallies = try await storm(outboxes, centre, group)
            let took = (ContinuousClock.now - began).milliseconds / 1000
            let peak = centre.rig.pid.map(Machine.peakMiB) ?? .nan
            outcome = .success((took, tallies, peak))
        } catch { outcome = .failure(error) }
        try await centre.rig.stop()
        try await group.shutdownGracefully()
        let (took, tallies, peak) = try outcome.get()
        let check = try StormCheck(outboxes: outboxes, centre: centre, payment: Self.payment).run()
        let times = Sample(tallies.flatMap(\.times))
        let sum = { (part: (StormTerminal.Tally) -> Int) in tallies.reduce(0) { $0 + part($1) } }
        return [
            Figure(
                "storm_duplicates", Double(check.duplicates), "events",
                note: "\(sum(\.lostAnswers)) answers lost on purpose, their facts sent again"),
            Figure(
                "storm_lost", Double(check.lost), "events",
                note: "of \(terminals * events), \(check.payments) of them signed payments; \(check.held) held"),
            Figure("storm_p50_ms", times.median, "ms"),
            Figure(
                "storm_p99_ms", times.percentile(99), "ms",
                note: "of \(times.count) answered uploads of \(Self.batch), connecting included; "
                    + "\(sum(\.refused)) refused with a time to come again, \(sum(\.failed)) failed"),
            Figure("storm_total_s", took, "s", note: "until the last terminal had sent all; \(Int(peak)) MiB at most"),
        ]
    }

    /// Written before the storm, on all cores.
    private func outboxes(of centre: BenchCentre) async throws -> [StormOutbox] {
        let (events, batch) = (events, Self.batch)
        return try await withThrowingTaskGroup(of: StormOutbox.self) { group in
            for (number, terminal) in centre.terminals.enumerated() {
                group.addTask {
                    var chain = try BenchChain(terminal, number: number)
                    var uploads: [BenchUpload] = []
                    let shape = try chain.example()
                    while chain.last < events {
                        let count = min(batch, events - Int(chain.last))
                        uploads.append(try chain.next(count, payment: Self.payment, keepsEvents: false))
                    }
                    return StormOutbox(
                        terminal: terminal, uploads: uploads, question: try chain.question(), shape: shape)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func storm(
        _ outboxes: [StormOutbox], _ centre: BenchCentre, _ group: any EventLoopGroup
    ) async throws -> [StormTerminal.Tally] {
        let port = centre.rig.port
        return try await withThrowingTaskGroup(of: StormTerminal.Tally?.self) { tasks in
            for outbox in outboxes {
                tasks.addTask {
                    var terminal = StormTerminal(outbox: outbox, port: port, group: group)
                    return try await terminal.run()
                }
            }
            tasks.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            var tallies: [StormTerminal.Tally] = []
            while tallies.count < outboxes.count, let next = try await tasks.next() {
                guard let next else {
                    throw BenchError(
                        "\(tallies.count) of \(outboxes.count) terminals had sent all after \(Self.patience)")
                }
                tallies.append(next)
            }
            tasks.cancelAll()
            return tallies
        }
    }
}

/// What a terminal has to send.
struct StormOutbox: Sendable {
    let terminal: BenchTerminal
    let uploads: [BenchUpload]
    /// Without events: the real terminal asks at its start and its end where the central store stands.
    let question: BenchUpload

    /// Any event, for the machine to count.
    let shape: OutboxEvent

    var last: Int64 { question.after }
    var head: EventHash { question.tail }
}
