import BedsideDomain
import Crypto

/// One movement of money that is to be written.
struct Movement: Sendable {
    let id: OperationID
    let debit: LedgerAccount
    let credit: LedgerAccount
    /// Nothing is written for zero.
    let fen: Int64
    let purpose: String
    /// The payment, refund, settlement or stay that it is for.
    let reference: String

    /// The number of a fact's n-th transfer: the same for ever, so that no fact moves money twice.
    static func id(_ operation: OperationID, _ index: Int) -> OperationID {
        let digest = SHA256.hash(data: Array("bedside-transfer-1\n".utf8) + operation.bytes + bigEndian(UInt64(index)))
        // SHA-256 has 32 bytes: there are always 16.
        return OperationID(digest.prefix(16)) ?? operation
    }
}

extension FactWriter {
    /// Throws ``HeldReason`` `overspent`, ``CentralError``.
    func post(_ movements: [Movement]) throws {
        try transaction.post(movements, by: terminal, in: hospital, at: now)
    }
}

extension CentralTransaction {
    /// Writes movements that stand. Throws ``HeldReason`` `overspent` when a guarded account would go below zero, also by
    /// what of it is promised to another; ``CentralError`` `ruleBroken` for a number that was used before.
    func post(_ movements: [Movement], by terminal: TerminalName, in hospital: HospitalID, at now: Timestamp) throws {
        let movements = movements.filter { $0.fen > 0 }
        guard !movements.isEmpty else { return }
        try insert(
            transferInsert,
            movements.map { movement in
                [
                    .id(hospital), .fixed(movement.id), .text(movement.debit.code), .text(movement.credit.code),
                    .int(movement.fen), "single", nil, nil, .text(movement.purpose), .text(movement.reference),
                    .id(terminal), .at(now),
                ]
            })
        var (debits, credits): ([String: Int64], [String: Int64]) = ([:], [:])
        for movement in movements {
            if movement.debit.isGuarded { debits[movement.debit.code, default: 0] += movement.fen }
            if movement.credit.isGuarded { credits[movement.credit.code, default: 0] += movement.fen }
        }
        for (account, fen) in credits.sorted(by: { $0.key < $1.key }) { try credit(account, fen, in: hospital) }
        for (account, fen) in debits.sorted(by: { $0.key < $1.key }) {
            let changed = try run(
                """
                UPDATE accounts SET debits_fen = debits_fen + $3 WHERE hospital = $1 AND account = $2
                    AND credits_fen - debits_fen - debits_pending_fen >= $3
                """, [.id(hospital), .text(account), .int(fen)])
            guard changed == 1 else { throw HeldReason.overspent }
        }
    }

    func credit(_ account: String, _ fen: Int64, in hospital: HospitalID) throws(CentralError) {
        try run(
            """
            INSERT INTO accounts(hospital, account, debits_fen, credits_fen, debits_pending_fen) VALUES ($1, $2, 0, $3, 0)
            ON CONFLICT (hospital, account) DO UPDATE SET credits_fen = accounts.credits_fen + excluded.credits_fen
            """, [.id(hospital), .text(account), .int(fen)])
    }

    /// What of a guarded account may be spent, in fen.
    func available(_ account: LedgerAccount, in hospital: HospitalID) throws(CentralError) -> Int64 {
        let row = try row(
            "SELECT credits_fen - debits_fen - debits_pending_fen FROM accounts WHERE hospital = $1 AND account = $2",
            [.id(hospital), .text(account.code)])
        return try row?.int(0) ?? 0
    }
}

let transferInsert = BulkInsert(
    "transfers",
    [
        ("hospital", .text), ("id", .bytes), ("debit", .text), ("credit", .text), ("amount_fen", .int),
        ("mode", .text), ("pending_id", .bytes), ("expires_ms", .int), ("purpose", .text), ("reference", .text),
        ("terminal", .text), ("at_ms", .int),
    ])
