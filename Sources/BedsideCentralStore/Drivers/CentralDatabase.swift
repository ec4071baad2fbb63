package import BedsideDomain

/// The central store's database: SQLite in this process, or a PostgreSQL server that several processes share.
///
/// A body runs on a thread of its own, never on the cooperative pool; it must not wait for anything. It may run more than
/// once (two transactions of PostgreSQL that met are begun again), so it changes nothing outside but by
/// ``CentralTransaction/afterCommit(_:)``.
package protocol CentralDatabase: Sendable {
    var dialect: Dialect { get }
    /// Transactions that this process committed since it began: how many writes shared a sync of the disk.
    var commits: Int { get }
    /// Runs a body in one transaction and returns after COMMIT reached the disk. Rethrows what the body throws: then
    /// nothing was written. Throws ``CentralError``, of which `commitUnknown` alone leaves open whether it was.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any CentralTransaction) throws -> Value) async throws
        -> Value
    /// Runs a body that only reads, all of it in one snapshot.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any CentralTransaction) throws -> Value) async throws
        -> Value
    /// Tells the COMMIT of unknown end after which this process must end and start again; nil where such a COMMIT costs one
    /// connection and no more.
    var failures: AsyncStream<CentralError>? { get }
    /// Tells the other servers of the same store that a hospital's feed grew, once its transaction is committed.
    func hint(_ hospital: HospitalID) async throws
    /// What others told; nil where no other server can be. To be asked for once. Throws ``CentralError`` `cannotOpen`.
    func hints() throws(CentralError) -> AsyncStream<FeedHint>?
    /// Runs what waits and ends; later calls throw `closed`.
    func close() async
}
