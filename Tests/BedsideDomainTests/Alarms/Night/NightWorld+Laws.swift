@testable import BedsideDomain

/// The laws that every single event must keep.
extension NightWorld {
    mutating func judge(_ turn: NightTurn) {
        judgeRaises(turn)
        judgeOpen(turn)
        judgeSilence(turn)
        judgeAudience(turn)
        // The rest is about what changed.
        guard !turn.effects.isEmpty else { return }
        if turn.isShown { judgeBoard(turn) }
        judgeDeadlines(turn)
        judgeEnds(turn)
        judgeJournal(turn)
    }

    /// What each open alarm must keep at every moment; one pass for several laws.
    private mutating func judgeOpen(_ turn: NightTurn) {
        let next = turn.after.nextDue() ?? .max
        let sound = turn.after.sound(at: turn.now)
        let isDeskSounder = setup.audience.sounder == .desk
        let patience = Int64(setup.rules.unconfirmed)
        if turn.event == .tick { expect(.i3, next > turn.now.uptime, "after a tick something is still due") }
        for episode in turn.open.values {
            expect(.i3, episode.deadline.boot == turn.now.boot, "a deadline is of another boot")
            expect(.i3, next <= episode.deadline.uptime, "nothing is armed for an open \(episode.kind.word)")
            if episode.priority == .emergency {
                expect(.i9, episode.suppression == .none, "an emergency is held back")
                expect(.i9, turn.paused[episode.id] == nil, "an emergency is paused")
            }
            guard episode.lifecycle == .unacked, knows.paused[episode.id] == nil else { continue }
            let isHeard = sound.map { $0.priority >= episode.priority } ?? false
            expect(
                .i4, isHeard || !(isDeskSounder || knows.live.isEmpty),
                "an unanswered \(episode.kind.word) is not heard")
            let waiting = knows.unconfirmed[episode.id].map { turn.now.uptime - $0.since } ?? 0
            let isAlone =
                ownLive(episode).isEmpty || episode.level == AlarmRules.lastLevel || waiting >= patience
            expect(.i10, !isAlone || sound != nil, "nobody shows \(episode.kind.word), and nobody hears it")
        }
    }

    /// The live screens whose turn it is, others that stand in for them not counted.
    private func ownLive(_ episode: AlarmEpisode) -> Set<WardScreenName> {
        let live = Set(knows.live.keys)
        guard let team = setup.audience.teams[episode.source.place] else { return live }
        return live.intersection(team.prefix(episode.level).flatMap(\.self))
    }

    private mutating func judgeRaises(_ turn: NightTurn) {
        let recorded = Set(turn.records.map(\.id))
        for id in turn.open.keys where turn.oldOpen[id] == nil {
            expect(.i1, recorded.contains(id), "a new alarm has no record")
            expect(.i1, turn.raised?.contains(id) ?? false, "a new alarm was not annunciated")
        }
        expect(.i1, turn.records.isEmpty || turn.raised != nil, "a change was recorded and not annunciated")
        if case .signal(let source, .pressed) = turn.event {
            let id = turn.current[source]
            let count = id.flatMap { turn.oldOpen[$0]?.occurrences } ?? 0
            expect(.i1, id.map(recorded.contains) ?? false, "a press of \(source.origin) was not recorded")
            expect(
                .i1, id.flatMap { turn.open[$0]?.occurrences } ?? 0 > count,
                "a press of \(source.origin) was not counted")
        }
        for (source, isOn) in knows.level where isOn {
            guard let since = knows.levelSince[source] else { continue }
            let delay = setup.rules.onDelay(of: source.kind).milliseconds
            let isTime = turn.event == .tick || (delay == 0 && turn.event == .signal(source, .level(true)))
            guard isTime, turn.now.uptime - since >= delay else { continue }
            let condition = turn.current[source].flatMap { turn.open[$0]?.condition }
            expect(.i1, condition == .present, "\(source.origin) is on and no alarm says so")
        }
    }

