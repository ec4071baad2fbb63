/// Runs some work and cancels it when the time is over; it must heed cancellation. Throws ``TimeIsOver`` then, and what the
/// work throws.
func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw TimeIsOver()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw TimeIsOver() }
        return first
    }
}

/// What was asked for did not come in its time.
struct TimeIsOver: Error {}
