@testable import BedsideDomain

/// The laws that a start must keep.
extension NightWorld {
    /// - Parameters:
    ///   - then: the moment of the crash.
    ///   - count: how many records of the last event were on disk.
    mutating func judge(restart restored: AlarmTable, from then: AlarmMoment, count: Int) {
        judgeLosses(restored, Array(last.records.prefix(count)))
        judgeTimes(restored, from: then)
        let others = start(written + written.reversed())
        expect(.i8, others.open == restored.open, "records that come twice and backwards restore another state")
        let again = start(Array(restored.open.values))
        expect(.i7, again.open == restored.open, "a start after a start restores another state")
        for (id, old) in disk where old.isOpen {
            guard let new = restored.open[id] else { continue }
            let same = [
                old.source == new.source, old.response == new.response, old.suppression == new.suppression,
                old.level == new.level, old.occurrences == new.occurrences, old.facts == new.facts,
            ]
            expect(.i7, !same.contains(false), "a start changed what was known of \(old.kind.word)")
            expect(
                .i5, old.kind.origin == .system || (old.condition == .absent) == (new.condition == .absent),
                "a start changed the condition of \(old.kind.word)")
        }
        if last.records.count > count { seen.insert("crash between records") }
    }

    private mutating func judgeLosses(_ restored: AlarmTable, _ saved: [AlarmEpisode]) {
        for (id, old) in last.open where restored.open[id] == nil {
            let end = saved.last { $0.id == id }?.end
            let hasSuccessor = restored.current[old.source] != nil
            expect(.i12, end != nil && (end != .superseded || hasSuccessor), "a crash lost \(old.kind.word)")
        }
    }

    private mutating func judgeTimes(_ restored: AlarmTable, from then: AlarmMoment) {
        for (id, new) in restored.open {
            guard let old = disk[id] else { continue }
            let left = new.deadline.uptime - now.uptime
            if now.boot == then.boot {
                expect(.i6, new.deadline.uptime <= old.deadline.uptime, "a start moved a deadline later")
            }
            expect(
                .i6, left <= max(old.deadline.uptime - old.changedUptime, 0),
                "after a start more time is left than when it was written")
            if knows.isWallTrue, let due = knows.realDue[id] {
                expect(.i6, left <= max(due - knows.real, 0), "after a start with a true clock a deadline is later")
            }
            expect(.i3, new.deadline.boot == now.boot, "a start left a deadline of another boot")
        }
    }
}
