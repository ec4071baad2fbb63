import BedsideDomain

/// A thing of a hospital that the feed tells about.
struct FeedThing: Hashable, Sendable {
    let table: FeedTable
    let key: String
}

/// A thing's newest row in one scope.
struct FeedState: Sendable {
    enum Body: Sendable, Equatable {
        case text(String)
        /// It is there; nobody asked for it.
        case there
        case left
    }

    let scope: String
    let seq: Int64
    let version: Int64
    let encounter: String?
    let digest: EventHash?
    let body: Body

    var text: String? {
        if case .text(let text) = body { return text }
        return nil
    }

    var size: Int { text?.utf8.count ?? 0 }
}

extension CentralTransaction {
    /// The newest rows of some things in all scopes, without their bodies.
    func feedStates(of things: [FeedThing], in hospital: HospitalID) throws(CentralError) -> [FeedThing: [FeedState]] {
        var states: [FeedThing: [FeedState]] = [:]
        for (table, keys) in Dictionary(grouping: Set(things), by: \.table) {
            try chunks(keys.map { .text($0.key) }, from: 3) { places, keys throws(CentralError) in
                let rows = try rows(
                    """
                    SELECT key, scope, seq, version, encounter, digest, CASE WHEN body IS NULL THEN 0 ELSE 1 END
                    FROM feed WHERE hospital = $1 AND tbl = $2 AND key IN (\(places))
                    """, [.id(hospital), .text(table.rawValue)] + keys)
                for row in rows {
                    let state = FeedState(
                        scope: try row.text(1), seq: try row.int(2), version: try row.int(3),
                        encounter: try row.optionalText(4), digest: try row.optionalFixed(5),
                        body: try row.flag(6) ? .there : .left)
                    states[FeedThing(table: table, key: try row.text(0)), default: []].append(state)
                }
            }
        }
        return states
    }

    /// Runs a body for at most 100 values at a time with the text of their places: always the same text, so that the
    /// statement is prepared once; the last values are filled up with one of them.
    func chunks(_ values: [SQLValue], from place: Int, _ body: (String, [SQLValue]) throws(CentralError) -> Void)
        throws(CentralError)
    {
        let size = values.count == 1 ? 1 : 100
        let places = (place..<place + size).map { "$\($0)" }.joined(separator: ", ")
        var start = 0
        while start < values.count {
            let chunk = values[start..<min(start + size, values.count)]
            try body(places, Array(chunk) + repeatElement(chunk[start], count: size - chunk.count))
            start += size
        }
    }
}
