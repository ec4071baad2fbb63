package import BedsideDomain

/// What a terminal gets of the feed at once.
package enum FeedAnswer: Sendable {
    case page(FeedPage)
    /// The cursor means nothing here: take a snapshot.
    case cursorGone(CursorGone)
}

/// Why a cursor means nothing.
package enum CursorGone: String, Sendable, Hashable, CaseIterable {
    /// The central store was restored since.
    case otherGeneration = "other-generation"
    /// Tombstones that it had not seen are no longer kept.
    case tooOld = "too-old"
    /// It has seen more than there is.
    case beyondTheEnd = "beyond-the-end"
    /// The terminal came to another ward since.
    case otherWard = "other-ward"
}

package struct FeedPage: Sendable {
    /// In the order of their numbers.
    package let rows: [FeedRow]
    /// Moves also over rows of other wards.
    package let cursor: FeedCursor
    package let more: Bool
}

/// How much one page may hold.
package struct FeedLimits: Sendable, Hashable {
    package let rows: Int
    /// A single larger row is sent alone.
    package let bytes: Int

    package init(rows: Int = SyncLimits.feedPageRows, bytes: Int = SyncLimits.feedPage) {
        self.rows = max(1, rows)
        self.bytes = bytes
    }
}

extension CentralDatabase {
    /// The next rows of a terminal's feed behind its cursor; one consistent read. Throws ``CentralError``.
    package func feed(_ reader: FeedReader, after cursor: FeedCursor, limits: FeedLimits = FeedLimits()) async throws
        -> FeedAnswer
    {
        try await read { try $0.feed(reader, after: cursor, limits: limits) }
    }

    /// A hospital's newest number: what a long poll looks at. Throws ``CentralError`` `notFound`.
    package func feedHead(_ hospital: HospitalID) async throws -> FeedCursor {
        try await read { try $0.feedStanding(hospital).head }
    }
}

/// Where a hospital's feed stands.
struct FeedStanding: Sendable {
    let head: FeedCursor
    /// A cursor below it may have missed a tombstone.
    let floor: Int64
}

extension CentralTransaction {
    func feedStanding(_ hospital: HospitalID) throws(CentralError) -> FeedStanding {
        guard
            let row = try row("SELECT generation, seq, floor FROM feed_head WHERE hospital = $1", [.id(hospital)])
        else { throw CentralError(.notFound, "The central store knows no such hospital; make it first.") }
        return FeedStanding(
            head: FeedCursor(generation: try row.fixed(0), seq: try row.int(1)), floor: try row.int(2))
    }

    func feed(_ reader: FeedReader, after cursor: FeedCursor, limits: FeedLimits) throws(CentralError) -> FeedAnswer {
        let standing = try feedStanding(reader.hospital)
        if let gone = try goneReason(reader, cursor, standing) { return .cursorGone(gone) }
        let index = try feedIndex(reader, after: cursor.seq, most: limits.rows + 1)
        var taken: [FeedIndexRow] = []
        var bytes = 0
        for row in index.prefix(limits.rows) {
            guard taken.isEmpty || bytes + row.size <= limits.bytes else { break }
            bytes += row.size
            taken.append(row)
        }
        let isWhole = taken.count == index.count
        let seq = isWhole ? standing.head.seq : taken.last?.seq ?? cursor.seq
        return .page(
            FeedPage(
                rows: try bodies(of: taken, reader), cursor: FeedCursor(generation: standing.head.generation, seq: seq),
                more: !isWhole))
    }

    private func goneReason(_ reader: FeedReader, _ cursor: FeedCursor, _ standing: FeedStanding)
        throws(CentralError) -> CursorGone?
    {
        if cursor.generation != standing.head.generation { return .otherGeneration }
        if cursor.seq > standing.head.seq { return .beyondTheEnd }
        if cursor.seq < standing.floor { return .tooOld }
        let least = try row(
            "SELECT min_cursor FROM terminals WHERE hospital = $1 AND name = $2",
            [.id(reader.hospital), .id(reader.terminal)])
        return cursor.seq < (try least?.int(0) ?? 0) ? .otherWard : nil
    }
}

/// A row of the feed without its body.
struct FeedIndexRow: Sendable {
    let seq: Int64
    let table: FeedTable
    let key: String
    let version: Int64
    let size: Int
    let isLeave: Bool
}

extension CentralTransaction {
    /// The first rows behind a number in a reader's scopes, in order.
    func feedIndex(_ reader: FeedReader, after seq: Int64, most: Int) throws(CentralError) -> [FeedIndexRow] {
        // Each scope by its own index, so that the rows of other wards cost nothing.
        let parts = (3...5).map { place in
            """
            SELECT * FROM (SELECT seq, tbl, key, version, size, CASE WHEN body IS NULL THEN 1 ELSE 0 END AS gone
                FROM feed WHERE hospital = $1 AND scope = $\(place) AND seq > $2 ORDER BY seq LIMIT $6) AS s\(place)
            """
        }
        return try rows(
            parts.joined(separator: " UNION ALL ") + " ORDER BY seq LIMIT $6",
            [.id(reader.hospital), .int(seq)] + reader.scopes.map { .text($0.text) } + [.count(most)]
        ).map { row throws(CentralError) in try FeedIndexRow(row) }
    }

    /// The rows themselves. A row that has changed since it was indexed is left out: its newer state has a greater number.
    func bodies(of index: [FeedIndexRow], _ reader: FeedReader) throws(CentralError) -> [FeedRow] {
        guard !index.isEmpty else { return [] }
        var bodies: [Int64: String] = [:]
        try chunks(index.filter { !$0.isLeave }.map { .int($0.seq) }, from: 2) { places, numbers throws(CentralError) in
            for row in try rows(
                "SELECT seq, body FROM feed WHERE hospital = $1 AND seq IN (\(places)) AND body IS NOT NULL",
                [.id(reader.hospital)] + numbers)
            { bodies[try row.int(0)] = try row.text(1) }
        }
        return index.compactMap { row in
            if row.isLeave {
                return FeedRow(seq: row.seq, table: row.table, key: row.key, change: .leave, version: row.version)
            }
            return bodies[row.seq].map {
                FeedRow(seq: row.seq, table: row.table, key: row.key, change: .put($0), version: row.version)
            }
        }
    }
}

extension FeedIndexRow {
    init(_ row: SQLRow) throws(CentralError) {
        self.init(
            seq: try row.int(0), table: FeedTable(rawValue: try row.text(1)), key: try row.text(2),
            version: try row.int(3), size: try row.count(4), isLeave: try row.flag(5))
    }
}
