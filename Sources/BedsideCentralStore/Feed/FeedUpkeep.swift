package import BedsideDomain

/// How long a `leave` row is kept: longer than any terminal may be away before it takes a snapshot.
package let tombstoneDays: Int64 = 35

extension CentralTransaction {
    /// Forgets tombstones that are older than ``tombstoneDays``; a cursor before them is too old from then on. Returns
    /// how many. Throws ``CentralError``.
    @discardableResult
    package func purgeFeed(_ hospital: HospitalID, at moment: Timestamp) throws(CentralError) -> Int {
        _ = try lockFeed(hospital)
        let old: [SQLValue] = [.id(hospital), .at(moment.adding(days: -tombstoneDays))]
        let gone = "hospital = $1 AND body IS NULL AND at_ms < $2"
        let last = try row("SELECT max(seq) FROM feed WHERE \(gone)", old)
        guard let floor = try last?.optionalInt(0) else { return 0 }
        let count = try run("DELETE FROM feed WHERE \(gone)", old)
        try run("UPDATE feed_head SET floor = $2 WHERE hospital = $1 AND floor < $2", [.id(hospital), .int(floor)])
        return count
    }

    /// A new generation for every hospital: each terminal's cursor is gone, and each takes a snapshot. After a restore.
    package func beginGenerations() throws(CentralError) {
        for row in try rows("SELECT hospital FROM feed_head") { try beginGeneration(.text(try row.text(0))) }
    }

    /// A new generation for a hospital whose feed a terminal has seen farther than it goes; false when it goes as far.
    /// Throws ``CentralError``.
    func beginGeneration(_ hospital: HospitalID, beyond cursor: FeedCursor) throws(CentralError) -> Bool {
        _ = try lockFeed(hospital)
        let head = try feedStanding(hospital).head
        guard cursor.generation == head.generation, cursor.seq > head.seq else { return false }
        try beginGeneration(.id(hospital))
        return true
    }

    private func beginGeneration(_ hospital: SQLValue) throws(CentralError) {
        try run("UPDATE feed_head SET generation = $2 WHERE hospital = $1", [hospital, .fixed(newGeneration())])
    }

    /// A terminal came to another ward, or must forget what it knows: its cursor is gone from here on.
    /// Throws ``CentralError``.
    package func resetFeed(of terminal: TerminalName, in hospital: HospitalID) throws(CentralError) {
        let number = try takeFeedNumber(hospital)
        try run(
            "UPDATE terminals SET min_cursor = $3 WHERE hospital = $1 AND name = $2",
            [.id(hospital), .id(terminal), .int(number)])
    }
}

/// 16 random bytes.
func newGeneration() -> FeedGeneration? {
    var bytes: [UInt8] = []
    for _ in 0..<2 { bytes += bigEndian(UInt64.random(in: .min ... .max)) }
    return FeedGeneration(bytes)
}
