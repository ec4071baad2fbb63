import Synchronization

/// Whether the database answers, asked with a limit of time: a database that hangs must not hang those who ask.
final class Readiness: Sendable {
    private let check: @Sendable () async throws -> Void
    private let patience: Duration
    /// A question that has no answer yet is not asked again.
    private let asking = Mutex(false)

    init(patience: Duration = .seconds(2), check: @escaping @Sendable () async throws -> Void) {
        self.patience = patience
        self.check = check
    }

    func isReady() async -> Bool {
        let alreadyAsking = asking.withLock { asking in
            defer { asking = true }
            return asking
        }
        guard !alreadyAsking else { return false }
        let (answers, answer) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingOldest(1))
        Task {
            do {
                try await check()
                answer.yield(true)
            } catch {
                answer.yield(false)
            }
            asking.withLock { $0 = false }
        }
        let timer = Task {
            try await ContinuousClock().sleep(for: patience)
            answer.yield(false)
        }
        defer { timer.cancel() }
        for await result in answers { return result }
        return false
    }
}
