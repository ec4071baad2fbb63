import BedsideDomain
import BedsideWire
import Crypto
import Foundation

@testable import BedsideCentralStore

/// A terminal's outbox in memory, as `BedsideStore` makes it: a value, so that a copy is a cloned disk.
struct TestTerminal: Sendable {
    let name: TerminalName
    let ward: WardID
    var stream: OutboxStream
    var key = Curve25519.Signing.PrivateKey()
    var events: [OutboxEvent] = []
    /// Of each event.
    var hashes: [EventHash] = []
    var now = Centre.noon

    init(_ name: String, ward: WardID = Centre.ward, epoch: UInt8 = 1) {
        self.ward = ward
        self.name = TerminalName(trusted: name)
        stream = Self.stream(epoch, first: 1, root: nil)
    }

    static func stream(_ epoch: UInt8, first: Int64, root: EventHash?) -> OutboxStream {
        let bytes = [UInt8](repeating: epoch, count: 15) + [UInt8.random(in: 0...255)]
        guard let epoch = StreamEpoch(bytes), let made = EventHash(SHA256.hash(data: bytes)) else {
            fatalError("sixteen and thirty-two bytes")
        }
        return OutboxStream(epoch: epoch, first: first, root: root ?? made, last: first - 1)
    }

    static func operation(_ kind: String, _ key: String) -> OperationID {
        guard let id = OperationID(SHA256.hash(data: Array("\(kind)\n\(key)".utf8)).prefix(16)) else {
            fatalError("sixteen bytes")
        }
        return id
    }

    /// Adds a fact.
    @discardableResult
    mutating func tell(
        _ kind: String, _ id: String, _ body: String, version: Int = 1, isSigned: Bool = true
    ) -> OutboxEvent {
        append(kind, version, body, Self.operation(kind, id), isSigned: isSigned)
    }

    @discardableResult
    mutating func append(
        _ kind: String, _ version: Int, _ body: String, _ operation: OperationID, isSigned: Bool = true
    ) -> OutboxEvent {
        let seq = stream.last + 1
        guard let boot = BootID([UInt8](repeating: 7, count: 16)) else { fatalError("sixteen bytes") }
        var event = OutboxEvent(
            seq: seq, operation: operation, kind: kind, version: version, body: body, wall: now,
            monotonic: seq, boot: boot, offset: nil)
        guard let hash = EventHash(SHA256.hash(data: ChainBytes.link(after: head(before: seq).bytes, event.parts)))
        else { fatalError("thirty-two bytes") }
        if isSigned, OutboxEvent.isSigned(kind) {
            do {
                event.signature = try key.signature(for: OutboxEvent.signedBytes(hash)).base64EncodedString()
            } catch { fatalError("a key signs") }
        }
        events.append(event)
        hashes.append(hash)
        stream = OutboxStream(epoch: stream.epoch, first: stream.first, root: stream.root, last: seq)
        return event
    }

    private var firstKept: Int64 { events.first?.seq ?? stream.last + 1 }

    /// What event `seq` hangs on.
    func head(before seq: Int64) -> EventHash {
        let index = Int(seq - firstKept) - 1
        return hashes.indices.contains(index) ? hashes[index] : stream.root
    }

    /// Events from one number on.
    func batch(from: Int64? = nil, most: Int = 100) -> UpRequest {
        let from = from ?? stream.first
        let events = events.filter { $0.seq >= from }.prefix(most)
        return UpRequest(epoch: stream.epoch, head: head(before: from), events: Array(events))
    }

    /// A new epoch from an event on, as after a new enrolment; the events stay as they are.
    mutating func newEpoch(_ epoch: UInt8, from: Int64) {
        let root = head(before: from)
        let fresh = Self.stream(epoch, first: from, root: root)
        stream = OutboxStream(epoch: fresh.epoch, first: from, root: root, last: events.last?.seq ?? from - 1)
        // Signatures are over the hash alone: they stay good.
    }

    // MARK: Facts

    mutating func admit(_ encounter: String) {
        tell(
            "encounter.admitted", "ZY-\(encounter)",
            """
            {"order":"ZY-\(encounter)","encounter":"\(encounter)","ward":"\(ward.text)","bed":"B1","confirmed_by":"N1",\
            "consents":["hospital","privacy"],"admitted_ms":\(now.milliseconds),"phone":"13800000000",\
            "terminal":"\(name.text)","audit_seq":1}
            """)
    }

    mutating func create(_ payment: String, of encounter: String, fen: Int64) {
        tell(
            "payment.created", payment,
            """
            {"payment":"\(payment)","encounter":"\(encounter)","channel":"wallet","purpose":"deposit","amount_fen":\(fen)}
            """)
    }

    mutating func paid(_ payment: String, of encounter: String, fen: Int64) {
        tell(
            "payment.paid", payment,
            """
            {"payment":"\(payment)","encounter":"\(encounter)","channel":"wallet","amount_fen":\(fen),"state":"paid",\
            "paid_ms":\(now.milliseconds),"reference":"R\(payment)"}
            """)
    }

    mutating func settle(_ encounter: String, total: Int64, insurance: Int64 = 0, deposits: Int64) {
        tell(
            "encounter.settled", encounter,
            """
            {"settlement":"JS-\(encounter)","encounter":"\(encounter)","total_fen":\(total),"insurance_fen":\(insurance),\
            "account_fen":0,"deposits_fen":\(deposits),"due_fen":\(total - insurance - deposits),"fingerprint":"f",\
            "lines":3,"agreed_by":null}
            """)
    }

    mutating func refund(_ refund: String, payment: String, fen: Int64) {
        tell(
            "refund.done", refund,
            """
            {"refund":"\(refund)","payment":"\(payment)","amount_fen":\(fen),"channel":"wallet","state":"done",\
            "at_ms":\(now.milliseconds)}
            """)
    }

    mutating func release(_ encounter: String, fen: Int64, _ id: String = "1") {
        tell(
            "stay.released", "\(encounter)-\(name.text)-\(id)",
            #"{"encounter":"\#(encounter)","deposits_fen":\#(fen),"state":"in-ward","state_ms":\#(now.milliseconds)}"#)
    }
}

extension Centre {
    /// Enrols a terminal at its stream's beginning.
    func enrol(_ terminal: TestTerminal, bound: Bool = false) async throws {
        let token = try await store.makeToken(
            of: Self.hospital, ward: terminal.ward, for: bound ? terminal.name : nil, authority: terminal.stream.root,
            at: terminal.now)
        _ = try await store.enrol(
            secret: token.secret,
            Enrolment(
                terminal: terminal.name, signingKey: Array(terminal.key.publicKey.rawRepresentation),
                stream: terminal.stream, version: "1.0", serial: UUID().uuidString,
                notAfter: terminal.now.adding(days: 30)), at: terminal.now)
    }

    @discardableResult
    func up(_ terminal: TestTerminal, from: Int64? = nil, most: Int = 100) async throws -> UpAnswer {
        try await store.up(
            terminal.batch(from: from, most: most), from: terminal.name, of: Self.hospital, at: terminal.now)
    }

    /// The code of the refusal, or nil when there was none.
    func refusal(_ body: () async throws -> Void) async throws -> SyncRefusal? {
        do {
            try await body()
            return nil
        } catch let refusal as SyncRefusal { return refusal }
    }
}
