import BedsideCentralStore
import BedsideDomain
import BedsideRigs
import BedsideStore
import Testing

extension CentralScene {
    /// The last fact of a terminal that it holds for acknowledged. Its daemon must not run.
    func believed(_ seat: Seat) async throws -> Int64 {
        try await reading(seat) { try await $0.outboxStanding().next - 1 }
    }

    /// Each fact of a terminal is in the central store's file once, in its order and with its hash, took effect once, and
    /// the money that its patients' phones paid was booked once. Ends both programs.
    func hasWholeChain(_ seat: Seat, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await seat.ward.daemon.stop()
        try await central.stop()
        let told = try await reading(seat) { store in
            let stream = try await store.outboxStanding().stream
            var links: [Link] = []
            for event in try await store.outbox(from: stream.first, most: 100_000, bytes: 1 << 30) {
                links.append(
                    Link(
                        seq: event.seq, operation: event.operation.bytes,
                        hash: try await store.outboxHead(before: event.seq + 1).bytes))
            }
            return (epoch: stream.epoch.bytes, links: links)
        }
        let (name, epoch) = (seat.terminal, told.epoch)
        let database = try SQLiteDatabase(path: central.store)
        let (links, effects, twice) = try await database.read { transaction in
            let links = try transaction.rows(
                "SELECT seq, op_id, hash FROM inbox WHERE terminal = $1 AND epoch = $2 ORDER BY seq",
                [.text(name), .bytes(epoch)]
            ).map { Link(seq: try $0.int(0), operation: try $0.bytes(1), hash: try $0.bytes(2)) }
            let effects = try transaction.rows("SELECT op_id FROM op_seen").map { try $0.bytes(0) }
            let twice = try transaction.rows(
                "SELECT op_id FROM inbox WHERE terminal = $1 AND epoch = $2 GROUP BY op_id HAVING count(*) > 1",
                [.text(name), .bytes(epoch)]
            ).count
            return (links, effects, twice)
        }
        await database.close()
        #expect(!told.links.isEmpty, sourceLocation: sourceLocation)
        #expect(links == told.links, sourceLocation: sourceLocation)
        #expect(twice == 0, sourceLocation: sourceLocation)
        #expect(Set(told.links.map(\.operation)).isSubset(of: effects), sourceLocation: sourceLocation)
    }

    private struct Link: Sendable, Hashable {
        let seq: Int64
        let operation: [UInt8]
        let hash: [UInt8]
    }

    private func reading<Value: Sendable>(_ seat: Seat, _ work: (Store) async throws -> Value) async throws -> Value {
        let store = try Store(
            path: seat.ward.daemon.store, clock: .china, terminal: seat.terminal,
            now: Timestamp(milliseconds: 1_800_000_000_000))
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work(store)) } catch { outcome = .failure(error) }
        try store.close()
        return try outcome.get()
    }
}
