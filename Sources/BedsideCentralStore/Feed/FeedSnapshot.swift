package import BedsideDomain

/// Everything that a terminal may know, in pieces: only the list of what there is stands in memory, never the bodies.
///
/// The list is one consistent read. Whoever takes it may be slow, so no transaction is held open while it is delivered: a
/// thing that changed meanwhile comes in its newer state after the others, with everything that it names, and the cursor is
/// the list's, so that the feed behind it brings what left. A thing may therefore come twice; the greater version counts.
package struct FeedSnapshot: Sendable {
    /// Where to go on with the feed.
    package let cursor: FeedCursor
    /// How many rows were handed out.
    package private(set) var count = 0

    private let database: any CentralDatabase
    private let reader: FeedReader
    private let limits: FeedLimits
    private var index: ArraySlice<FeedIndexRow>
    private var catchingUp: Int64
    private var isDone = false

    fileprivate init(
        _ database: any CentralDatabase, _ reader: FeedReader, _ limits: FeedLimits, _ index: [FeedIndexRow],
        _ cursor: FeedCursor
    ) {
        self.database = database
        self.reader = reader
        self.limits = limits
        self.index = index[...]
        self.cursor = cursor
        catchingUp = cursor.seq
    }

    /// The next piece, at most ``SyncLimits/feedPage`` or one row; nil at the end. An empty piece is not the end.
    ///
    /// Throws ``CentralError``; `notFound` when the store was restored meanwhile: then this snapshot is none.
    package mutating func next() async throws -> [FeedRow]? {
        let rows = index.isEmpty ? try await catchUp() : try await listed()
        count += rows?.count ?? 0
        return rows
    }

    private mutating func listed() async throws -> [FeedRow] {
        var bytes = 0
        let piece = index.prefix(limits.rows).prefix { row in
            bytes += row.size
            return bytes <= limits.bytes
        }
        let taken = Array(piece.isEmpty ? index.prefix(1) : piece)
        index = index.dropFirst(taken.count)
        let reader = reader
        return try await database.read { try $0.bodies(of: taken, reader) }
    }

    /// What came or changed since the list was made.
    private mutating func catchUp() async throws -> [FeedRow]? {
        guard !isDone else { return nil }
        let (reader, limits) = (reader, limits)
        let from = FeedCursor(generation: cursor.generation, seq: catchingUp)
        let answer = try await database.read { try $0.feed(reader, after: from, limits: limits) }
        switch answer {
        case .page(let page):
            catchingUp = page.cursor.seq
            isDone = !page.more
            return page.rows.filter { $0.change != .leave }
        case .cursorGone:
            throw CentralError(.notFound, "The central store or the ward changed during the snapshot; take it again.")
        }
    }
}

extension CentralDatabase {
    /// Begins a snapshot of a terminal's scope. Throws ``CentralError``.
    package func snapshot(_ reader: FeedReader, limits: FeedLimits = FeedLimits()) async throws -> FeedSnapshot {
        let (index, cursor) = try await read { transaction in
            (try transaction.snapshotIndex(reader), try transaction.feedStanding(reader.hospital).head)
        }
        return FeedSnapshot(self, reader, limits, index, cursor)
    }
}

extension CentralTransaction {
    /// What is there, in the order in which entries may name each other.
    fileprivate func snapshotIndex(_ reader: FeedReader) throws(CentralError) -> [FeedIndexRow] {
        let order = FeedTable.imported + [.stays, .terminals, .commands]
        let rank = [FeedTable: Int](order.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        return try rows(
            """
            SELECT seq, tbl, key, version, size, 0 FROM feed
            WHERE hospital = $1 AND scope IN ($2, $3, $4) AND body IS NOT NULL
            """, [.id(reader.hospital)] + reader.scopes.map { .text($0.text) }
        ).map { row throws(CentralError) in try FeedIndexRow(row) }
            .sorted { (rank[$0.table] ?? .max, $0.seq) < (rank[$1.table] ?? .max, $1.seq) }
    }
}
