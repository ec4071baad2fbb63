/// All alarms of one terminal as it forwards them: state, never events, so that whatever was lost on the way the newest one
/// is enough.
package struct ForwardedAlarms: Sendable, Hashable {
    /// ``AlarmTable/forwardRevision``; screens behind a link confirm it.
    package var revision: UInt64
    /// The most urgent first; of each the ages as they were when this was made.
    package var rows: [AlarmRow]
    package var held: [AlarmRow]
    /// Technical alarms that a flood of their terminal has folded.
    package var folded: Int
    /// What there was no room for; see ``LinkRules/mostRows``.
    package var omitted: Int

    package init(revision: UInt64, rows: [AlarmRow], held: [AlarmRow] = [], folded: Int = 0, omitted: Int = 0) {
        self.revision = revision
        self.rows = rows
        self.held = held
        self.folded = folded
        self.omitted = omitted
    }

    /// The same, so much later.
    func aged(by milliseconds: Int64) -> ForwardedAlarms {
        var alarms = self
        for index in alarms.rows.indices { alarms.rows[index].age(by: milliseconds) }
        for index in alarms.held.indices { alarms.held[index].age(by: milliseconds) }
        return alarms
    }

    /// The same with at most so many rows.
    package func limited(to most: Int) -> ForwardedAlarms {
        let kept = rows.prefix(most)
        let shelved = held.prefix(most - kept.count)
        return ForwardedAlarms(
            revision: revision, rows: Array(kept), held: Array(shelved), folded: folded,
            omitted: omitted + rows.count - kept.count + held.count - shelved.count)
    }
}

extension AlarmTable {
    /// What other terminals must show of this one. Only its own alarms: nothing is ever relayed, so nothing goes in circles.
    ///
    /// Of its lost links one stands for all: a dead switch must not fill every screen of the ward with every pair.
    package func forwarded(at now: AlarmMoment) -> ForwardedAlarms {
        let board = board(at: now)
        let first = board.rows.first { $0.kind == .technical(.wardLink) }?.id
        return ForwardedAlarms(
            revision: forwardRevision,
            rows: board.rows.filter { $0.kind != .technical(.wardLink) || $0.id == first }, held: board.held,
            folded: board.folded
        ).limited(to: LinkRules.mostRows)
    }

    /// The terminals that this one has an alarm about, held back or not.
    package var lostLinks: Set<String> {
        Set(open.values.filter { $0.kind == .technical(.wardLink) }.map(\.source.origin))
    }

    /// Whether a live screen of this terminal itself is there to show the others' alarms.
    package var hasOwnScreens: Bool { screens.contains { $0.value.isLive && !$0.key.isLink } }

    /// Terminals whose link somebody put on the shelf or out of service, with a reason and their name.
    package var silencedLinks: Set<TerminalName> {
        Set(
            open.values.filter { $0.kind == .technical(.wardLink) && $0.suppression != .none }.map {
                TerminalName(trusted: $0.source.origin)
            })
    }
}
