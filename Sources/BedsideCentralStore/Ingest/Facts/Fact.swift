import BedsideDomain
import Foundation

/// What a version of this program understands.
struct FactCatalogue: Sendable {
    /// Kinds that are read.
    var kinds: Set<String>
    /// Beginnings of kinds that are only kept.
    var keptPrefixes: [String]
    /// The newest version of their bodies.
    var version: Int

    static let current = FactCatalogue(
        kinds: [
            "encounter.admitted", "payment.created", "payment.paid", "payment.closed", "payment.contradicted",
            "encounter.settled", "refund.done", "refund.refused", "dispute.opened", "dispute.answered",
            "stay.released", "stay.taken", "statement.day", "feed.refused", "command.done",
        ], keptPrefixes: ["print.", "alarm.", "import."], version: 1)
}

/// What an event says, typed. A kind that is only kept, for the reports of later, needs no more than its name here.
enum Fact: Sendable {
    case admitted(AdmittedFact)
    case paymentCreated(PaymentCreatedFact)
    case paymentPaid(PaymentPaidFact)
    case paymentClosed(PaymentClosedFact)
    case paymentContradicted(PaymentContradictedFact)
    case settled(SettledFact)
    case refundDone(RefundFact)
    case refundRefused(RefundFact)
    case disputeOpened(DisputeOpenedFact)
    case disputeAnswered(DisputeAnsweredFact)
    case stayReleased(StayReleasedFact)
    case stayTaken(StayTakenFact)
    case dayStatement(DayStatement)
    case feedRefused(FeedRefusedFact)
    case commandDone(CommandDoneFact)
    /// Known, and nothing of the store depends on it.
    case kept

    /// Throws ``HeldReason``.
    init(_ event: OutboxEvent, by catalogue: FactCatalogue) throws(HeldReason) {
        let isKept = catalogue.keptPrefixes.contains { event.kind.hasPrefix($0) }
        guard isKept || catalogue.kinds.contains(event.kind) else { throw .unknownKind }
        guard event.version <= catalogue.version else { throw .newerVersion }
        guard !isKept else {
            self = .kept
            return
        }
        do { self = try Self.read(event) } catch { throw .badBody }
    }

    private static func read(_ event: OutboxEvent) throws -> Fact {
        let body = Data(event.body.utf8)
        func decode<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: body)
        }
        return switch event.kind {
        case "encounter.admitted": .admitted(try decode())
        case "payment.created": .paymentCreated(try decode())
        case "payment.paid": .paymentPaid(try decode())
        case "payment.closed": .paymentClosed(try decode())
        case "payment.contradicted": .paymentContradicted(try decode())
        case "encounter.settled": .settled(try decode())
        case "refund.done": .refundDone(try decode())
        case "refund.refused": .refundRefused(try decode())
        case "dispute.opened": .disputeOpened(try decode())
        case "dispute.answered": .disputeAnswered(try decode())
        case "stay.released": .stayReleased(try decode())
        case "stay.taken": .stayTaken(try decode())
        // It has its own keys.
        case "statement.day": .dayStatement(try JSONDecoder().decode(DayStatement.self, from: body))
        case "feed.refused": .feedRefused(try decode())
        case "command.done": .commandDone(try decode())
        default: .kept
        }
    }
}
