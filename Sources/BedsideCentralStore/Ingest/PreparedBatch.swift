import BedsideDomain
import BedsideWire
import Crypto

/// A batch as it stands before the store is asked: hashed, read, its signatures checked. Made outside of the transaction,
/// so that nobody waits for arithmetic.
struct PreparedBatch: Sendable {
    let hospital: HospitalID
    let terminal: TerminalName
    let epoch: StreamEpoch
    /// Of the event before the first.
    let head: EventHash
    let events: [PreparedEvent]
    /// The terminal says itself that its disk is an older copy; without events.
    let isBehind: Bool
    /// Whether the signatures could be checked.
    let hasKey: Bool
    /// The serial number of the certificate that it came with; nil when that was looked at before.
    let certificate: String?

    /// Throws ``SyncRefusal`` `malformed` or `tooLarge` for what no terminal's outbox can hold.
    ///
    /// - Parameter key: nil when this store knows no such epoch; the transaction then says so.
    init(
        _ request: UpRequest, of terminal: TerminalName, in hospital: HospitalID, certificate: String? = nil,
        key: SigningKey?, _ catalogue: FactCatalogue
    ) throws(SyncRefusal) {
        self.hospital = hospital
        self.terminal = terminal
        epoch = request.epoch
        head = request.head
        isBehind = request.isBehind ?? false
        hasKey = key != nil
        self.certificate = certificate
        let bytes = request.events.reduce(0) { $0 + $1.body.utf8.count }
        guard request.events.count <= SyncLimits.batchEvents,
            bytes <= SyncLimits.batchBytes || request.events.count == 1,
            request.events.allSatisfy({ $0.body.utf8.count <= SyncLimits.eventBody })
        else {
            throw SyncRefusal(
                .tooLarge,
                "A batch may have \(SyncLimits.batchEvents) events and \(SyncLimits.batchBytes >> 10) KiB, an event "
                    + "\(SyncLimits.eventBody >> 10) KiB; send less at once.")
        }
        guard !isBehind || request.events.isEmpty else {
            throw SyncRefusal(.malformed, "What says that it is behind has no events.")
        }
        var prepared: [PreparedEvent] = []
        prepared.reserveCapacity(request.events.count)
        var previous = head
        for event in request.events {
            guard event.seq > 0, event.seq < Int64.max, prepared.last.map({ $0.event.seq + 1 == event.seq }) ?? true,
                event.version > 0, event.version < 1 << 31, Self.isKind(event.kind),
                (event.signature?.utf8.count ?? 0) <= 200, event.signature?.utf8.contains(0) != true
            else {
                throw SyncRefusal(
                    .malformed, "The events must have consecutive numbers from 1 on and the form of an outbox's facts.")
            }
            let bytes = ChainBytes.link(after: previous.bytes, event.parts)
            guard let hash = EventHash(SHA256.hash(data: bytes)) else {
                throw SyncRefusal(.malformed, "The events have no hash.")
            }
            prepared.append(PreparedEvent(event, hash: hash, key: key, catalogue))
            previous = hash
        }
        events = prepared
    }

    /// As the outbox has it: 1 to 40 of `a-z 0-9 . - _`.
    private static func isKind(_ kind: String) -> Bool {
        (1...40).contains(kind.utf8.count)
            && kind.utf8.allSatisfy {
                switch $0 {
                case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}

/// An event with all that can be said of it without asking the store.
struct PreparedEvent: Sendable {
    let event: OutboxEvent
    let hash: EventHash
    /// What it says, or why it must wait for a person or a later version.
    let fact: Result<Fact, HeldReason>

    init(_ event: OutboxEvent, hash: EventHash, key: SigningKey?, _ catalogue: FactCatalogue) {
        self.event = event
        self.hash = hash
        fact = Result { () throws(HeldReason) in
            if OutboxEvent.isSigned(event.kind) {
                guard let signature = event.signature else { throw .notSigned }
                guard let key, key.signed(OutboxEvent.signedBytes(hash), by: signature) else { throw .badSignature }
            }
            return try Fact(event, by: catalogue)
        }
    }
}

/// Why an event is kept but not applied. The word goes back to the terminal and into the quarantine.
struct HeldReason: Error, Hashable, Sendable {
    let code: String

    /// A later version of the central store may know it.
    static let unknownKind = HeldReason(code: "unknown-kind")
    static let newerVersion = HeldReason(code: "newer-version")

    static let notSigned = HeldReason(code: "not-signed")
    static let badSignature = HeldReason(code: "bad-signature")
    /// The body is not what its kind and version promise.
    static let badBody = HeldReason(code: "bad-body")
    /// A rule of the schema forbids it.
    static let ruleBroken = HeldReason(code: "rule-broken")
    /// The operation was told before, with other words.
    static let operationDiffers = HeldReason(code: "operation-differs")
    /// An account that may not would go below zero.
    static let overspent = HeldReason(code: "overspent")
    static let unknownStay = HeldReason(code: "unknown-stay")
    static let stayExists = HeldReason(code: "stay-exists")
    /// Only the terminal that keeps a stay may say this of it.
    static let notKeeper = HeldReason(code: "not-keeper")
    static let depositsDiffer = HeldReason(code: "deposits-differ")
    static let unknownPayment = HeldReason(code: "unknown-payment")
    static let paymentDiffers = HeldReason(code: "payment-differs")
    static let holdNotPosted = HeldReason(code: "hold-not-posted")
    static let saidBefore = HeldReason(code: "said-before")

    /// What another terminal's facts may mend: tried again when all were heard after a restore.
    static let waitingForOthers: Set<String> = Set(
        [overspent, unknownStay, notKeeper, depositsDiffer, unknownPayment, holdNotPosted].map(\.code))
    /// Tried again after an upgrade.
    static let waitingForUpgrade: Set<String> = [unknownKind.code, newerVersion.code]
}
