import BedsideWire

/// Remembers what was shown before each kill and judges what is there after it.
struct KillWitness {
    private typealias Alarm = OpenAlarmsMessage.Alarm
    private typealias Button = ButtonTraffic.Button

    /// What is wrong, in words.
    private(set) var complaints: [String] = []
    /// All that a screen's message named, and what of it is not open any more.
    private(set) var named: Set<String> = []
    private(set) var gone: Set<String> = []
    /// Accepted alarms that were still accepted, and alarms of quiet beds that were still the same.
    private(set) var acceptedKept = 0
    private(set) var quietKept = 0

    private var open: [String: Alarm] = [:]
    private var everAccepted: Set<String> = []
    /// Beds with frames in this round and in the one before: what a kill left in the line is read by the next daemon.
    private var busy: [Set<String>] = [[], []]
    private var pressedBefore: Set<Button> = []
    private var cancelledBefore: Set<String> = []

    mutating func begin(_ beds: [String]) { busy = [busy[1], Set(beds)] }

    mutating func hear(_ ids: Set<String>) { named.formUnion(ids) }

    /// A board before the kill: from here on each of its alarms is known.
    mutating func saw(_ board: OpenAlarmsMessage) {
        for alarm in Self.calls(board) {
            if alarm.state == "acked" { everAccepted.insert(alarm.id) }
            open[alarm.id] = alarm
        }
    }

    mutating func judge(_ after: OpenAlarmsMessage, pressed: Set<ButtonTraffic.Button>, cancelled: Set<String>) {
        let now = Dictionary(Self.calls(after).map { ($0.id, $0) }) { first, _ in first }
        let possible = Set(open.values.map { Button(place: $0.place, kind: $0.kind) })
            .union(pressed).union(pressedBefore)
        for alarm in now.values {
            judge(alarm)
            if !possible.contains(Button(place: alarm.place, kind: alarm.kind)) {
                complaints.append("\(tell(alarm)) was made up")
            }
        }
        for (id, before) in open {
            if let alarm = now[id] {
                compare(before, alarm)
            } else if before.kind != "infusion-empty", !cancelled.union(cancelledBefore).contains(before.place) {
                complaints.append("\(tell(before)) was lost")
            }
        }
        for fault in after.alarms.filter({ ["technical.record-store", "technical.audit"].contains($0.kind) }) {
            complaints.append("there is \(tell(fault))")
        }
        gone.formUnion(named.union(open.keys).subtracting(now.keys))
        for id in gone where now[id] != nil { complaints.append("\(id) was gone and is open") }
        open = now
        everAccepted.formUnion(now.values.filter { $0.state == "acked" }.map(\.id))
        pressedBefore = pressed
        cancelledBefore = cancelled
    }

    /// An emergency that nobody ever accepted is behind its levels: at 3, 6 and 9 s, with two seconds of patience.
    func hasLate(_ board: OpenAlarmsMessage) -> Bool { Self.calls(board).contains(where: isLate) }

    private func isLate(_ alarm: OpenAlarmsMessage.Alarm) -> Bool {
        guard ["emergency", "toilet"].contains(alarm.kind), alarm.state == "unacked", !everAccepted.contains(alarm.id)
        else { return false }
        return alarm.level < (alarm.ageSeconds >= 11 ? 4 : alarm.ageSeconds >= 8 ? 3 : alarm.ageSeconds >= 5 ? 2 : 1)
    }

    private mutating func judge(_ alarm: OpenAlarmsMessage.Alarm) {
        if isLate(alarm) { complaints.append("\(tell(alarm)) did not escalate") }
        if alarm.dueSeconds > Self.longest(alarm) { complaints.append("\(tell(alarm)) has its deadline too late") }
    }

    /// At a quiet bed nothing changed but by time and by the nurse's accept.
    private mutating func compare(_ before: OpenAlarmsMessage.Alarm, _ after: OpenAlarmsMessage.Alarm) {
        if after.ageSeconds < before.ageSeconds { complaints.append("\(tell(before)) became younger") }
        if after.place != before.place || after.kind != before.kind {
            complaints.append("\(tell(before)) became \(tell(after))")
        }
        guard !busy[0].union(busy[1]).contains(before.place) else { return }
        quietKept += 1
        if before.state == "acked" {
            if after.state == "acked", after.holder == before.holder {
                acceptedKept += 1
            } else {
                complaints.append("\(tell(before)) was accepted and is \(tell(after))")
            }
        }
        if after.occurrences != before.occurrences { complaints.append("\(tell(before)) is \(tell(after))") }
        guard after.state == before.state else { return }
        if after.level < before.level { complaints.append("\(tell(before)) fell to \(tell(after))") }
        if after.level == before.level, after.level < 4, after.dueSeconds > before.dueSeconds {
            complaints.append("\(tell(before)) has a later deadline: \(tell(after))")
        }
    }

    /// Seconds of an alarm's present step.
    private static func longest(_ alarm: Alarm) -> Int {
        switch (alarm.state, alarm.kind) {
        case ("acked", _): 3600
        case (_, "emergency") where alarm.level < 4, (_, "toilet") where alarm.level < 4: 3
        case (_, "emergency"), (_, "toilet"): 60
        case (_, "infusion-empty"): [60, 120, 120, 60][min(max(alarm.level, 1), 4) - 1]
        default: [120, 120, 60, 60][min(max(alarm.level, 1), 4) - 1]
        }
    }

    private static func calls(_ board: OpenAlarmsMessage) -> [Alarm] {
        board.alarms.filter { !$0.kind.hasPrefix("technical.") }
    }

    private func tell(_ alarm: OpenAlarmsMessage.Alarm) -> String {
        "[\(alarm.id) \(alarm.place) \(alarm.kind) \(alarm.state) level \(alarm.level) age \(alarm.ageSeconds) due \(alarm.dueSeconds) times \(alarm.occurrences)]"
    }
}
