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
                let acknowledged = Mutex(0)
                let writer = Task {
                    while !Task.isCancelled {
                        try await store.recordSessionEnd(at: Timestamp(milliseconds: 1_795_132_800_000))
                        acknowledged.withLock { $0 += 1 }
                    }
                }
                var promised: [Int] = []
                for number in 0..<Self.pictures {
                    // At a moment that has nothing to do with the commits.
                    try await Task.sleep(for: .microseconds(Int.random(in: 500...15_000)))
                    promised.append(acknowledged.withLock { $0 })
                    try await disk.picture(number)
                }
                writer.cancel()
                _ = await writer.result
                try store.close()
                #expect(Set(promised).count > Self.pictures / 2, "the pictures show different moments")
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

        private static func open(_ folder: String) throws -> Store {
            try Store(
                path: folder + "/bedside.sqlite", clock: .china, terminal: "t1",
                now: Timestamp(milliseconds: 1_795_132_800_000))
        }
    }
}
