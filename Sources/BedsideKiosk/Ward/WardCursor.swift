import BedsideDomain

/// Which row the actions are for: the most urgent, until somebody chooses another.
///
/// A chosen row stays chosen by its alarm, wherever the list moves it; when the alarm is gone, or nobody pressed a key for
/// a while, the most urgent one is selected again.
struct WardCursor: Sendable {
    /// Nil follows the most urgent.
    private(set) var chosen: AlarmID?
    /// When the selected row became another one without anybody's key.
    private(set) var jumped: Duration?

    func index(in rows: [AlarmRow]) -> Int? {
        guard !rows.isEmpty else { return nil }
        guard let chosen else { return 0 }
        return rows.firstIndex { $0.id == chosen } ?? 0
    }

    func row(in rows: [AlarmRow]) -> AlarmRow? { index(in: rows).map { rows[$0] } }

    mutating func choose(_ row: AlarmRow?) {
        chosen = row?.id
        jumped = nil
    }

    mutating func follow() { choose(nil) }

    /// A key came too soon: the row that it found stays, and so does the time that everybody has to look at it.
    mutating func keep(_ row: AlarmRow) { chosen = row.id }

    /// Nobody asked for it: whoever presses a key now meant the row that was selected until now.
    mutating func follow(in rows: [AlarmRow], at now: Duration) {
        let before = row(in: rows)?.id
        follow()
        if row(in: rows)?.id != before { jumped = now }
    }

    mutating func step(_ by: Int, in rows: [AlarmRow]) {
        guard let index = index(in: rows) else { return }
        choose(rows[min(max(index + by, 0), rows.count - 1)])
    }

    /// The list is another one now.
    mutating func moved(from old: [AlarmRow], to new: [AlarmRow], at now: Duration) {
        let before = row(in: old)?.id
        if let chosen, !new.contains(where: { $0.id == chosen }) { self.chosen = nil }
        if let before, row(in: new)?.id != before { jumped = now }
    }

    /// A key that was meant for the row that stood there a moment ago must not act on its successor.
    func isTooSoon(_ now: Duration) -> Bool {
        guard let jumped else { return false }
        return now - jumped < .milliseconds(700)
    }
}
