package import BedsideDomain
import Crypto
import Foundation

/// The feed is one row a thing and scope: its newest state there, or the word that it left. A new state takes a new number
/// of the hospital, so the table is feed, snapshot and tombstones at once, and a big price list stands in it once.
///
/// A reader that asks for "greater than N, in order" misses nothing: the hospital's counter row is locked by the writing
/// transaction until its COMMIT, so no smaller number appears after a greater one was seen (sync.md 0, finding 6).
extension CentralTransaction {
    /// Publishes new states; those that change nothing are left out. What was in another scope before gets a `leave` row
    /// there. Call it late: the hospital's other writers wait until COMMIT.
    ///
    /// Returns for each put whether it was new, changed, or the same. Throws ``CentralError``.
    @discardableResult
    package func publish(_ puts: [FeedPut], in hospital: HospitalID, at moment: Timestamp) throws(CentralError)
        -> [FeedOutcome]
    {
        guard !puts.isEmpty else { return [] }
        var head = try lockFeed(hospital)
        var states = try feedStates(of: puts.map { FeedThing(table: $0.table, key: $0.key) }, in: hospital)
        var outcomes: [FeedOutcome] = []
        var rows: [FeedThing: [FeedState]] = [:]
        for put in puts {
            let thing = FeedThing(table: put.table, key: put.key)
            guard put.body.utf8.count <= SyncLimits.feedRow else {
                throw CentralError(
                    .ruleBroken,
                    "A row of the feed may have \(SyncLimits.feedRow >> 20) MiB; nothing was written. Split the price list."
                )
            }
            let digest = put.digest ?? feedDigest(put.body)
            let known = states[thing] ?? []
            let live = known.filter { $0.body != .left }
            if live.count == 1, live[0].scope == put.scope.text, live[0].digest == digest {
                outcomes.append(.unchanged)
                continue
            }
            outcomes.append(known.isEmpty ? .new : .changed)
            var version = known.map(\.version).max() ?? 0
            var next: [FeedState] = known.filter { $0.body == .left && $0.scope != put.scope.text }
            for old in live where old.scope != put.scope.text {
                version += 1
                head += 1
                let left = FeedState(
                    scope: old.scope, seq: head, version: version, encounter: nil, digest: nil, body: .left)
                next.append(left)
                rows[thing, default: []].removeAll { $0.scope == old.scope }
                rows[thing, default: []].append(left)
            }
            version += 1
            head += 1
            let state = FeedState(
                scope: put.scope.text, seq: head, version: version, encounter: put.encounter?.text, digest: digest,
                body: .text(put.body))
            next.append(state)
            rows[thing, default: []].removeAll { $0.scope == put.scope.text }
            rows[thing, default: []].append(state)
            states[thing] = next
        }
        try write(rows, head, in: hospital, at: moment)
        return outcomes
    }

    /// The thing is gone from every scope. Throws ``CentralError``.
    package func publishLeave(_ table: FeedTable, key: String, in hospital: HospitalID, at moment: Timestamp)
        throws(CentralError)
    {
        var head = try lockFeed(hospital)
        let thing = FeedThing(table: table, key: key)
        let known = try feedStates(of: [thing], in: hospital)[thing] ?? []
        var version = known.map(\.version).max() ?? 0
        var left: [FeedState] = []
        for state in known where state.body != .left {
            version += 1
            head += 1
            left.append(
                FeedState(scope: state.scope, seq: head, version: version, encounter: nil, digest: nil, body: .left))
        }
        guard !left.isEmpty else { return }
        try write([thing: left], head, in: hospital, at: moment)
    }

    /// Takes the hospital's next number for a change that is no row: a terminal that must begin anew.
    func takeFeedNumber(_ hospital: HospitalID) throws(CentralError) -> Int64 {
        let next = try lockFeed(hospital) + 1
        try run("UPDATE feed_head SET seq = $2 WHERE hospital = $1", [.id(hospital), .int(next)])
        return next
    }

    /// The hospital's newest number; nobody else gets one before this transaction ends.
    func lockFeed(_ hospital: HospitalID) throws(CentralError) -> Int64 {
        guard
            let row = try row(
                "SELECT seq FROM feed_head WHERE hospital = $1\(dialect.forUpdate)", [.id(hospital)])
        else { throw CentralError(.notFound, "The central store knows no such hospital; make it first.") }
        return try row.int(0)
    }

    private func write(
        _ rows: [FeedThing: [FeedState]], _ head: Int64, in hospital: HospitalID, at moment: Timestamp
    ) throws(CentralError) {
        guard !rows.isEmpty else { return }
        var values: [[SQLValue]] = []
        for (thing, states) in rows {
            for state in states {
                values.append([
                    .id(hospital), .text(thing.table.rawValue), .text(thing.key), .text(state.scope), .int(state.seq),
                    .int(state.version), .optional(state.encounter), .fixed(state.digest), .at(moment),
                    .count(state.size), .optional(state.text),
                ])
            }
        }
        try insert(feedInsert, values.sorted { $0[4].number < $1[4].number })
        try run("UPDATE feed_head SET seq = $2 WHERE hospital = $1", [.id(hospital), .int(head)])
    }
}

/// What became of a put.
package enum FeedOutcome: Sendable, Hashable { case new, changed, unchanged }

private let feedInsert = BulkInsert(
    "feed",
    [
        ("hospital", .text), ("tbl", .text), ("key", .text), ("scope", .text), ("seq", .int), ("version", .int),
        ("encounter", .text), ("digest", .bytes), ("at_ms", .int), ("size", .int), ("body", .text),
    ],
    """
    ON CONFLICT (hospital, tbl, key, scope) DO UPDATE SET seq = excluded.seq, version = excluded.version,
        encounter = excluded.encounter, digest = excluded.digest, at_ms = excluded.at_ms, size = excluded.size,
        body = excluded.body
    """)

/// What decides whether a body is the same.
func feedDigest(_ body: String) -> EventHash? { EventHash(SHA256.hash(data: Data(body.utf8))) }

extension SQLValue {
    fileprivate var number: Int64 {
        if case .int(let number) = self { return number }
        return 0
    }
}
