import BedsideDomain
import BedsideSync
import Synchronization

/// A snapshot's rows from a list.
final class RowList: FeedRows {
    private let rows: Mutex<ArraySlice<FeedRow>>

    init(_ rows: [FeedRow]) { self.rows = Mutex(rows[...]) }

    func next() -> FeedRow? { rows.withLock { $0.popFirst() } }

    /// All that are left.
    static func all(_ rows: any FeedRows) throws -> [FeedRow] {
        var all: [FeedRow] = []
        while let row = try rows.next() { all.append(row) }
        return all
    }
}
