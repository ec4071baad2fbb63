import BedsideRigs

/// Looks again every 20 ms until a condition holds. Throws ``RigError`` after the time.
func eventually(
    _ what: String, within time: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + time
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw RigError("waited \(time) for \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
