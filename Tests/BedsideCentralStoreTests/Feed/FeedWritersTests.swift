import BedsideCentralStore
import BedsideDomain
import Synchronization
import Testing

@Suite("Feed with many writers", .serialized)
struct FeedWritersTests {
    private struct Undo: Error {}

    private final class Running: Sendable {
        let count = Mutex(8)
        func end() { count.withLock { $0 -= 1 } }
        var isNone: Bool { count.withLock { $0 == 0 } }
    }

    /// sync.md 6, fault 8: eight writers with rollbacks and long transactions; a reader that follows misses none and never
    /// sees a gap.
    @Test(
        "eight writers, a reader that follows: nothing missed, no gap", .timeLimit(.minutes(3)),
        arguments: Engine.allCases)
    func writers(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            let rounds = engine == .sqlite ? 60 : 40
            let running = Running()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        defer { running.end() }
                        for round in 0..<rounds {
                            let puts = (0..<(round % 3 + 1)).map { rig.put("\(writer)-\(round)-\($0)") }
                            do {
                                try await rig.database.write { transaction in
                                    try transaction.publish(puts, in: FeedRig.hospital, at: FeedRig.noon)
                                    if (round + writer) % 7 == 0, transaction.dialect == .postgres {
                                        // A long transaction that holds its numbers.
                                        _ = try transaction.rows("SELECT 1 FROM pg_sleep(0.02)")
                                    }
                                    if (round + writer) % 4 == 0 { throw Undo() }
                                }
                            } catch is Undo {
                                // Meant so.
                            }
                        }
                    }
                }
                group.addTask {
                    var follower = Follower(rig.reader(), from: start)
                    var last = false
                    while !last {
                        last = running.isNone
                        let isHere = try await follower.follow(rig.database, limits: FeedLimits(rows: 7))
                        #expect(isHere)
                    }
                    var expected: Set<String> = []
                    for writer in 0..<8 {
                        for round in 0..<rounds where (round + writer) % 4 != 0 {
                            for part in 0..<(round % 3 + 1) { expected.insert("beds/\(writer)-\(round)-\(part)") }
                        }
                    }
                    #expect(Set(follower.there.keys) == expected)
                    // Each thing was written once, so the numbers have no gap and come in order.
                    let first = start.seq + 1
                    #expect(follower.seen == Array(first..<first + Int64(expected.count)))
                }
                try await group.waitForAll()
            }
        }
    }

    /// A snapshot that is taken while others write, and the feed behind it, give the same as following from the start.
    @Test(
        "a snapshot among writers and the feed behind it are the same as following", .timeLimit(.minutes(3)),
        arguments: Engine.allCases)
    func snapshots(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            try await rig.publish((0..<300).map { rig.put("k\($0)", body: "0") })
            let follower = try await withThrowingTaskGroup(of: Follower?.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        var random = SystemRandomNumberGenerator()
                        for round in 0..<60 {
                            let key = "k\(Int.random(in: 0..<300, using: &random))"
                            let ward = Bool.random(using: &random) ? FeedRig.wardA : FeedRig.wardB
                            try await rig.publish([rig.put(key, .ward(ward), body: "\(writer).\(round)")])
                        }
                        return nil
                    }
                }
                group.addTask {
                    var follower = Follower(rig.reader(), from: start)
                    try await follower.snapshot(rig.database, limits: FeedLimits(rows: 5))
                    return follower
                }
                var found: Follower?
                for try await one in group { found = one ?? found }
                return found
            }
            var taken = try #require(follower)
            #expect(try await taken.follow(rig.database))
            var followed = Follower(rig.reader(), from: start)
            #expect(try await followed.follow(rig.database))
            #expect(taken.there == followed.there)
        }
    }
}
