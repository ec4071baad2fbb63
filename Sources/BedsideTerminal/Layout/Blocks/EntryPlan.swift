import BedsideScreen

/// The field that the patient types into, with a frame where there is room for one.
struct EntryPlan {
    private let label: Text
    private let hint: Text
    private let shown: Text
    private let fieldWidth: Int
    private let hintIsBeside: Bool
    /// Dots are drawn over the cell after them.
    private let cursorGap: Int

    private static let narrowest = 24
    private static let widest = 44

    init(_ entry: Entry, width: Int) {
        label = Text(entry.label)
        hint = Text(entry.hint)
        let text = Text(entry.shown)
        fieldWidth = min(width, max(Self.narrowest, min(Self.widest, text.width + 7)))
        cursorGap = entry.isSecret && !text.isEmpty ? 1 : 0
        shown = text.ending(fieldWidth - 6)
        hintIsBeside = label.width + 3 + hint.width <= width
    }

    private var labelRows: Int { (label.isEmpty && (hint.isEmpty || !hintIsBeside) ? 0 : 1) }
    private var hintRows: Int { hint.isEmpty || hintIsBeside ? 0 : 1 }

    func rows(_ comfort: Comfort) -> Int {
        labelRows + hintRows + (comfort.entryIsFramed ? 3 : 1)
    }

    func draw(in area: Rectangle, comfort: Comfort, name: String, on canvas: inout Canvas) {
        var row = area.row
        if labelRows > 0 {
            canvas.put(label, column: area.column, row: row, style: .strong, limit: area.columns, name: name)
            if hintIsBeside {
                let left = area.column + label.width + (label.isEmpty ? 0 : 3)
                canvas.put(hint, column: left, row: row, style: .quiet, limit: area.columns, name: name)
            }
            row += 1
        }
        let field = Rectangle(column: area.column, row: row, columns: fieldWidth, rows: comfort.entryIsFramed ? 3 : 1)
        drawField(field, name: name, on: &canvas)
        if hintRows > 0 {
            canvas.put(hint, column: area.column, row: field.endRow, style: .quiet, limit: area.columns, name: name)
        }
    }

    private func drawField(_ field: Rectangle, name: String, on canvas: inout Canvas) {
        let line = field.row + field.rows / 2
        if field.rows == 3 {
            edge(field, row: field.row, "┏", "┓", on: &canvas)
            edge(field, row: field.row + 2, "┗", "┛", on: &canvas)
        }
        canvas.fill(Rectangle(column: field.column, row: line, columns: field.columns, rows: 1), style: .field)
        canvas.fill(Rectangle(column: field.column, row: line, columns: 1, rows: 1), style: .fieldFrame, glyph: "┃")
        canvas.fill(
            Rectangle(column: field.endColumn - 1, row: line, columns: 1, rows: 1), style: .fieldFrame, glyph: "┃")
        let after = canvas.put(
            shown, column: field.column + 2, row: line, style: .field, limit: field.columns - 4, name: name)
        canvas.fill(Rectangle(column: after + cursorGap, row: line, columns: 1, rows: 1), style: .fieldCursor)
    }

    private func edge(
        _ field: Rectangle, row: Int, _ left: Unicode.Scalar, _ right: Unicode.Scalar, on canvas: inout Canvas
    ) {
        canvas.fill(
            Rectangle(column: field.column, row: row, columns: field.columns, rows: 1), style: .fieldFrame, glyph: "━")
        canvas.fill(Rectangle(column: field.column, row: row, columns: 1, rows: 1), style: .fieldFrame, glyph: left)
        canvas.fill(
            Rectangle(column: field.endColumn - 1, row: row, columns: 1, rows: 1), style: .fieldFrame, glyph: right)
    }
}