    private mutating func judgeBoard(_ turn: NightTurn) {
        let board = turn.after.board(at: turn.now)
        let shown = Set(board.rows.map(\.id))
        let held = Set(board.held.map(\.id))
        expect(
            .i2, shown.count + held.count + board.folded == turn.open.count,
            "\(turn.open.count) are open, \(shown.count) + \(held.count) + \(board.folded) are shown")
        for episode in turn.open.values where episode.priority != .technical {
            expect(.i2, shown.contains(episode.id), "an open \(episode.kind.word) is not shown")
            expect(
                .i9, episode.priority != .emergency || shown.contains(episode.id), "an emergency has no row of its own")
        }
        let live = Set(knows.live.keys)
        for row in board.rows {
            expect(.i10, live.isEmpty || !row.asked.isDisjoint(with: live), "no screen is asked for \(row.kind.word)")
            expect(.i2, turn.open[row.id]?.lifecycle == row.lifecycle, "a row says \(row.lifecycle)")
        }
        if turn.raised != nil || !turn.records.isEmpty {
            expect(.i2, turn.isShown, "the board changed and its revision did not")
        }
        for (first, second) in zip(board.rows, board.rows.dropFirst()) {
            expect(
                .i11, first.kind.priority >= second.kind.priority,
                "\(second.kind.word) stands below \(first.kind.word)")
            let isSame = first.kind.priority == second.kind.priority
            expect(
                .i11, !isSame || first.lifecycle == .unacked || second.lifecycle != .unacked,
                "an \(first.lifecycle) row stands above one that nobody has")
        }
    }

    private mutating func judgeDeadlines(_ turn: NightTurn) {
        for (id, old) in turn.oldOpen {
            guard let new = turn.open[id] else { continue }
            expect(.i6, new.level >= old.level, "the level fell from \(old.level) to \(new.level)")
            guard new.deadline.uptime > old.deadline.uptime else { continue }
            let isFired = turn.event == .tick && old.deadline.uptime <= turn.now.uptime
            expect(.i6, isFired || turn.mayDelay(old), "\(turn.event.word) moved a deadline of \(old.kind.word) later")
        }
        for (old, end) in turn.closed where end == .superseded {
            guard let new = turn.current[old.source].flatMap({ turn.open[$0] }) else { continue }
            let isFired = turn.event == .tick && old.deadline.uptime <= turn.now.uptime
            expect(.i6, isFired || new.deadline.uptime <= old.deadline.uptime, "a successor's deadline is later")
            expect(.i6, new.level >= old.level, "a successor is less urgent")
        }
    }

    private mutating func judgeSilence(_ turn: NightTurn) {
        if case .act(.accept(let id), _, _) = turn.event {
            for (other, old) in turn.oldOpen where other != id && old.priority != .technical {
                expect(.i4, turn.open[other] == old, "an accept changed another alarm")
            }
        }
        if case .signal(let source, .pressed) = turn.event, let id = turn.current[source],
            let before = turn.oldCurrent[source].flatMap({ turn.oldOpen[$0] }), before.lifecycle == .acked,
            let since = oldNews[source], turn.now.uptime - since >= Int64(setup.rules.merge) * 1000
        {
            let lifecycle = turn.open[id]?.lifecycle
            expect(
                .i4, lifecycle == .unacked, "a press after the merge window left it \(lifecycle?.rawValue ?? "gone")")
        }
        oldNews = knows.newsAt
    }

    private mutating func judgeEnds(_ turn: NightTurn) {
        for id in turn.oldOpen.keys where turn.open[id] == nil {
            expect(.i5, turn.records.contains { $0.id == id && $0.end != nil }, "an alarm went away without an end")
        }
        for (old, end) in turn.closed {
            expect(.i5, turn.mayEnd(old, end), "\(turn.event.word) ended \(old.lifecycle) \(old.kind.word) as \(end)")
            if old.kind.origin == .device, end != .superseded {
                expect(.i5, knows.level[old.source] != true, "\(old.source.origin) is on and its alarm ended")
            }
        }
    }

    private mutating func judgeAudience(_ turn: NightTurn) {
        if case .signal(let source, let signal) = turn.event, source.kind.priority == .emergency,
            signal != .level(false)
        {
            let isThere = turn.current[source].flatMap { turn.open[$0]?.isOpen } ?? false
            expect(.i9, isThere, "an emergency was delayed")
        }
        if let since = knows.noScreenSince, turn.now.uptime - since >= setup.rules.screenPatience.milliseconds {
            let isNeeded =
                !setup.audience.expected.isEmpty || turn.open.values.contains { $0.priority != .technical }
            let isTold = turn.open.values.contains { $0.kind == .technical(.noScreen) }
            expect(.i10, !isNeeded || isTold, "no screen is there, and no alarm says so")
        }
    }

    private mutating func judgeJournal(_ turn: NightTurn) {
        var isShown = false
        for effect in turn.effects {
            switch effect {
            case .annunciate: isShown = true
            case .record, .note: expect(.i12, !isShown, "a record comes after the annunciation")
            case .refuse: break
            }
        }
        for record in turn.records where record.revision <= last.disk[record.id]?.revision ?? 0 {
            expect(.i8, false, "a record has an old revision")
        }
        let kept = disk.filter { $0.value.isOpen }.merging(notes) { $1 }
        expect(.i7, kept == turn.open, "the journal says other than the table")
    }
}
