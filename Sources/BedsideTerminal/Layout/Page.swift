import BedsideScreen

/// What stands between the two bars: heading, blocks, choices, and a code beside them.
struct Page {
    private let body: Rectangle
    /// Where blocks and choices stand, at the body's full height.
    private let column: Rectangle
    private let heading: Heading
    private let blocks: [BlockPlan]
    private let choices: ChoicesPlan
    private let code: CodePlan?
    private let codeIsCut: Bool
    private let comfort: Comfort

    init(_ screen: Screen, look: Look, body: Rectangle, code: CodePlan?) {
        self.body = body
        self.code = code
        codeIsCut = screen.code != nil && code == nil
        let column = code?.column ?? Margins.column(in: body)
        self.column = column
        let besideCode = code.flatMap { $0.isBesideHeading ? $0.panel.column : nil }
        let band = besideCode ?? body.columns
        heading = Heading(
            screen, look: look, band: band, left: column.column, room: Self.headingRoom(column, band, code))
        var source = screen.blocks
        if let matrix = screen.code, code?.captionIsUnder != true, !matrix.caption.isEmpty {
            source.append(.gap)
            source.append(.text(matrix.caption, emphasis: .strong))
        }
        blocks = source.map { BlockPlan($0, width: column.columns) }
        choices = ChoicesPlan(screen, width: column.columns)
        comfort = Comfort.best(gaps: blocks.count(where: \.isGap), fitting: body.rows) {
            [heading, blocks, choices] comfort in
            let below = Self.rowsBelowHeading(blocks, choices, comfort)
            let beside = code.map { $0.isBesideHeading ? 0 : $0.panel.rows } ?? 0
            return heading.rows(comfort) + max(below, beside)
        }
    }

    /// Under a heading that goes over the code, the column is narrower than the heading.
    private static func headingRoom(_ column: Rectangle, _ band: Int, _ code: CodePlan?) -> Int {
        code == nil ? column.columns : max(8, band - column.column - 2)
    }

    private static func rowsBelowHeading(_ blocks: [BlockPlan], _ choices: ChoicesPlan, _ comfort: Comfort) -> Int {
        let own = blocksRows(blocks, comfort)
        let keys = choices.rows(comfort)
        return comfort.rowsAboveBlocks + own + keys
            + (keys > 0 ? comfort.rowsBelowChoices + (own > 0 ? comfort.rowsAboveChoices : 0) : 0)
    }

    private static func blocksRows(_ blocks: [BlockPlan], _ comfort: Comfort) -> Int {
        blocks.reduce(0) { $0 + $1.rows(comfort) } + min(comfort.gaps, blocks.count(where: \.isGap))
    }

    func draw(on canvas: inout Canvas) {
        canvas.bottom = body.endRow
        let headingRows = heading.draw(row: body.row, comfort: comfort, on: &canvas)
        if codeIsCut { canvas.note("code") }
        drawCode(headingRows: headingRows, on: &canvas)

        let choiceRows = choices.rows(comfort)
        let spare = body.rows - headingRows - Self.rowsBelowHeading(blocks, choices, comfort)
        let top = body.row + headingRows + comfort.rowsAboveBlocks + min(choices.isBar ? 1 : 4, max(0, spare) / 3)
        let lowest = body.endRow - choiceRows - (choiceRows > 0 ? comfort.rowsBelowChoices : 0)
        canvas.bottom = max(top, lowest)
        let end = drawBlocks(from: top, on: &canvas)
        canvas.bottom = body.endRow
        let above = end > top ? comfort.rowsAboveChoices + min(1, max(0, spare) / 4) : 0
        choices.draw(
            row: choices.isBar ? lowest : min(lowest, end + above), column: column, comfort: comfort, on: &canvas)
    }

    private func drawCode(headingRows: Int, on canvas: inout Canvas) {
        guard let code else { return }
        if code.isOverBars {
            canvas.bottom = canvas.grid.rows
            code.draw(top: 0, bottom: canvas.grid.rows, on: &canvas)
        } else {
            code.draw(top: body.row + (code.isBesideHeading ? 0 : headingRows), bottom: body.endRow, on: &canvas)
        }
        canvas.bottom = body.endRow
    }

    /// Returns the row after the last block.
    private func drawBlocks(from top: Int, on canvas: inout Canvas) -> Int {
        var row = top
        var gaps = comfort.gaps
        for (index, block) in blocks.enumerated() {
            if block.isGap {
                row += gaps > 0 ? 1 : 0
                gaps -= 1
                continue
            }
            let rows = block.rows(comfort)
            if row + rows > canvas.bottom { canvas.note("block \(index + 1)") }
            block.draw(
                in: Rectangle(column: column.column, row: row, columns: column.columns, rows: rows), comfort: comfort,
                name: "block \(index + 1)", on: &canvas)
            row += rows
        }
        return min(row, canvas.bottom)
    }
}

/// How wide a page's column may be: lines longer than about a hundred cells are hard to read.
enum Margins {
    static let widest = 100

    static func margin(_ body: Rectangle) -> Int { body.columns >= 48 ? 2 : 1 }

    static func column(in body: Rectangle) -> Rectangle {
        let margin = margin(body)
        let columns = min(body.columns - 2 * margin, widest)
        return Rectangle(column: (body.columns - columns) / 2, row: body.row, columns: columns, rows: body.rows)
    }
}
