import BedsideDomain
import BedsideStore

/// The page of a report, from wherever it lies: this store, the encrypted cache, or the central store.
struct ReportPages: Sendable {
    let store: Store
    /// The page with this SHA-256, from the cache or the central store; throws when neither can give it now.
    let fetch: @Sendable (EventHash) async throws -> [UInt8]

    /// Nil when there is no such page anywhere. Throws what ``fetch`` throws.
    func page(of report: ReportID) async throws -> [UInt8]? {
        switch try await store.reportPage(report) {
        case .here(let pdf): pdf
        case .atCentre(let hash, _): try await fetch(hash)
        case nil: nil
        }
    }
}
