import BedsideDomain
import BedsideScreen

/// The board's rows as texts, at a moment.
struct WardRows {
    let words: Words
    let shown: ShownBoard
    let screen: WardScreenName
    let now: Duration

    func row(_ row: AlarmRow) -> AlarmList.Row {
        let holder = row.holder.map { Cells.clip(shown.names[$0] ?? $0.text, to: 12) }
        // What nobody can vouch for now is in doubt wherever there is room for a single sign.
        let doubt = row.silentFor == nil ? "" : "?"
        return AlarmList.Row(
            urgency: row.kind.priority.urgency, standing: row.lifecycle.standing, word: words(.of(row.kind.priority)),
            place: place(row.place), number: Self.isNumber(row.place.label) ? row.place.label : "",
            kind: row.word.map { Cells.clip($0, to: 16) } ?? words(.of(row.kind)), detail: detail(row),
            age: doubt + age(row.age + shown.elapsed(now)), level: row.level,
            holder: row.lifecycle.standing == .taken ? doubt + (holder ?? words(.wardSomebody)) : "",
            state: silence(row) ?? state(row, holder))
    }

    /// A bed's number is called a bed; a place with a name of its own is called by it.
    func place(_ place: AlarmPlace) -> String {
        Self.isNumber(place.label) ? words(.placeBed, .bed(place.label)) : Cells.clip(place.label, to: 12)
    }

    private static func isNumber(_ label: String) -> Bool {
        label.utf8.count <= 3 && label.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private func detail(_ row: AlarmRow) -> String {
        var parts: [String] = []
        if let terminal = row.terminal { parts.append(words(.wardFrom, .item(Cells.clip(terminal.text, to: 16)))) }
        if row.kind.origin == .system, !row.origin.isEmpty { parts.append(Cells.clip(row.origin, to: 24)) }
        if row.occurrences > 1 { parts.append(words(.wardTimes, .count(row.occurrences))) }
        if row.lifecycle == .unacked, !row.asked.isEmpty, !row.asked.contains(screen) {
            parts.append(words(.wardElsewhere))
        }
        return parts.joined(separator: " ")
    }

    /// How long its terminal has not been heard, when that is what matters most of it.
    private func silence(_ row: AlarmRow) -> String? {
        row.silentFor.map { words(.wardSilent, .time(age($0 + shown.elapsed(now)))) }
    }

    private func state(_ row: AlarmRow, _ holder: String?) -> String {
        switch row.lifecycle {
        case .unacked: words(.wardNobody)
        case .returnedUnacked: words(.wardPassed)
        case .acked: holder.map { words(.wardTaken, .item($0)) } ?? words(.wardSomebody)
        case .attended: holder.map { words(.wardPresent, .item($0)) } ?? words(.wardSomebody)
        case .shelved: words(.wardShelved)
        case .outOfService, .closed: words(.wardOut)
        }
    }

    /// `2:05`, from a hundred minutes on in hours, from two days on in days.
    func age(_ milliseconds: Int64) -> String {
        let seconds = Int(max(milliseconds, 0) / 1000)
        switch seconds {
        case ..<6000: return Self.minutes(seconds)
        case ..<172_800: return words(.wardAgeHours, .count(seconds / 3600))
        default: return words(.wardAgeDays, .count(seconds / 86_400))
        }
    }

    static func minutes(_ seconds: Int) -> String {
        "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    }
}

extension AlarmPriority {
    fileprivate var urgency: AlarmList.Urgency {
        switch self {
        case .emergency: .emergency
        case .infusion: .infusion
        case .call: .call
        case .technical: .technical
        }
    }
}

extension AlarmLifecycle {
    fileprivate var standing: AlarmList.Standing {
        switch self {
        case .unacked: .open
        case .returnedUnacked: .passed
        case .acked, .attended, .shelved, .outOfService, .closed: .taken
        }
    }
}
