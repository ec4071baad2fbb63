import BedsideWire

/// The report for a terminal: key figures, a bar for each hour, tables.
enum AlarmReportText {
    static func show(_ report: AlarmReportMessage) {
        for line in head(report) + hours(report) { Output.line(line) }
        Output.line("")
        Output.table(
            ["KIND"] + columns, report.byKind.map { [$0.kind] + cells($0.figures) } + [["all"] + cells(report.all)])
        Output.line("")
        Output.table(["PLACE"] + columns, report.byPlace.map { [$0.place] + cells($0.figures) })
        for alarm in report.standing {
            Output.line(
                "standing: \(alarm.place) \(alarm.kind) (\(alarm.source)) since \(alarm.raisedAt), "
                    + "\(Int(alarm.openSeconds / 3600)) h\(alarm.isStillOpen ? ", still open" : "")")
        }
        for input in report.chattering {
            Output.line("chattering: \(input.place) \(input.kind) (\(input.source)), \(input.raises) raises")
        }
    }

    static func head(_ report: AlarmReportMessage) -> [String] {
        let all = report.all
        let share = all.inTimePercent.map { "\($0) %" } ?? "none to judge"
        let levels = report.byHighestLevel.filter { $0.level > 1 }.map { "level \($0.level): \($0.alarms)" }
        let floods = report.floods
        let path = report.pathToScreen
        return [
            "\(report.from) to \(report.to)\(report.shift.map { ", \($0) shift" } ?? "")",
            "alarms: \(all.alarms) (people \(report.people.alarms), devices \(report.devices.alarms), "
                + "technical \(report.technical.alarms))",
            "accepted in time: \(share) (\(all.inTime) of \(all.inTime + all.late)); never accepted: \(all.neverAccepted)",
            "escalated: \(all.escalated)\(levels.isEmpty ? "" : " (\(levels.joined(separator: ", ")))")",
            "floods: \(floods.count), longest \(Int(floods.longestSeconds)) s, \(floods.timePercent) % of the time; "
                + "most in ten minutes: \(floods.mostInTenMinutes)",
            "path to screen: median \(path.medianMilliseconds.map { "\($0) ms" } ?? "none"), "
                + "worst \(path.worstMilliseconds.map { "\($0) ms" } ?? "none"), never shown: \(path.neverShown)",
        ]
    }

    /// A bar of at most 48 cells for each hour: a letter for each priority, so that no colour is needed.
    static func hours(_ report: AlarmReportMessage) -> [String] {
        let highest = report.byHour.map(\.alarms.total).max() ?? 0
        guard highest > 0 else { return ["no alarms in this period"] }
        let unit = max((highest + 47) / 48, 1)
        let legend = "by hour: # emergency, % infusion, = call, . technical; one sign is up to \(unit)"
        return [legend]
            + report.byHour.map { hour in
                "\(hour.hour < 10 ? "0" : "")\(hour.hour) \(bar(hour.alarms, unit: unit)) \(hour.alarms.total)"
            }
    }

    /// Each sign begins at a multiple of the unit and is that of the alarm there, the most urgent first: so a bar is as long
    /// as its sum says, and no emergency alone in its hour is rounded away.
    private static func bar(_ alarms: AlarmCountsMessage, unit: Int) -> String {
        let parts = [
            (alarms.emergency, "#"), (alarms.infusion, "%"), (alarms.call, "="), (alarms.technical, "."),
        ]
        var (bar, next, sum) = ("", 0, 0)
        for (count, sign) in parts {
            sum += count
            while next < sum {
                bar += sign
                next += unit
            }
        }
        return bar
    }

    private static let columns = [
        "ALARMS", "ACCEPT MEDIAN", "P90", "ATTEND MEDIAN", "P90", "IN TIME", "NEVER", "ESCALATED",
    ]

    private static func cells(_ figures: AlarmFiguresMessage) -> [String] {
        [
            "\(figures.alarms)", seconds(figures.acceptMedianSeconds), seconds(figures.acceptP90Seconds),
            seconds(figures.attendMedianSeconds), seconds(figures.attendP90Seconds),
            figures.inTimePercent.map { "\($0) %" } ?? "-", "\(figures.neverAccepted)", "\(figures.escalated)",
        ]
    }

    /// With one decimal.
    private static func seconds(_ value: Double?) -> String { value.map { "\(($0 * 10).rounded() / 10) s" } ?? "-" }
}
