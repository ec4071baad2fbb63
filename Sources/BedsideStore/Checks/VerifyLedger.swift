package import BedsideDomain
import GRDB

/// What a look at the whole ledger found.
package struct LedgerCheck: Sendable, Hashable {
    package let transfers: Int
    /// The sum over every account; zero.
    package let sum: Money
    /// Stays whose receivable is not zero; none.
    package let openReceivables: Int
    /// Stays whose refund clearing differs from their refunds that are not done; none.
    package let clearingDifferences: Int
    /// Payments whose money is not in the ledger exactly once; none.
    package let unbookedPayments: Int
    /// Settled stays that still hold a deposit; none.
    package let keptDeposits: Int
    /// Stays that went to another terminal and left a deposit here; none.
    package let awayDeposits: Int

    package var isBalanced: Bool {
        sum == .zero && openReceivables == 0 && clearingDifferences == 0 && unbookedPayments == 0 && keptDeposits == 0
            && awayDeposits == 0
    }
}

extension Store {
    /// Adds the whole ledger up again.
    package func verifyLedger() async throws -> LedgerCheck {
        try await read { transaction in
            // One row for each account: what was credited less what was debited.
            let balances = """
                WITH balances(code, fen) AS (
                    SELECT code, sum(fen) FROM (
                        SELECT credit AS code, amount_fen AS fen FROM ledger_transfers
                        UNION ALL SELECT debit, -amount_fen FROM ledger_transfers) GROUP BY code)
                """
            func count(_ sql: String) throws -> Int { try transaction.first(sql) { try $0.count() } ?? 0 }
            return LedgerCheck(
                transfers: try count("SELECT count(*) FROM ledger_transfers"),
                sum: try transaction.first("\(balances) SELECT coalesce(sum(fen), 0) FROM balances") { try $0.money() }
                    ?? .zero,
                openReceivables: try count(
                    "\(balances) SELECT count(*) FROM balances WHERE code LIKE 'receivable:%' AND fen <> 0"),
                clearingDifferences: try count(
                    """
                    \(balances) SELECT count(*) FROM encounters e WHERE
                        coalesce((SELECT fen FROM balances WHERE code = 'refund-clearing:' || e.number), 0)
                        <> (SELECT coalesce(sum(amount_fen), 0) FROM refund_orders r
                            WHERE r.encounter = e.number AND r.state <> 'done') AND e.state = 'settled'
                    """),
                unbookedPayments: try count(
                    """
                    SELECT count(*) FROM payment_orders p WHERE p.state = 'paid' AND 1 <> (
                        SELECT count(*) FROM ledger_transfers t WHERE t.purpose = 'deposit' AND t.reference = p.id
                            AND t.amount_fen = p.amount_fen AND t.credit = 'deposit:' || p.encounter)
                    """),
                keptDeposits: try count(
                    """
                    \(balances) SELECT count(*) FROM encounters e JOIN balances b ON b.code = 'deposit:' || e.number
                        WHERE e.state = 'settled' AND b.fen <> 0
                    """),
                awayDeposits: try count(
                    """
                    \(balances) SELECT count(*) FROM encounters e JOIN balances b ON b.code = 'deposit:' || e.number
                        WHERE e.away = 1 AND b.fen <> 0
                    """))
        }
    }
}
