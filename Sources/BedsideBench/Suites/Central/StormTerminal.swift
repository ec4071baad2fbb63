import BedsideDomain
import BedsideSync
import BedsideWire
import Foundation
import NIOCore

/// A terminal in the storm: the real uplink machine with its back-off, over an outbox that was packed before.
struct StormTerminal {
    /// What one terminal met.
    struct Tally: Sendable {
        /// Milliseconds of each upload that was answered with 200.
        var times: [Double] = []
        var refused = 0
        var failed = 0
        var lostAnswers = 0
    }

    private let outbox: StormOutbox
    private let port: UInt16
    private let group: any EventLoopGroup
    private var uplink: Uplink
    private var line: BenchLine?
    private var acknowledged: Int64 = 0
    private var wakeAt: Duration?
    private var tally = Tally()

    /// One answer in so many never arrives.
    private static let loss = 10
    private static let epoch = ContinuousClock.now

    init(outbox: StormOutbox, port: UInt16, group: any EventLoopGroup) {
        self.outbox = outbox
        self.port = port
        self.group = group
        var pace = SyncPace()
        // The worst case: a real terminal waits up to a minute, so that not all come in one moment.
        pace.firstContact = .zero
        uplink = Uplink(pace)
    }

    /// Until all is acknowledged and the central store has said so.
    mutating func run() async throws -> Tally {
        var random = SystemRandomNumberGenerator()
        var events: [UplinkEvent] = [.started]
        while true {
            while !events.isEmpty {
                for action in uplink.handle(events.removeFirst(), at: now, using: &random) {
                    if let event = try await perform(action) { events.append(event) }
                }
            }
            if case .idle = uplink.phase { break }
            if let wakeAt, wakeAt > now { try await Task.sleep(for: wakeAt - now) }
            events.append(.woken)
        }
        guard acknowledged == outbox.last else { throw BenchError("a terminal rests with facts that were not sent") }
        await line?.close()
        return tally
    }

    private var now: Duration { .now - Self.epoch }

    private mutating func perform(_ action: UplinkAction) async throws -> UplinkEvent? {
        switch action {
        case .read: return .read(batch(try upload()))
        case .send: return await send(try upload())
        case .save(let ack, _):
            acknowledged = ack
            return .saved
        case .wake(let time): wakeAt = time
        case .confess, .rewind, .renew, .stopped: throw BenchError("a terminal in the storm was told \(action)")
        }
        return nil
    }

    private func upload() throws -> BenchUpload {
        guard acknowledged < outbox.last else { return outbox.question }
        guard let next = outbox.uploads.first(where: { $0.after == acknowledged }) else {
            throw BenchError("a terminal stands within a batch")
        }
        return next
    }

    /// The machine looks at numbers and at how many events there are, not into them.
    private func batch(_ upload: BenchUpload) -> OutboxBatch {
        OutboxBatch(
            epoch: outbox.terminal.epoch, after: upload.after, head: upload.tail,
            events: Array(repeating: outbox.shape, count: upload.count), tail: upload.tail, last: outbox.last)
    }

    private mutating func send(_ upload: BenchUpload) async -> UplinkEvent {
        let began = ContinuousClock.now
        let answer: BenchLine.Answer
        do {
            answer = try await connected().up(upload).get()
        } catch {
            tally.failed += 1
            let wasOpen = line != nil
            await hangUp()
            return .failed(wasOpen ? .cut("\(error)") : .unreachable("\(error)"))
        }
        guard answer.status == 200 else {
            tally.refused += 1
            return .failed(refusal(answer))
        }
        if Int.random(in: 0..<Self.loss) == 0 {
            tally.lostAnswers += 1
            await hangUp()
            return .failed(.cut("lost on purpose"))
        }
        if upload.count > 0 { tally.times.append((answer.readAt - began).milliseconds) }
        do {
            let message = try JSONDecoder().decode(UpAnswer.self, from: Data(answer.body.readableBytesView))
            return .answered(message, ownHead: message.ack == upload.last ? upload.tail : nil)
        } catch { return .failed(.garbled("not the message")) }
    }

    private mutating func connected() async throws -> BenchLine {
        if let line { return line }
        let opened = try await BenchLine.open(outbox.terminal, port: port, on: group).get()
        line = opened
        return opened
    }

    private mutating func hangUp() async {
        await line?.close()
        line = nil
    }

    private func refusal(_ answer: BenchLine.Answer) -> LineError {
        do {
            let refusal = try JSONDecoder().decode(SyncRefusal.self, from: Data(answer.body.readableBytesView))
            return .refused(refusal, status: answer.status, retryAfter: answer.retryAfter)
        } catch { return .garbled("not a refusal") }
    }
}
