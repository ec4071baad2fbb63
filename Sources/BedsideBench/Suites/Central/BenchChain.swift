import BedsideDomain
import BedsideSync
import BedsideTransport
import BedsideWire
import Foundation
import NIOCore

/// Facts of one request, written, signed and packed once.
struct BenchUpload: Sendable {
    let terminal: Int
    /// The number of the event before the first.
    let after: Int64
    let count: Int
    /// The hash of the last.
    let tail: EventHash
    /// The request's body, packed with gzip as the real terminal does.
    let packed: ByteBuffer
    /// For the plain loop; empty where nobody compares.
    let events: [(event: OutboxEvent, hash: EventHash)]
    var last: Int64 { after + Int64(count) }
}

/// The next facts of a terminal's outbox: each hangs on the one before.
struct BenchChain {
    private let terminal: BenchTerminal
    private let number: Int
    private let boot: BootID
    private let wall = BenchCentre.now
    private(set) var last: Int64 = 0
    private(set) var head: EventHash

    init(_ terminal: BenchTerminal, number: Int) throws {
        self.terminal = terminal
        self.number = number
        boot = try fixed(randomBytes(16))
        head = try BenchTerminal.root(of: terminal.epoch)
    }

    /// - Parameters:
    ///   - payment: each how many-th fact is a payment, which is signed and has a row of its own; none when nil. The others
    ///     are prints, which the central store keeps and no more.
    ///   - keepsEvents: whether the upload carries its events too.
    mutating func next(_ count: Int, payment: Int? = nil, keepsEvents: Bool) throws -> BenchUpload {
        let (after, before) = (last, head)
        var events: [(event: OutboxEvent, hash: EventHash)] = []
        events.reserveCapacity(count)
        for _ in 0..<count {
            last += 1
            let isPayment = payment.map { last % Int64($0) == 0 } ?? false
            var event = try event(isPayment: isPayment)
            head = SignedBatch.link(after: head, event)
            if isPayment { event.signature = try terminal.signingKey.sign(head) }
            events.append((event, head))
        }
        let request = UpRequest(epoch: terminal.epoch, head: before, events: events.map(\.event))
        return BenchUpload(
            terminal: number, after: after, count: count, tail: head, packed: try Self.packed(request),
            events: keepsEvents ? events : [])
    }

    private func event(isPayment: Bool) throws -> OutboxEvent {
        OutboxEvent(
            seq: last, operation: try fixed(randomBytes(16)), kind: isPayment ? "payment.created" : "print.done",
            version: 1, body: isPayment ? paymentBody() : printBody(), wall: wall, monotonic: 1000 * last, boot: boot,
            offset: 12)
    }

    /// An event of the usual size that belongs to no upload.
    func example() throws -> OutboxEvent { try event(isPayment: false) }

    /// The question where the central store stands.
    func question() throws -> BenchUpload {
        BenchUpload(
            terminal: number, after: last, count: 0, tail: head,
            packed: try Self.packed(UpRequest(epoch: terminal.epoch, head: head, events: [])), events: [])
    }

    private static func packed(_ request: UpRequest) throws -> ByteBuffer {
        ByteBuffer(bytes: try Packing.gzip(Array(try JSONEncoder().encode(request))))
    }

    private func printBody() -> String {
        """
        {"audit_hash":"\(hexText(randomBytes(32)))","audit_seq":\(last),"job":"\(hexText(randomBytes(8)))",\
        "document":"daily-bill","papers":2,"queue":"sheet","outcome":"printed","terminal":"\(terminal.name.text)"}
        """
    }

    private func paymentBody() -> String {
        """
        {"audit_hash":"\(hexText(randomBytes(32)))","audit_seq":\(last),"payment":"P-\(terminal.name.text)-\(last)",\
        "encounter":"E-\(terminal.name.text)","channel":"wallet","purpose":"deposit","amount_fen":50000,\
        "fingerprint":"","terminal":"\(terminal.name.text)"}
        """
    }
}
