import BedsideDomain
import BedsideScreen

/// One picture of a ward screen: the alarms, and what stands above and below them.
struct WardPicture {
    let flow: WardFlow
    let shown: ShownBoard
    let words: Words
    let now: Duration
    let room: WardRoom
    let status: WardStatus
    let formatter: WardRows

    init(flow: WardFlow, shown: ShownBoard, words: Words, now: Duration) {
        self.flow = flow
        self.shown = shown
        self.words = words
        self.now = now
        room = WardRoom(viewport: flow.viewport)
        status = WardStatus(words: words, settings: flow.settings, shown: shown, now: now)
        formatter = WardRows(words: words, shown: shown, screen: flow.settings.screen, now: now)
    }

    /// Lines above and below a list. The warning stays whatever it costs; the others give way before the alarms do.
    struct Frame {
        var above: [Block] = []
        var below: [Block] = []
        var rows = 0
    }

    func frame(leaving least: Int) -> Frame {
        var frame = Frame()
        if let warning = status.warning {
            frame.above.append(.text(warning, emphasis: .caution))
            frame.rows += room.lines(warning)
        }
        func add(
            _ text: String, _ emphasis: Block.Emphasis, leaving least: Int, to path: WritableKeyPath<Frame, [Block]>
        ) {
            let lines = room.lines(text)
            guard frame.rows + lines <= room.rows - least else { return }
            frame[keyPath: path].append(.text(text, emphasis: emphasis))
            frame.rows += lines
        }
        if let note = note { add(note.text, note.emphasis, leaving: least, to: \.above) }
        for (index, note) in status.notes.enumerated() {
            // On a wall only the first costs a row that an alarm could have.
            let alarms = room.isWall && index > 0 ? max(least, shown.rows.count) : least
            add(note.text, note.emphasis, leaving: alarms, to: \.below)
        }
        return frame
    }

    /// What is being done, or how it went.
    private var note: (text: String, emphasis: Block.Emphasis)? {
        if !flow.checks.isEmpty { return (words(.wardChecking), .strong) }
        guard let message = flow.message else { return nil }
        return (words(message.saying), message.isTrouble ? .caution : .success)
    }

    /// Rows that a list has, its own first row included.
    func listRoom(_ page: WardPage) -> Int {
        switch page {
        case .alarms: max(room.rows - frame(leaving: 3).rows, 1)
        // The most urgent alarm stands above it, and its columns have heads; a wall has a heading here.
        case .held, .faults:
            max(room.rows - frame(leaving: 4).rows - (shown.rows.isEmpty ? 0 : 1) - 1 - (room.isWall ? 1 : 0), 1)
        }
    }

    func list(_ page: WardPage) -> Screen {
        switch page {
        case .alarms: shown.rows.isEmpty ? calm : alarms
        case .held: held
        case .faults: faults
        }
    }

    /// Nothing is open.
    private var calm: Screen {
        let frame = frame(leaving: room.isWall ? 4 : 2)
        let lines = room.lines(words(.wardEmptyText)) + (room.isWall ? 2 : 0)
        let text: [Block] =
            frame.rows + lines <= room.rows ? [.gap, .text(words(.wardEmptyText), emphasis: .strong), .gap] : []
        return Screen(
            name: "ward-empty", tone: status.isUnproven ? .caution : .success, heading: words(.wardEmptyHeading),
            blocks: frame.above + text + frame.below, actions: pageActions)
    }

    private var alarms: Screen {
        let frame = frame(leaving: 3)
        let pages = WardPages(count: shown.rows.count, room: max(room.rows - frame.rows, 1))
        let index = flow.cursor.index(in: shown.rows) ?? 0
        let indices = pages.indices(around: index)
        let list = AlarmList(
            rows: indices.map { formatter.row(shown.rows[$0]) }, selected: indices.firstIndex(of: index))
        var screen = Screen(
            name: "ward-alarms", tone: shown.open > 0 ? .caution : .staff,
            heading: room.isWall ? "" : heading(pages, index), blocks: frame.above + [.alarms(list)] + frame.below)
        let offers = flow.offers(for: shown.rows[index])
        if room.isWall {
            screen.actions = offers.prefix(room.isTiny ? 0 : 1).map { digit, verb in
                Action(.digit(digit), label: "\(digit)", title: words(verb))
            }
        } else {
            screen.choices = offers.map { digit, verb in Choice(digit, words(verb)) }
            screen.choiceStyle = .bar
            screen.actions = pageActions
            if pages.pages > 1 { screen.actions.append(Action(.right, label: "→", title: words(.actionPages))) }
        }
        return screen
    }

    private func heading(_ pages: WardPages, _ index: Int) -> String {
        let count = shown.rows.count
        let text =
            shown.open > 0
            ? words(.wardOpenHeading, .count(shown.open), .number("\(count)")) : words(.wardTakenHeading, .count(count))
        guard pages.pages > 1 else { return text }
        return text + "  " + words(.pageOf, .page(pages.page(of: index) + 1), .pages(pages.pages))
    }

    /// The most urgent alarms, for what stands in front of the list.
    func mostUrgent(_ count: Int) -> [Block] {
        let rows = shown.rows.prefix(count).map(formatter.row)
        return rows.isEmpty ? [] : [.alarms(AlarmList(rows: rows))]
    }

    /// The small keys of the list; a wall has none.
    var pageActions: [Action] {
        guard !room.isWall else { return [] }
        var actions = [
            Action(.digit(8), label: "8", title: words(.actionHeld, .count(shown.board.held.count))),
            Action(.digit(9), label: "9", title: words(.actionFaults, .count(faultCount))),
        ]
        if flow.actor != nil { actions.append(Action(.back, label: "0", title: words(.actionExit))) }
        actions.append(Action(.language, label: "*", title: words(.actionLanguage)))
        return actions
    }

    var backActions: [Action] {
        [Action(.back, label: "0", title: words(.actionBack))]
            + (room.isWall ? [] : [Action(.language, label: "*", title: words(.actionLanguage))])
    }
}
