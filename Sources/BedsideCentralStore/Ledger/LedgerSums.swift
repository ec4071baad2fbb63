package import BedsideDomain

/// The sums of an account, in fen.
package struct LedgerSum: Sendable, Hashable {
    package let account: String
    package let debits: Int64
    package let credits: Int64
    /// Promised to others.
    package let pending: Int64

    /// What is in it, from the hospital's side of a debt: credits less debits.
    package var balance: Int64 { credits - debits }
}

extension CentralTransaction {
    /// Every account's sums, by its code, made of the transfers alone. Throws ``CentralError``.
    package func ledgerSums(of hospital: HospitalID) throws(CentralError) -> [LedgerSum] {
        try rows(
            """
            SELECT account, CAST(sum(debits) AS BIGINT), CAST(sum(credits) AS BIGINT), CAST(sum(pending) AS BIGINT) FROM (
                SELECT debit AS account, amount_fen AS debits, 0 AS credits, 0 AS pending FROM transfers
                    WHERE hospital = $1 AND mode IN ('single', 'post')
                UNION ALL SELECT credit, 0, amount_fen, 0 FROM transfers
                    WHERE hospital = $1 AND mode IN ('single', 'post')
                UNION ALL SELECT debit, 0, 0, amount_fen FROM transfers p WHERE hospital = $1 AND mode = 'pending'
                    AND NOT EXISTS (SELECT 1 FROM transfers e WHERE e.hospital = p.hospital AND e.pending_id = p.id)
            ) AS legs GROUP BY account ORDER BY account
            """, [.id(hospital)]
        ).map { row throws(CentralError) in
            LedgerSum(
                account: try row.text(0), debits: try row.int(1), credits: try row.int(2), pending: try row.int(3))
        }
    }
}

extension CentralStore {
    package func ledgerSums(of hospital: HospitalID) async throws -> [LedgerSum] {
        try await database.read { try $0.ledgerSums(of: hospital) }
    }

    /// Guarded accounts whose cached sums are not what the transfers say; none, unless somebody wrote past the program.
    package func ledgerFaults(of hospital: HospitalID) async throws -> [String] {
        try await database.read { transaction in
            var cached: [String: [Int64]] = [:]
            for row in try transaction.rows(
                "SELECT account, debits_fen, credits_fen, debits_pending_fen FROM accounts WHERE hospital = $1",
                [.id(hospital)])
            { cached[try row.text(0)] = [try row.int(1), try row.int(2), try row.int(3)] }
            var faults: [String] = []
            for sum in try transaction.ledgerSums(of: hospital) {
                let guarded = ["custody:", "transit:", "clearing:"].contains { sum.account.hasPrefix($0) }
                guard guarded else { continue }
                let found = cached.removeValue(forKey: sum.account) ?? [0, 0, 0]
                if found != [sum.debits, sum.credits, sum.pending] { faults.append(sum.account) }
            }
            return (faults + cached.filter { $0.value != [0, 0, 0] }.keys).sorted()
        }
    }
}
