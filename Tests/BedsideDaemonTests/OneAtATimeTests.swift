import Synchronization
import Testing

@testable import BedsideDaemon

@Suite struct OneAtATimeTests {
    @Test("Work that waits is alone, comes in order, and may throw") func alone() async throws {
        struct Failure: Error {}
        let turn = OneAtATime()
        let inside = Mutex((now: 0, most: 0, done: 0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await turn.run {
                            inside.withLock {
                                $0.now += 1
                                $0.most = max($0.most, $0.now)
                            }
                            for _ in 0..<3 { await Task.yield() }
                            inside.withLock {
                                $0.now -= 1
                                $0.done += 1
                            }
                            if number % 3 == 0 { throw Failure() }
                        }
                    } catch is Failure {}
                }
            }
            try await group.waitForAll()
        }
        #expect(inside.withLock { $0 } == (now: 0, most: 1, done: 200))
    }
}
