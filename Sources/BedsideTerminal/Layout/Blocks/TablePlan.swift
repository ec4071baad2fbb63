import BedsideScreen

/// A list with heads; the selected row is marked and coloured, every other row is tinted to lead the eye.
struct TablePlan {
    private let columns: [Table.Column]
    private let heads: [Text]
    private let cells: [[Text]]
    private let selected: Int?
    private let widths: TableWidths

    /// `▶`, which is drawn two cells wide, and a blank before a row; a blank after.
    private static let before = 3
    private static let after = 1
    private static let mark = Text("▶")

    init(_ table: Table, width: Int) {
        let columns = table.columns
        let heads = columns.map { Text($0.title) }
        let cells = table.rows.map { row in columns.indices.map { $0 < row.count ? Text(row[$0]) : .empty } }
        self.columns = columns
        self.heads = heads
        self.cells = cells
        selected = table.selected
        widths = TableWidths(
            natural: columns.indices.map { index in cells.reduce(heads[index].width) { max($0, $1[index].width) } },
            mayShorten: columns.map(\.mayShorten), room: width - Self.before - Self.after)
    }

    private var hasHeads: Bool { heads.contains { !$0.isEmpty } }

    var rows: Int { cells.count + (hasHeads ? 1 : 0) }

    func draw(in area: Rectangle, name: String, on canvas: inout Canvas) {
        let width = min(area.columns, Self.before + widths.total + Self.after)
        var row = area.row
        if hasHeads {
            canvas.fill(Rectangle(column: area.column, row: row, columns: width, rows: 1), style: .tableHead)
            draw(heads, column: area.column, row: row, style: .tableHead, isHead: true, name: name, on: &canvas)
            row += 1
        }
        for (index, texts) in cells.enumerated() {
            let style: Style = index == selected ? .selected : index % 2 == 1 ? .tableStripe : .body
            let line = Rectangle(column: area.column, row: row, columns: width, rows: 1)
            canvas.fill(line, style: style)
            if index == selected {
                canvas.put(Self.mark, column: area.column, row: row, style: style, limit: 1, name: name)
            }
            draw(texts, column: area.column, row: row, style: style, isHead: false, name: name, on: &canvas)
            canvas.mark(line, key: .row(index))
            row += 1
        }
    }

    private func draw(
        _ texts: [Text], column: Int, row: Int, style: Style, isHead: Bool, name: String, on canvas: inout Canvas
    ) {
        var left = column + Self.before
        for (index, text) in texts.enumerated() {
            let width = widths.columns[index]
            let shown = columns[index].mayShorten && !isHead ? text.shortened(to: width) : text
            let indent = columns[index].alignment == .trailing ? max(0, width - shown.width) : 0
            canvas.put(
                shown, column: left + indent, row: row, style: style, limit: width, name: "\(name), column \(index + 1)"
            )
            left += width + widths.gap
        }
    }
}
