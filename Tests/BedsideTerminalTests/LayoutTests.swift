import BedsideScreen
import BedsideTerminal
import Testing

struct LayoutTests {
    static let sizes = [
        Viewport.smallest, .standard, Viewport(columns: 80, rows: 24), Viewport(columns: 160, rows: 45),
    ]

    @Test(arguments: SampleScreens.all, sizes)
    func nothingIsCut(_ screen: Screen, _ size: Viewport) {
        let layout = Layout(screen: screen, viewport: size)
        #expect(layout.cut.isEmpty, "\(layout.grid.plainText)")
        #expect(layout.grid.columns == size.columns)
        #expect(layout.grid.rows == size.rows)
        GridTests.expectWhole(layout.grid, screen.name)
    }

    @Test func aHomeScreenReadsLikeThis() {
        let text = Layout(screen: SampleScreens.home, viewport: .smallest).grid.plainText
        #expect(
            text == """
                 呼吸内科一病区  12床  张*明                              14:05
                  请选择服务

                  \(Self.edge("▄"))
                   ▶   1  今日费用清单    今日 2,341.50 元
                  \(Self.edge("▀"))
                  \(Self.edge("▄"))
                       2  检查报告打印    3 份可打印
                  \(Self.edge("▀"))
                  \(Self.edge("▄"))
                       3  住院押金缴费    余额 1,200.00 元
                  \(Self.edge("▀"))
                  \(Self.edge("▄"))
                       4  出院结算        医生已开出院医嘱
                  \(Self.edge("▀"))
                  0  返回    *  English    +  呼叫护士                    60 秒

                """)
    }

    private static func edge(_ glyph: String) -> String { String(repeating: glyph, count: 60) }

    @Test(arguments: SampleScreens.all, sizes)
    func everythingThatCanBeClickedIs(_ screen: Screen, _ size: Viewport) {
        let layout = Layout(screen: screen, viewport: size)
        var expected = screen.choices.map { Key.choose($0.digit) } + screen.actions.map(\.key)
        for case .table(let table) in screen.blocks { expected += table.rows.indices.map { Key.row($0) } }
        #expect(Set(layout.regions.map(\.key)) == Set(expected))
        for region in layout.regions {
            let area = region.area
            #expect(layout.key(column: area.column + area.columns / 2, row: area.row + area.rows / 2) == region.key)
            #expect(area.column >= 0 && area.row >= 0 && area.endColumn <= size.columns && area.endRow <= size.rows)
        }
        #expect(layout.key(column: size.columns / 2, row: 0) == nil)
    }

    /// Colour is never the only sign.
    @Test(arguments: sizes)
    func theSelectedChoiceIsMarked(_ size: Viewport) throws {
        let text = Layout(screen: SampleScreens.homeEnglish, viewport: size).grid.plainText
        let line = try #require(text.split(separator: "\n").first { $0.contains("▶") })
        #expect(line.contains("Pay a deposit"))
    }

    @Test func gapsGoBeforeAnythingIsCut() {
        var screen = SampleScreens.facts
        screen.blocks += Array(repeating: .gap, count: 10)
        let layout = Layout(screen: screen, viewport: .smallest)
        #expect(layout.cut.isEmpty)
        #expect(layout.grid.plainText.contains("信息有误"))
    }

    @Test func whatDoesNotFitIsNamed() {
        var screen = SampleScreens.home
        screen.place = String(repeating: "很长的地方", count: 10)
        screen.blocks = (0..<20).map { .text("第 \($0) 段", emphasis: .ordinary) }
        screen.choices[1].title = String(repeating: "很长的标题", count: 10)
        screen.code = SampleScreens.code(side: 57, caption: "")
        let cut = Layout(screen: screen, viewport: .smallest).cut
        #expect(cut.contains("place"))
        #expect(cut.contains("choice 2"))
        #expect(cut.contains("code"))
        #expect(cut.contains("block 20"))
        #expect(!cut.contains("block 1"))
    }

    /// Version 3 at the smallest size, over the ends of the bars; version 4 at the standard one.
    @Test(arguments: [
        (21, Viewport.smallest), (25, .smallest), (29, .smallest), (33, .standard),
        (37, Viewport(columns: 80, rows: 24)),
    ])
    func codesFit(_ side: Int, _ size: Viewport) {
        var screen = SampleScreens.payment
        screen.code = SampleScreens.code(side: side, caption: "微信或支付宝")
        let layout = Layout(screen: screen, viewport: size)
        #expect(layout.cut.isEmpty, "\(layout.grid.plainText)")
        #expect(layout.grid.plainText.contains("微信或支付宝"))
        #expect(layout.grid.plainText.contains("14:05"))
        #expect(layout.key(column: size.columns - 10, row: size.rows / 2) == nil)
    }

    @Test func aCodeIsShownModuleByModule() throws {
        var screen = SampleScreens.payment
        let code = try #require(SampleScreens.code(side: 29, caption: ""))
        screen.code = code
        let grid = Layout(screen: screen, viewport: .standard).grid
        // The finder's corner is the first dark cell right of the middle.
        let dark = { (column: Int, half: Int) in Self.isDark(grid, column: column, halfRow: half) }
        let first = (0..<grid.columns * grid.rows * 2).first { index in
            let column = 40 + index % (grid.columns - 40)
            return Self.isCode(grid, column, index / (grid.columns - 40)) && dark(column, index / (grid.columns - 40))
        }
        let start = try #require(first)
        let left = 40 + start % (grid.columns - 40)
        let top = start / (grid.columns - 40)
        for row in -2..<code.side + 2 {
            for column in -2..<code.side + 2 {
                let inside = (0..<code.side).contains(row) && (0..<code.side).contains(column)
                let expected = inside && code.modules[max(0, row) * code.side + max(0, column)]
                #expect(dark(left + column, top + row) == expected, "\(column), \(row)")
            }
        }
    }

    private static func isCode(_ grid: Grid, _ column: Int, _ halfRow: Int) -> Bool {
        let style = grid[column, halfRow / 2].style
        return style == .codeDark || style == .codeLight
    }

    private static func isDark(_ grid: Grid, column: Int, halfRow: Int) -> Bool {
        let cell = grid[column, halfRow / 2]
        let paint = Theme.paint(cell.style)
        let shown = cell.scalar == 0x2580 && halfRow % 2 == 0 ? paint.foreground : paint.background
        return shown == Colour(0x000000)
    }
}
