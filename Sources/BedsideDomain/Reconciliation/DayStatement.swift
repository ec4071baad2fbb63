/// A terminal's signed word about its day: the body of the fact `statement.day`, beside the keys of every fact. Gapless, so
/// that nothing is outside of every statement (sync.md 4).
package struct DayStatement: Sendable, Hashable, Codable {
    package let day: CivilDate
    /// Whose numbers these are: an old epoch's end is closed in the new one.
    package let epoch: StreamEpoch
    /// The first event that it speaks of: one after the last of the statement before.
    package let fromSeq: Int64
    /// The last one, `fromSeq - 1` when there is none; the statement's own event comes after it.
    package let toSeq: Int64
    /// The hash of the event ``toSeq``.
    package let headHash: EventHash
    package let events: Int64
    /// In fen, by channel.
    package let paid: [PaymentChannel: Int64]
    package let refunded: [PaymentChannel: Int64]
    /// The settled bills together, in fen.
    package let settledFen: Int64
    package let settlements: Int64
    /// Payments and refunds that have no end yet.
    package let waiting: Int64

    package init(
        day: CivilDate, epoch: StreamEpoch, fromSeq: Int64, toSeq: Int64, headHash: EventHash, events: Int64,
        paid: [PaymentChannel: Int64], refunded: [PaymentChannel: Int64], settledFen: Int64, settlements: Int64,
        waiting: Int64
    ) {
        self.day = day
        self.epoch = epoch
        self.fromSeq = fromSeq
        self.toSeq = toSeq
        self.headHash = headHash
        self.events = events
        self.paid = paid
        self.refunded = refunded
        self.settledFen = settledFen
        self.settlements = settlements
        self.waiting = waiting
    }

    private enum CodingKeys: String, CodingKey {
        case day, epoch, events, paid, refunded, settlements, waiting
        case fromSeq = "from_seq"
        case toSeq = "to_seq"
        case headHash = "head_hash"
        case settledFen = "settled_fen"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, _ least: Int64 = 0, _ most: Int64 = 1 << 53) throws -> Int64 {
            let value = try container.decode(Int64.self, forKey: key)
            guard (least...most).contains(value) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "Out of range.")
            }
            return value
        }
        func byChannel(_ key: CodingKeys) throws -> [PaymentChannel: Int64] {
            var amounts: [PaymentChannel: Int64] = [:]
            for (word, fen) in try container.decode([String: Int64].self, forKey: key) {
                guard let channel = PaymentChannel(rawValue: word), (0...Money.limit).contains(fen) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: container, debugDescription: "It must be fen by channel.")
                }
                amounts[channel] = fen
            }
            return amounts
        }
        day = try container.decode(CivilDate.self, forKey: .day)
        epoch = try container.decode(StreamEpoch.self, forKey: .epoch)
        fromSeq = try number(.fromSeq, 1)
        toSeq = try number(.toSeq, fromSeq - 1)
        headHash = try container.decode(EventHash.self, forKey: .headHash)
        events = try number(.events)
        paid = try byChannel(.paid)
        refunded = try byChannel(.refunded)
        settledFen = try number(.settledFen, -Money.limit, Money.limit)
        settlements = try number(.settlements)
        waiting = try number(.waiting)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(day, forKey: .day)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(fromSeq, forKey: .fromSeq)
        try container.encode(toSeq, forKey: .toSeq)
        try container.encode(headHash, forKey: .headHash)
        try container.encode(events, forKey: .events)
        try container.encode(Self.words(paid), forKey: .paid)
        try container.encode(Self.words(refunded), forKey: .refunded)
        try container.encode(settledFen, forKey: .settledFen)
        try container.encode(settlements, forKey: .settlements)
        try container.encode(waiting, forKey: .waiting)
    }

    private static func words(_ amounts: [PaymentChannel: Int64]) -> [String: Int64] {
        [String: Int64](uniqueKeysWithValues: amounts.map { ($0.key.rawValue, $0.value) })
    }
}

/// What the central store itself got from a terminal for the range that a statement speaks of.
package struct InboxRange: Sendable, Hashable {
    /// Runs of numbers within the range that never came.
    package let missing: [ClosedRange<Int64>]
    /// The hash of the range's last event; nil when it never came.
    package let headHash: EventHash?
    package let events: Int64
    package let paid: [PaymentChannel: Int64]
    package let refunded: [PaymentChannel: Int64]
    package let settledFen: Int64
    package let settlements: Int64

    package init(
        missing: [ClosedRange<Int64>], headHash: EventHash?, events: Int64, paid: [PaymentChannel: Int64],
        refunded: [PaymentChannel: Int64], settledFen: Int64, settlements: Int64
    ) {
        self.missing = missing
        self.headHash = headHash
        self.events = events
        self.paid = paid
        self.refunded = refunded
        self.settledFen = settledFen
        self.settlements = settlements
    }
}

/// What a terminal said of one day, beside what came from it.
package struct TerminalDay: Sendable, Hashable {
    package let terminal: TerminalName
    /// The last event of which the statement of an earlier day speaks; nil when there is none.
    package let closedBefore: Int64?
    /// Oldest first; one unless something is wrong.
    package let statements: [Stated]

    package struct Stated: Sendable, Hashable {
        package let statement: DayStatement
        package let inbox: InboxRange

        package init(_ statement: DayStatement, inbox: InboxRange) {
            self.statement = statement
            self.inbox = inbox
        }
    }

    package init(terminal: TerminalName, closedBefore: Int64?, statements: [Stated]) {
        self.terminal = terminal
        self.closedBefore = closedBefore
        self.statements = statements
    }
}
