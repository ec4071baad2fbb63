import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideStore

/// What lies in a terminal's store, read once its daemon has ended.
struct Books {
    let store: Store

    /// Opens the store, checks its ledger and its audit log, hands it over and closes it.
    static func read<Value>(_ path: String, _ work: (Books) async throws -> Value) async throws -> Value {
        let store = try Store(
            path: path, clock: .china, terminal: "demo-kiosk1", now: Timestamp(milliseconds: 1_800_000_000_000))
        let outcome: Result<Value, any Error>
        do {
            let ledger = try await store.verifyLedger()
            guard ledger.isBalanced else { throw RigError("the ledger is not balanced: \(ledger)") }
            _ = try await store.verifyAudit()
            outcome = .success(try await work(Books(store: store)))
        } catch { outcome = .failure(error) }
        try store.close()
        return try outcome.get()
    }

    /// What the wallet really took, less what it gave back, is what the books say came in by wallet and stayed.
    ///
    /// Throws ``RigError`` with both sums.
    func agree(with wallet: WalletLedger, settled encounter: EncounterID) async throws {
        guard let settlement = try await store.settlement(of: encounter) else {
            throw RigError("the stay has no settlement")
        }
        // Due is below zero where something was given back.
        let (charged, due) = (wallet.charged.values.reduce(0, +), settlement.due.fen)
        guard charged == settlement.deposits.fen + due else {
            throw RigError("the wallet kept \(charged) fen, the stay has \(settlement.deposits.fen) and \(due) fen")
        }
    }
}
