import Synchronization
import Testing

@testable import BedsideDaemon

@Suite struct OneAtATimeTests {
    @Test("Work that waits is alone, comes in order, and may throw") func alone() async throws {
        struct Failure: Error {}
        let turn = OneAtATime()
        let inside = Inside()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await turn.run {
                            inside.enter()
                            for _ in 0..<3 { await Task.yield() }
                            inside.leave()
                            if number % 3 == 0 { throw Failure() }
                        }
                    } catch is Failure {}
                }
            }
            try await group.waitForAll()
        }
        #expect(inside.counts == [0, 1, 200])
    }
}

/// Counts who is in, how many at most were at once, and who came out.
private final class Inside: Sendable {
    private let state = Mutex((now: 0, most: 0, done: 0))

    func enter() {
        state.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func leave() {
        state.withLock {
            $0.now -= 1
            $0.done += 1
        }
    }

    var counts: [Int] { state.withLock { [$0.now, $0.most, $0.done] } }
}
