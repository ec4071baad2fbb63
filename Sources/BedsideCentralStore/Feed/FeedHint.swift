package import BedsideDomain

/// What the servers of one store tell each other, so that none has to ask the database again and again what another wrote.
///
/// Only a hint (sync.md 4): whoever hears none still looks from time to time.
package enum FeedHint: Sendable, Hashable {
    /// Hints come from now on; what came before was perhaps not heard.
    case hearing
    /// None come until the next ``hearing``.
    case deaf
    /// The hospital's feed may have grown.
    case grew(HospitalID)
}

extension CentralDatabase {
    /// Where nobody else writes there is nobody to tell.
    package func hint(_ hospital: HospitalID) async throws {}
    package func hints() throws(CentralError) -> AsyncStream<FeedHint>? { nil }
}
