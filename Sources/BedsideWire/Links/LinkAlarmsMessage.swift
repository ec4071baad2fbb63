package import BedsideDomain

/// All alarms of one terminal, as they go to another.
package struct LinkAlarmsMessage: Sendable, Hashable, Codable {
    package let revision: UInt64
    package let rows: [LinkRowMessage]
    package let held: [LinkRowMessage]
    package let folded: Int
    package let omitted: Int

    package init(_ alarms: ForwardedAlarms) {
        revision = alarms.revision
        rows = alarms.rows.map(LinkRowMessage.init)
        held = alarms.held.map(LinkRowMessage.init)
        folded = alarms.folded
        omitted = alarms.omitted
    }

    package var alarms: ForwardedAlarms {
        ForwardedAlarms(
            revision: revision, rows: rows.map(\.row), held: held.map(\.row), folded: Self.count(folded),
            omitted: Self.count(omitted))
    }

    private static func count(_ number: Int) -> Int { min(max(number, 0), 1_000_000) }
}

/// One alarm. Places, never patients.
package struct LinkRowMessage: Sendable, Hashable, Codable {
    package let id: AlarmID
    package let place: AlarmPlace
    /// ``AlarmKind/word``.
    package let kind: String
    /// ``AlarmPriority``'s number, for a receiver that does not know the kind.
    package let urgency: Int
    package let about: String
    package let state: String
    package let level: Int
    package let times: Int
    package let holder: StaffID?
    package let reason: String
    package let ageMs: Int64
    package let dueMs: Int64
    package let pausedMs: Int64
    /// The terminals whose turn it is; nil when it is everybody's.
    package let asked: [TerminalName]?

    package init(_ row: AlarmRow) {
        id = row.id
        place = row.place
        kind = row.word ?? row.kind.word
        urgency = row.kind.priority.rawValue
        about = Self.clip(row.origin)
        state = row.lifecycle.rawValue
        level = row.level
        times = row.occurrences
        holder = row.holder
        reason = Self.clip(row.reason)
        ageMs = row.age
        dueMs = row.due
        pausedMs = row.pausedFor
        asked = row.asked.isEmpty ? nil : row.asked.compactMap(\.linkedTerminal).sorted()
    }

    /// What it means here. What this version does not know is shown as the nearest that is no less urgent.
    package var row: AlarmRow {
        let (kind, word) = known
        return AlarmRow(
            id: id, place: place, kind: kind, origin: Self.clean(about),
            lifecycle: AlarmLifecycle(rawValue: state).flatMap { $0 == .closed ? nil : $0 } ?? .unacked,
            level: min(max(level, 1), AlarmRules.lastLevel), holder: holder,
            occurrences: min(max(times, 1), 1_000_000), age: Self.bounded(ageMs), due: Self.bounded(dueMs),
            asked: asked.map { $0.isEmpty ? [Self.nobodyHere] : Set($0.prefix(64).map(WardScreenName.link)) } ?? [],
            reason: Self.clean(reason),
            pausedFor: kind.priority == .emergency ? 0 : min(Self.bounded(pausedMs), Self.longestPause), word: word)
    }

    private var known: (AlarmKind, String?) {
        if let kind = AlarmKind(word: kind) { return (kind, nil) }
        let word = kind.utf8.count <= 40 && kind.utf8.allSatisfy { (0x2D...0x7A).contains($0) } ? kind : "?"
        let nearest: AlarmKind =
            switch AlarmPriority(rawValue: urgency) {
            case .technical: .technical(.unknownSource)
            case .call: .call
            case .infusion: .device
            // An urgency that nobody knows is the highest.
            case .emergency, nil: .emergency
            }
        return (nearest, word)
    }

    /// Its turn is that of screens at its own terminal.
    private static let nobodyHere = WardScreenName(trusted: "elsewhere")
    private static let longestPause: Int64 = 900_000
    private static func bounded(_ time: Int64) -> Int64 { min(max(time, 0), 400 * 86_400_000) }
    private static func clip(_ text: String) -> String { text.utf8.count <= 80 ? text : String(text.prefix(20)) }

    /// Texts of others never bring control characters to a terminal.
    private static func clean(_ text: String) -> String {
        String(String.UnicodeScalarView(clip(text).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}
