import BedsideWire

/// The report as tables for a spreadsheet. Heads are stable: programs read them by name.
enum AlarmReportCSV {
    static let rowHead = CSVText.line([
        "id", "place", "kind", "priority", "source", "raised", "occurrences", "shown_after_s", "accepted_after_s",
        "attended_after_s", "highest_level", "closed_after_s", "end",
    ])

    /// One alarm.
    static func row(_ alarm: AlarmRowMessage) -> [UInt8] {
        CSVText.line([
            alarm.id, alarm.place, alarm.kind, alarm.priority, alarm.source, moment(alarm.raisedAt),
            "\(alarm.occurrences)", number(alarm.shownSeconds), number(alarm.acceptedSeconds),
            number(alarm.attendedSeconds), "\(alarm.highestLevel)", number(alarm.closedSeconds), alarm.end ?? "",
        ])
    }

    private static let summaryHead = CSVText.line([
        "group", "name", "alarms", "emergency", "infusion", "call", "technical", "accept_median_s", "accept_p90_s",
        "attend_median_s", "attend_p90_s", "in_time", "late", "in_time_percent", "never_accepted", "escalated",
    ])

    /// One line for all, for people, devices and technical, for each kind, place and hour.
    static func summary(_ report: AlarmReportMessage) -> [UInt8] {
        let groups =
            [
                ("all", "all", report.all), ("origin", "people", report.people), ("origin", "devices", report.devices),
                ("origin", "technical", report.technical),
            ] + report.byKind.map { ("kind", $0.kind, $0.figures) }
            + report.byPlace.map { ("place", $0.place, $0.figures) }
        let lines = groups.map { group, name, figures in
            CSVText.line(
                [group, name, "\(figures.alarms)"] + counts(figures.byPriority) + [
                    number(figures.acceptMedianSeconds), number(figures.acceptP90Seconds),
                    number(figures.attendMedianSeconds), number(figures.attendP90Seconds), "\(figures.inTime)",
                    "\(figures.late)", number(figures.inTimePercent), "\(figures.neverAccepted)",
                    "\(figures.escalated)",
                ])
        }
        let hours = report.byHour.map { hour in
            CSVText.line(
                ["hour", "\(hour.hour)", "\(hour.alarms.total)"] + counts(hour.alarms)
                    + Array(repeating: "", count: 9))
        }
        return (lines + hours).reduce(into: CSVText.mark + summaryHead) { $0 += $1 }
    }

    private static func counts(_ counts: AlarmCountsMessage) -> [String] {
        ["\(counts.emergency)", "\(counts.infusion)", "\(counts.call)", "\(counts.technical)"]
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        return value.rounded() == value && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    /// `2026-11-20 08:00:05`: the form that spreadsheets take as a time; it is the hospital's clock.
    private static func moment(_ text: String) -> String {
        text.prefix(19).split(separator: "T").joined(separator: " ")
    }
}
