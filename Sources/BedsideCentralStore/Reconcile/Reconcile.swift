package import BedsideDomain

extension CentralStore {
    /// 对账 of one day: the provider's bill, the ledger and what the terminals said of the day, and every difference.
    /// One consistent read; it changes nothing.
    ///
    /// - Parameters:
    ///   - bill: nil compares terminals, ledger and accounts alone.
    ///   - channel: whose payments the bill has.
    ///
    /// Throws ``CentralError``, or ``DomainError`` `overflow`.
    package func reconcile(
        _ day: CivilDate, of hospital: HospitalID, clock: HospitalClock, bill: ProviderBill? = nil,
        channel: PaymentChannel = .wallet
    ) async throws -> Reconciliation {
        let books = try await database.read { transaction in
            let reader = BookReader(transaction, hospital, day, clock)
            return Reconciliation.Books(
                day: day, clock: clock, bill: bill?.movements, ledger: try reader.movements(channel),
                terminals: try reader.terminals(), accounts: try reader.accounts(), held: try reader.held())
        }
        return try Reconciliation(books)
    }
}

/// Reads the central store's side of a day's books.
struct BookReader {
    let transaction: any CentralTransaction
    let hospital: HospitalID
    let day: CivilDate
    let clock: HospitalClock

    /// A payment at midnight may be in the bill of the day before or after; a terminal's clock may be wrong by some days.
    private static let window = 3

    init(
        _ transaction: any CentralTransaction, _ hospital: HospitalID, _ day: CivilDate, _ clock: HospitalClock
    ) {
        self.transaction = transaction
        self.hospital = hospital
        self.day = day
        self.clock = clock
    }

    var end: Timestamp { clock.start(of: day.adding(days: 1)) }

    /// Payments and refunds of a channel that the ledger has, of the day and of those around it.
    func movements(_ channel: PaymentChannel) throws -> [MoneyMovement] {
        let span: [SQLValue] = [
            .id(hospital), .text(channel.rawValue), .at(clock.start(of: day.adding(days: -Self.window))),
            .at(clock.start(of: day.adding(days: Self.window + 1))),
        ]
        let paid = try transaction.rows(
            """
            SELECT payment, amount_fen, paid_ms, terminal, encounter, fingerprint FROM payments
            WHERE hospital = $1 AND channel = $2 AND state = 'paid' AND paid_ms >= $3 AND paid_ms < $4
            """, span
        ).map { row in
            let fingerprint = try row.text(5)
            return MoneyMovement(
                .init(.payment, try row.text(0)), amount: Money(fen: try row.int(1)), at: try row.moment(2),
                terminal: try row.id(3), towards: fingerprint.isEmpty ? nil : "\(try row.text(4))/\(fingerprint)")
        }
        let refunded = try transaction.rows(
            """
            SELECT refund, amount_fen, at_ms, terminal FROM refunds
            WHERE hospital = $1 AND channel = $2 AND state = 'done' AND at_ms >= $3 AND at_ms < $4
            """, span
        ).map { row in
            MoneyMovement(
                .init(.refund, try row.text(0)), amount: Money(fen: try row.int(1)), at: try row.moment(2),
                terminal: try row.id(3))
        }
        return paid + refunded
    }

    /// Clearing accounts and the custody of ended stays must be empty, other custody must not be below zero. Only what
    /// moved before the day's end counts.
    func accounts() throws -> [AccountAtDayEnd] {
        let over = Set(
            try transaction.rows(
                "SELECT encounter FROM stays WHERE hospital = $1 AND state IN ('settled', 'cancelled') AND state_ms < $2",
                [.id(hospital), .at(end)]
            ).map { try $0.text(0) })
        return try transaction.rows(
            """
            SELECT account, CAST(sum(fen) AS BIGINT) FROM (
                SELECT credit AS account, amount_fen AS fen FROM transfers
                    WHERE hospital = $1 AND mode IN ('single', 'post') AND at_ms < $2
                UNION ALL SELECT debit, -amount_fen FROM transfers
                    WHERE hospital = $1 AND mode IN ('single', 'post') AND at_ms < $2
            ) AS legs GROUP BY account ORDER BY account
            """, [.id(hospital), .at(end)]
        ).compactMap { row in
            let account = try row.text(0)
            let balance = Money(fen: try row.int(1))
            // `custody:TERMINAL/ENCOUNTER`, `transit:ENCOUNTER`: no identifier holds a `/`.
            let encounter = account.split(separator: "/").last ?? ""
            switch account.prefix(while: { $0 != ":" }) {
            case "clearing", "receivable": return AccountAtDayEnd(account: account, balance: balance, rule: .mustBeZero)
            case "custody":
                return AccountAtDayEnd(
                    account: account, balance: balance,
                    rule: over.contains(String(encounter)) ? .mustBeZero : .mustNotBeNegative)
            case "transit": return AccountAtDayEnd(account: account, balance: balance, rule: .mustNotBeNegative)
            default: return nil
            }
        }
    }

    /// Events that move money, came until the day's end, and were never applied.
    func held() throws -> [HeldMoney] {
        try transaction.rows(
            """
            SELECT q.terminal, q.seq, q.code, i.kind FROM quarantine q
            JOIN inbox i ON i.hospital = q.hospital AND i.terminal = q.terminal AND i.epoch = q.epoch AND i.seq = q.seq
            WHERE q.hospital = $1 AND q.ended_ms IS NULL AND i.wall_ms < $2 ORDER BY q.terminal, q.seq
            """, [.id(hospital), .at(end)]
        ).compactMap { row in
            guard OutboxEvent.isSigned(try row.text(3)) else { return nil }
            return HeldMoney(terminal: try row.id(0), seq: try row.int(1), code: try row.text(2))
        }
    }
}
