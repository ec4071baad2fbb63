@testable import BedsideDomain

/// One event with the table before and after it.
///
/// A class, and with the tables' parts at hand: unoptimised code copies a whole table for each look into it.
final class NightTurn {
    let event: AlarmEvent
    let now: AlarmMoment
    let after: AlarmTable
    let effects: [AlarmEffect]
    /// The open episodes before and after, and the current one of each source.
    let oldOpen: [AlarmID: AlarmEpisode]
    let open: [AlarmID: AlarmEpisode]
    let oldCurrent: [AlarmSource: AlarmID]
    let current: [AlarmSource: AlarmID]
    let paused: [AlarmID: Int64]
    let isShown: Bool
    private(set) var records: [AlarmEpisode] = []
    /// What was told to be raised or raised anew; nil when nothing was annunciated.
    private(set) var raised: [AlarmID]?

    init(event: AlarmEvent, now: AlarmMoment, before: AlarmTable, after: AlarmTable, effects: [AlarmEffect]) {
        self.event = event
        self.now = now
        self.after = after
        (oldOpen, open) = (before.open, after.open)
        (oldCurrent, current) = (before.current, after.current)
        paused = after.pausedUntil
        isShown = before.revision != after.revision
        self.effects = effects
        for effect in effects {
            switch effect {
            case .record(let episode): records.append(episode)
            case .annunciate(let ids): raised = ids
            case .note, .refuse: break
            }
        }
    }

    var isRefused: Bool { effects.contains { if case .refuse = $0 { true } else { false } } }

    /// The episodes that this event ended, as they were before it, with their ends.
    var closed: [(AlarmEpisode, AlarmEnd)] {
        records.compactMap { record in record.end.map { (oldOpen[record.id] ?? record, $0) } }
    }

    var raisedSources: Set<AlarmSource> { Set((raised ?? []).compactMap { open[$0]?.source }) }
}
