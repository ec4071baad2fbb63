import BedsideScreen
import BedsideTerminal
import Testing

/// How alarms are drawn.
struct AlarmListTests {
    @Test func fewAreTallWithTheBedInLargeDigits() {
        let text = Self.text([Self.row(.emergency, number: "12")], columns: 40, rows: 10)
        #expect(text.contains("▄█  ▀▀█"), "\(text)")
        #expect(text.contains(" █  █▀▀"))
        #expect(text.contains("▀▀▀ ▀▀▀"))
    }

    @Test func manyAreOneLineEach() {
        let rows = (1...7).map { Self.row(.call, number: "\($0)") }
        let lines = Self.text(rows, columns: 40, rows: 10).split(separator: "\n")
        #expect(lines.count { $0.contains("床头呼叫") } == 7)
    }

    /// Every digit differs from every other in at least one point of its five lines.
    @Test func digitsAreTenPictures() {
        let pictures = (0...9).map { Self.text([Self.row(.call, number: "\($0)")], columns: 40, rows: 10) }
        #expect(Set(pictures).count == 10)
    }

    @Test(arguments: AlarmList.Urgency.allCases) func openIsABarAndTakenIsPlain(_ urgency: AlarmList.Urgency) {
        let size = Viewport(columns: 80, rows: 24)
        let styles = AlarmList.Standing.allCases.map { standing in
            let screen = Screen(
                name: "ward", heading: "", blocks: [.alarms(AlarmList(rows: [Self.row(urgency, standing)]))])
            let layout = Layout(screen: screen, viewport: size)
            // Left of everything in the row, where only a bar reaches.
            let region = layout.regions.first { $0.key == .row(0) }
            return region.map { layout.grid[$0.area.column, $0.area.row].style }
        }
        #expect(Set(styles).count == 3)
        #expect(styles.last == .alarmTaken)
    }

    @Test(arguments: [(26, 7), (40, 12), (80, 24), (160, 45)])
    func everyRowCanBeClicked(_ columns: Int, _ rows: Int) {
        let list = AlarmList(rows: (1...4).map { Self.row(.infusion, number: "\($0)") }, selected: 2)
        let layout = Layout(
            screen: Screen(name: "ward", heading: "", blocks: [.alarms(list)]),
            viewport: Viewport(columns: columns, rows: rows))
        #expect(Set(layout.regions.map(\.key)) == Set((0..<4).map(Key.row)))
        #expect(layout.cut.isEmpty)
    }

    /// A long place leaves the time in sight and shortens the kind.
    @Test func theTimeIsNeverCut() {
        let text = Self.text(
            (0..<5).map { _ in Self.row(.technical, place: "二楼东侧公共卫生间", number: "") }, columns: 26, rows: 7)
        #expect(text.contains("2:05"))
        #expect(text.contains("…"))
    }

    private static func row(
        _ urgency: AlarmList.Urgency, _ standing: AlarmList.Standing = .open, place: String = "12床",
        number: String = "12"
    ) -> AlarmList.Row {
        AlarmList.Row(
            urgency: urgency, standing: standing, word: "呼叫", place: place, number: number, kind: "床头呼叫", age: "2:05",
            level: 2, holder: standing == .taken ? "王护士" : "", state: "无人应答")
    }

    private static func text(_ list: [AlarmList.Row], columns: Int, rows: Int) -> String {
        Layout(
            screen: Screen(name: "ward", heading: "", blocks: [.alarms(AlarmList(rows: list))]),
            viewport: Viewport(columns: columns, rows: rows)
        ).grid.plainText
    }
}
