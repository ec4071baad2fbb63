import BedsideDomain

/// What there is to see, as a table for a person.
enum WardTable {
    static func text(_ view: WardView) -> String {
        let clock = HospitalClock.china
        var lines = ["  the ward at \(clock.dateAndTime(of: view.wall)), revision \(view.board.revision):"]
        lines += rows(
            [["alarm", "state", "level", "who", "raised", "waited", "due in", "asks"]] + view.rows.map(cells))
        if view.board.folded > 0 { lines.append("    and \(view.board.folded) folded") }
        for screen in view.board.screens {
            let proof = screen.provenAgo.map { "proven \(Duration.milliseconds($0).scenarioText) ago" } ?? "not proven"
            lines.append("    screen \(screen.name): \(screen.isLive ? "live" : "lost"), \(proof)")
        }
        lines.append("    sound: " + (view.sound.map { "\($0.priority) level \($0.level)" } ?? "none"))
        for (place, progress) in view.patients.sorted(by: { $0.key < $1.key }) {
            lines.append("    patient \(place.label) sees \(progress.rawValue)")
        }
        return lines.joined(separator: "\n")
    }

    private static func cells(_ row: AlarmRow) -> [String] {
        [
            row.name.description, row.lifecycle.rawValue, "\(row.level)", row.holder?.text ?? "-",
            "\(row.occurrences)", Duration.milliseconds(row.age).scenarioText,
            Duration.milliseconds(row.due).scenarioText, row.asked.sorted().map(\.text).joined(separator: " "),
        ]
    }

    private static func rows(_ cells: [[String]]) -> [String] {
        let widths = (0..<(cells.first?.count ?? 0)).map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { line in
            let padded = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return "    " + padded.joined(separator: "  ")
        }
    }
}
