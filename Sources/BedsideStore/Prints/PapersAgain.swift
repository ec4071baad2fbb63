package import BedsideDomain
import GRDB

extension Store {
    /// The newest paper of each wanted kind that was ever asked for in a stay, to print another copy of it.
    ///
    /// - Parameter kinds: also the order of the answer; kinds that were never printed are left out.
    package func papers(of encounter: EncounterID, kinds: [Paper.Kind]) async throws -> [Paper] {
        try await read { transaction in
            let jobs = try transaction.all(
                "\(PrintJobRecord.select) WHERE j.encounter = ? ORDER BY j.requested_ms DESC, j.rowid DESC",
                [encounter.text], PrintJobRecord.read)
            return kinds.compactMap { kind in jobs.first { $0.paper.kind == kind }?.paper }
        }
    }
}
