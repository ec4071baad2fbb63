/// One alarm as the journal keeps it: its whole state, not a change of it, so that records may come twice or in another
/// order and replay to the same (alarms.md 5.6, I7 and I8).
package struct AlarmRecord: Sendable, Hashable {
    /// What a key may hold, in bytes of UTF-8.
    package static let keySizes = 1...64
    /// The largest payload, in bytes.
    package static let payloadLimit = 16_384

    /// The episode's number.
    package let key: String
    /// Counts the changes of the episode: the highest is what holds.
    package let revision: UInt64
    /// Whether the episode is still open; a closed one is carried on only until ``AlarmJournal/forget(_:)``.
    package let isOpen: Bool
    /// The episode in its owner's own encoding.
    package let payload: [UInt8]

    /// Throws ``StoreError`` `ruleBroken` for a key or a payload outside of ``keySizes`` and ``payloadLimit``.
    package init(key: String, revision: UInt64, isOpen: Bool, payload: [UInt8]) throws(StoreError) {
        guard Self.keySizes.contains(key.utf8.count), payload.count <= Self.payloadLimit else {
            throw StoreError(
                .ruleBroken,
                "The alarm journal takes keys of 1 to 64 bytes and payloads of at most 16384 bytes (got "
                    + "\(key.utf8.count) and \(payload.count)); this alarm cannot be kept. Report it as a fault of Bedside."
            )
        }
        self.init(checked: key, revision: revision, isOpen: isOpen, payload: payload)
    }

    /// For what the journal has read back: its frames cannot be larger.
    init(checked key: String, revision: UInt64, isOpen: Bool, payload: [UInt8]) {
        self.key = key
        self.revision = revision
        self.isOpen = isOpen
        self.payload = payload
    }
}

extension AlarmRecord {
    /// Whether this one holds when both are of one key. A total order: two records of one revision that differ would be a
    /// fault of the writer, and even then every order of replay must end at the same one, and rather at an open one.
    func supersedes(_ other: AlarmRecord) -> Bool {
        guard revision == other.revision else { return revision > other.revision }
        guard isOpen == other.isOpen else { return isOpen }
        return other.payload.lexicographicallyPrecedes(payload)
    }
}

/// For each key the record that holds.
typealias AlarmRecords = [String: AlarmRecord]

extension AlarmRecords {
    /// Takes a record in unless a newer one is there: in any order and any number of times with the same end.
    mutating func take(_ record: AlarmRecord) {
        guard let held = self[record.key] else {
            self[record.key] = record
            return
        }
        if record.supersedes(held) { self[record.key] = record }
    }

    mutating func take(_ records: some Sequence<AlarmRecord>) { for record in records { take(record) } }

    /// By key, so that the same state is always the same bytes.
    var inOrder: [AlarmRecord] { values.sorted { $0.key < $1.key } }
}
