import Synchronization

/// Rings for one loop: each is kept once until the loop comes by, so nothing piles up and none is lost.
final class Bells<Ring: Hashable & Sendable>: Sendable {
    private let waiting = Mutex<[Ring]>([])
    private let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let alarm = Mutex<Task<Void, Never>?>(nil)

    init() { (signal, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    deinit { alarm.withLock { $0?.cancel() } }

    func ring(_ ring: Ring) {
        waiting.withLock { if !$0.contains(ring) { $0.append(ring) } }
        continuation.yield()
    }

    /// Rings once after that time; replaces the alarm before.
    func ring(_ ring: Ring, after delay: Duration) {
        alarm.withLock { task in
            task?.cancel()
            task = Task { [weak self] in
                do { try await Task.sleep(for: max(.zero, delay)) } catch { return }
                self?.ring(ring)
            }
        }
    }

    /// What was rung since the last time, in its order; waits for one. Empty only when the task is cancelled.
    func next() async -> [Ring] {
        while !Task.isCancelled {
            let rings = waiting.withLock { rings in
                defer { rings = [] }
                return rings
            }
            if !rings.isEmpty { return rings }
            // One reader at a time: each loop has its own bells.
            for await _ in signal { break }
        }
        return []
    }
}
