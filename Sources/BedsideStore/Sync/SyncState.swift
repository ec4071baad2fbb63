package import BedsideDomain
import GRDB

/// How the terminal stands with the central store.
package struct SyncState: Sendable, Hashable {
    /// When it was last enrolled; nil when never.
    package let enrolled: Timestamp?
    /// Why nothing is sent until a person enrols it again: `fork`, `frozen`, `store-went-back`; nil when all is well.
    package let frozen: String?
    package let frozenAt: Timestamp?
    package let lastContact: Timestamp?
    /// This terminal's clock less the central store's, in milliseconds.
    package let clockOffset: Int64?
}

extension Store {
    package func syncState() async throws -> SyncState { try await read { try $0.syncState() } }

    /// The central store answered. The offset goes into every later fact.
    ///
    /// - Parameter offset: this terminal's clock less the central store's in milliseconds; nil leaves the last one.
    package func noteContact(at moment: Timestamp, offset: Int64?) async throws {
        try await commit { transaction in
            _ = try transaction.run(
                "UPDATE sync_state SET contact_ms = ?, offset_ms = coalesce(?, offset_ms)",
                [moment.milliseconds, offset])
        }
    }

    /// Nothing is sent any more; only ``beginEpoch(_:reason:at:)`` ends it. The first reason stays.
    package func freezeSync(_ reason: String, at moment: Timestamp) async throws {
        try await commit { transaction in
            guard try transaction.syncState().frozen == nil else { return }
            try transaction.run(
                "UPDATE sync_state SET frozen = ?, frozen_ms = ?", [String(reason.prefix(40)), moment.milliseconds])
            try transaction.audit(
                "sync-frozen", by: .terminal, of: "outbox", ["reason": .text(String(reason.prefix(40)))], at: moment)
        }
    }
}

extension Transaction {
    func syncState() throws -> SyncState {
        let state = try first("SELECT enrolled_ms, frozen, frozen_ms, contact_ms, offset_ms FROM sync_state") {
            SyncState(
                enrolled: try $0.optionalMoment(), frozen: try $0.optionalText(), frozenAt: try $0.optionalMoment(),
                lastContact: try $0.optionalMoment(), clockOffset: try $0.optionalInt())
        }
        guard let state else { throw StoreError.damaged("it has no state of sync") }
        return state
    }

    /// Enrolled, and free to send.
    func thaw(at moment: Timestamp) throws {
        try run("UPDATE sync_state SET enrolled_ms = ?, frozen = NULL, frozen_ms = NULL", [moment.milliseconds])
    }
}
