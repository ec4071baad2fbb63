import BedsideCentralStore
import BedsideDomain
import BedsideRigs
import BedsideStore
import Foundation
import Synchronization
import Testing

extension Integration {
    /// Row 1 of the fault list: the power fails at any moment, and everything that was acknowledged is there.
    @Suite struct PowerLossTests {
        private static let pictures = Soak.isOn ? 200 : 50

        @Test("A terminal's store keeps what it acknowledged", arguments: CrashDisk.Kind.allCases)
        func terminal(_ kind: CrashDisk.Kind) async throws {
            try await CrashDisk.with(kind) { disk in
                let store = try Self.open(disk.path)
                let promised = try await Self.pictures(of: disk, writers: 1) { _ in
                    try await store.recordSessionEnd(at: Timestamp(milliseconds: 1_795_132_800_000))
                }
                try store.close()
                for (number, promise) in promised.enumerated() {
                    try await disk.boot(number) { folder in
                        let again = try Self.open(folder)
                        #expect(try await again.counts().auditRows >= promise, "picture \(number)")
                        try await again.verifyAudit()
                        try again.close()
                    }
                }
            }
        }

        @Test(
            "The central store keeps what it acknowledged, also when it commits for many at once",
            arguments: CrashDisk.Kind.allCases)
        func central(_ kind: CrashDisk.Kind) async throws {
            try await CrashDisk.with(kind) { disk in
                let database = try SQLiteDatabase(path: disk.path + "/central.sqlite")
                _ = try await database.write { try $0.run("CREATE TABLE kept(writer INTEGER, number INTEGER) STRICT") }
                let promised = try await Self.pictures(of: disk, writers: 8) { number in
                    _ = try await database.write {
                        try $0.run("INSERT INTO kept(writer, number) VALUES ($1, $2)", [.int(1), .count(number)])
                    }
                }
                await database.close()
                for (number, promise) in promised.enumerated() {
                    try await disk.boot(number) { folder in
                        let again = try SQLiteDatabase(path: folder + "/central.sqlite")
                        let rows = try await again.read { try $0.rows("SELECT count(*) FROM kept")[0].count(0) }
                        #expect(rows >= promise, "picture \(number)")
                        await again.close()
                    }
                }
            }
        }

        /// Takes pictures while writers write; how many writes were acknowledged when each picture was taken.
        private static func pictures(
            of disk: CrashDisk, writers: Int, _ write: @escaping @Sendable (Int) async throws -> Void
        ) async throws -> [Int] {
            let acknowledged = Counter()
            let work = (0..<writers).map { _ in
                Task {
                    while !Task.isCancelled {
                        try await write(acknowledged.value)
                        acknowledged.add()
                    }
                }
            }
            var promised: [Int] = []
            for number in 0..<pictures {
                // At a moment that has nothing to do with the commits.
                try await Task.sleep(for: .microseconds(Int.random(in: 500...15_000)))
                promised.append(acknowledged.value)
                try await disk.picture(number)
            }
            for task in work { task.cancel() }
            for task in work { _ = await task.result }
            #expect(Set(promised).count > pictures / 2, "the pictures show different moments")
            return promised
        }

        private static func open(_ folder: String) throws -> Store {
            try Store(
                path: folder + "/bedside.sqlite", clock: .china, terminal: "t1",
                now: Timestamp(milliseconds: 1_795_132_800_000))
        }
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}
