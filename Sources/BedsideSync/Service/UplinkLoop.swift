import BedsideDomain
import BedsideTransport
import BedsideWire
import Crypto
import Logging

/// Does what ``Uplink`` wants.
struct UplinkLoop: Sendable {
    let context: SyncContext
    let isNew: Bool

    func run() async throws(CommitUnknown) {
        var random = SystemRandomNumberGenerator()
        let stopped: SyncStop?
        do {
            stopped = try await context.store.stopped()
        } catch {
            // The next answer of the central store says it again.
            stopped = nil
        }
        if let stopped { context.gauge.with { $0.stopped(stopped) } }
        var uplink = Uplink(context.pace, stopped: stopped)
        var events: [UplinkEvent] = [isNew ? .enrolled : .started]
        while !Task.isCancelled {
            while !events.isEmpty {
                for action in uplink.handle(events.removeFirst(), at: context.now, using: &random) {
                    if let event = try await perform(action) { events.append(event) }
                }
            }
            for ring in await context.uplink.next() {
                switch ring {
                case .woken: events.append(.woken)
                case .committed: events.append(.committed)
                case .linkUp: events.append(.linkUp)
                case .centralChanged: events.append(.centralChanged)
                }
            }
        }
    }

    private func perform(_ action: UplinkAction) async throws(CommitUnknown) -> UplinkEvent? {
        switch action {
        case .read(let events, let bytes): return try await read(events, bytes)
        case .send(let batch):
            return try await send(UpRequest(epoch: batch.epoch, head: batch.head, events: batch.events))
        case .confess(let batch):
            // The newest hash that is here: that of the last fact, which this batch may not reach.
            return try await send(
                UpRequest(epoch: batch.epoch, head: batch.tail, events: [], isBehind: true))
        case .save(let ack, let verdicts):
            let offset = context.gauge.with { $0.central.offset }
            let saved: Void? = try await context.keeping {
                try await context.store.acknowledge(through: ack, verdicts: verdicts, at: context.clock.wall)
                try await context.store.contact(at: context.clock.wall, offset: offset)
            }
            return saved == nil ? .storeFailed : .saved
        case .rewind(let seq):
            context.logger.warning("the central store went back; sending again from \(seq)")
            let isKept = try await context.keeping { try await context.store.rewind(to: seq, at: context.clock.wall) }
            return isKept.map { .rewound($0) } ?? .storeFailed
        case .wake(let time): context.uplink.ring(.woken, after: time - context.now)
        case .renew: context.renewal.ring(.refused)
        case .stopped(let reason):
            context.logger.critical("sync is stopped until this terminal is enrolled again: \(reason.rawValue)")
            context.gauge.with { $0.stopped(reason) }
            _ = try await context.keeping { try await context.store.stop(reason, at: context.clock.wall) }
        }
        return nil
    }

    private func read(_ events: Int, _ bytes: Int) async throws(CommitUnknown) -> UplinkEvent {
        let read = try await context.keeping {
            (try await context.store.standing(), try await context.store.batch(events: events, bytes: bytes))
        }
        guard let (standing, batch) = read else { return .storeFailed }
        context.gauge.with { $0.outbox(standing, at: context.now, wall: context.clock.wall) }
        do {
            return try SignedBatch.sign(batch, by: context.identity.signingKey).map { .read($0) } ?? .damaged
        } catch {
            context.logger.error("a fact cannot be signed", metadata: ["cause": "\(error)"])
            return .storeFailed
        }
    }

    private func send(_ request: UpRequest) async throws(CommitUnknown) -> UplinkEvent {
        let answer: UpAnswer
        do {
            answer = try await context.ask(serverTime: { $0.serverTime }) { line throws(LineError) in
                try await line.up(request)
            }
        } catch { return .failed(error) }
        let own = try await context.keeping { try await context.store.hash(at: answer.ack) }
        return own.map { .answered(answer, ownHead: $0) } ?? .storeFailed
    }
}
