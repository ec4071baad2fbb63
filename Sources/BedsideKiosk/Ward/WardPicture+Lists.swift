import BedsideDomain
import BedsideScreen

/// The lists beside the alarms: what is held back, and what is broken. The most urgent alarm stays in sight above them.
extension WardPicture {
    var held: Screen {
        let rows = shown.board.held
        let frame = frame(leaving: 4)
        let pages = WardPages(count: rows.count, room: listRoom(.held))
        let index = flow.cursor.index(in: rows) ?? 0
        let indices = rows.isEmpty ? [] : pages.indices(around: index)
        let table = table(
            [
                (.wardColumnPlace, true), (.wardColumnAlarm, true), (.wardColumnState, false),
                (.wardColumnReason, false), (.wardColumnLeft, true),
            ],
            indices.map { heldRow(rows[$0]) }, selected: indices.firstIndex(of: index))
        var screen = page(
            "ward-held", .wardHeldHeading, frame, rows.isEmpty ? .text(words(.wardHeldNone), emphasis: .strong) : table)
        if !rows.isEmpty {
            if room.isWall {
                screen.actions.insert(Action(.digit(1), label: "1", title: words(.wardUnshelve)), at: 0)
            } else {
                screen.choices = [Choice(1, words(.wardUnshelve))]
            }
        }
        return screen
    }

    private func heldRow(_ row: AlarmRow) -> [String] {
        let shownRow = formatter.row(row)
        let reason = HoldReason(rawValue: row.reason).map { words(.of($0)) } ?? Cells.clip(row.reason, to: 16)
        let left = max(row.due - shown.elapsed(now), 0)
        return [shownRow.place, shownRow.kind, shownRow.state, reason, formatter.age(left)]
    }

    var faultCount: Int { technical.count + flow.printers.count + shown.lostScreens.count }

    /// Lost screens have rows of their own, with when they last proved themselves.
    private var technical: [AlarmRow] {
        shown.rows.filter {
            $0.kind.origin == .system && ($0.kind != .technical(.screenLost) || $0.terminal != nil)
        }
    }

    var faults: Screen {
        let frame = frame(leaving: 4)
        let rows =
            technical.map(faultRow)
            + flow.printers.map { printer in
                let reason = words(printer.reasons.first.map(TextKey.of) ?? .reasonOther)
                return [words(.wardPrinter), Cells.clip(printer.name, to: 16), reason, ""]
            }
            + shown.lostScreens.map { screen in
                let proven = shown.provenAgo(screen, now).map(formatter.age) ?? ""
                return [words(.wardScreen), screen.text, words(.wardScreenSilent), proven]
            }
        let table = table(
            [
                (.wardColumnAlarm, true), (.wardColumnAbout, true), (.wardColumnState, false), (.wardColumnAge, true),
            ], Array(rows.prefix(listRoom(.faults))), selected: nil)
        return page(
            "ward-faults", .wardFaultsHeading, frame,
            rows.isEmpty ? .text(words(.wardFaultsNone), emphasis: .success) : table)
    }

    private func faultRow(_ row: AlarmRow) -> [String] {
        let shownRow = formatter.row(row)
        let whose = row.terminal.map { "\($0.text) " } ?? ""
        let about = Cells.clip(whose + (row.origin.isEmpty ? row.place.label : row.origin), to: 24)
        return [shownRow.kind, about, shownRow.state, shownRow.age]
    }

    private func page(_ name: String, _ heading: TextKey, _ frame: Frame, _ body: Block) -> Screen {
        Screen(
            name: name, tone: .staff, heading: words(heading),
            blocks: frame.above + mostUrgent(1) + [body] + frame.below, choiceStyle: .bar, actions: backActions)
    }

    /// - Parameter columns: whether a wall shows it too.
    private func table(_ columns: [(title: TextKey, isOnWall: Bool)], _ rows: [[String]], selected: Int?) -> Block {
        let kept = columns.indices.filter { columns[$0].isOnWall || !room.isWall }
        return .table(
            Table(
                columns: kept.map { .init(words(columns[$0].title), mayShorten: true) },
                rows: rows.map { row in kept.map { row[$0] } }, selected: selected))
    }
}
