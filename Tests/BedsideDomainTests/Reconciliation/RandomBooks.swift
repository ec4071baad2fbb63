import BedsideDomain

/// A random day of a hospital in which everything agrees, and the ways to spoil it: each tells what it did, in the words
/// of the difference that must be found.
struct RandomBooks {
    static let day = Sample.day("2026-11-22")
    static let clock = HospitalClock.china
    var random: SplitMix64
    var bill: [MoneyMovement] = []
    var ledger: [MoneyMovement] = []
    var terminals: [TerminalDay] = []
    var accounts: [AccountAtDayEnd] = []
    var held: [HeldMoney] = []
    private var numbers = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        for _ in 0..<random.int(0...40) { addPair() }
        for number in 0..<random.int(0...5) { addTerminal("T\(number)") }
        for number in 0..<random.int(0...5) {
            accounts.append(AccountAtDayEnd(account: "clearing:\(number)", balance: .zero, rule: .mustBeZero))
            accounts.append(
                AccountAtDayEnd(
                    account: "custody:\(number)", balance: Money(fen: random.int(0...9000)), rule: .mustNotBeNegative))
        }
    }

    var books: Reconciliation.Books {
        Reconciliation.Books(
            day: Self.day, clock: Self.clock, bill: bill, ledger: ledger, terminals: terminals, accounts: accounts,
            held: held)
    }

    /// Seconds into the day, never in the last quarter of an hour.
    mutating func moment(_ range: ClosedRange<Int64> = 0...85_000) -> Timestamp {
        Self.clock.start(of: Self.day).adding(seconds: random.int(range))
    }

    mutating func movement(at: Timestamp? = nil, towards: String? = nil) -> MoneyMovement {
        numbers += 1
        let kind: MoneyMovement.Key.Kind = random.chance(oneIn: 4) && towards == nil ? .refund : .payment
        return MoneyMovement(
            .init(kind, "JF\(numbers)"), amount: Money(fen: random.int(1...900_000)), at: at ?? moment(),
            terminal: TerminalName(trusted: "T1"), towards: towards)
    }

    mutating func addPair() {
        numbers += 1
        let row = movement(towards: random.chance(oneIn: 3) ? "bill \(numbers)" : nil)
        ledger.append(row)
        bill.append(Self.copy(row, line: bill.count + 2))
    }

    static func copy(_ row: MoneyMovement, amount: Money? = nil, at: Timestamp? = nil, line: Int = 0) -> MoneyMovement {
        MoneyMovement(
            row.key, amount: amount ?? row.amount, at: at ?? row.at, terminal: row.terminal, towards: row.towards,
            line: line)
    }

    mutating func addTerminal(_ name: String) {
        let from = random.int(1...1000)
        let to = from + random.int(-1...500)
        let paid: [PaymentChannel: Int64] = [.wallet: random.int(0...100_000)]
        terminals.append(
            Self.terminal(
                name, closedBefore: from == 1 ? nil : from - 1, from: from, to: to, paid: paid, found: paid))
    }

    static let head = EventHash([UInt8](repeating: 7, count: 32))
    static let epoch = StreamEpoch([UInt8](repeating: 1, count: 16))

    static func terminal(
        _ name: String, closedBefore: Int64?, from: Int64, to: Int64, paid: [PaymentChannel: Int64],
        found: [PaymentChannel: Int64], missing: [ClosedRange<Int64>] = [], head found32: EventHash? = head,
        events: Int64? = nil, settlements: Int64 = 0
    ) -> TerminalDay {
        guard let head, let epoch else {
            return TerminalDay(terminal: TerminalName(trusted: name), closedBefore: nil, statements: [])
        }
        let statement = DayStatement(
            day: day, epoch: epoch, fromSeq: from, toSeq: to, headHash: head, events: to - from + 1, paid: paid,
            refunded: [:],
            settledFen: 0, settlements: 0, waiting: 0)
        let inbox = InboxRange(
            missing: missing, headHash: found32, events: events ?? to - from + 1, paid: found, refunded: [:],
            settledFen: 0, settlements: settlements)
        return TerminalDay(
            terminal: TerminalName(trusted: name), closedBefore: closedBefore,
            statements: [TerminalDay.Stated(statement, inbox: inbox)])
    }

}
