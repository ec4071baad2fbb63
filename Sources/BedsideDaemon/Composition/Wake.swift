/// A bell between services: many rings before the sleeper wakes count as one, so nothing piles up.
struct Wake: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    let rings: AsyncStream<Void>

    init() { (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func ring() { continuation.yield() }

    /// Rings once after a while, unless cancelled.
    func ring(after delay: Duration) -> Task<Void, Never> {
        Task {
            do { try await Task.sleep(for: delay) } catch { return }
            ring()
        }
    }
}
