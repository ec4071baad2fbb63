import BedsideDomain

/// A loop that inserts the rows of uploads and commits them, and knows of nothing else: no network, no rules.
protocol PlainLoop: Sendable {
    /// Writes the rows of all uploads: each event's in `inbox` and `op_seen`, each upload's end in `terminals`.
    ///
    /// - Parameter commits: how often to commit where that is free: as often as the server did for the same uploads.
    func write(_ uploads: [BenchUpload], commits: Int) async throws
    func close() async throws
    /// In words: how its rows reach the engine.
    var form: String { get }
}

/// Rows of one upload with so many events.
func rowCount(events: Int) -> Int { 2 * events + 1 }
