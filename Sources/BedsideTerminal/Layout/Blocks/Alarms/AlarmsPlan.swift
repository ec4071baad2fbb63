import BedsideScreen

/// Alarms, most urgent first: bars for those that nobody has, plain lines for the others.
struct AlarmsPlan {
    private let rows: [AlarmLine]
    private let selected: Int?
    private let width: Int
    /// Cells of the widest place in large digits.
    private let digits: Int
    private let columns: AlarmColumns?

    /// From here on a line has columns for everything; a narrower one shows where, what, how long or who.
    private static let wide = 56

    init(_ list: AlarmList, width: Int) {
        let rows = list.rows.map(AlarmLine.init)
        digits = rows.map(\.tallWidth).max() ?? 0
        self.rows = rows
        selected = list.selected
        self.width = width
        columns = width >= Self.wide ? AlarmColumns(rows, width: width, place: digits) : nil
    }

    func rows(_ comfort: Comfort) -> Int {
        let size = comfort.alarmSize
        return rows.count * size.rows + max(rows.count - 1, 0) * size.between
    }

    func draw(in area: Rectangle, size: AlarmSize, name: String, on canvas: inout Canvas) {
        // A narrow list goes from edge to edge: every cell of a wall is dear.
        let margin = columns == nil ? min(area.column, 1) : 0
        let left = area.column - margin
        for (index, row) in rows.enumerated() {
            let bar = Rectangle(
                column: left, row: area.row + index * (size.rows + size.between), columns: width + 2 * margin,
                rows: size.rows)
            canvas.fill(bar, style: row.style)
            let isSelected = index == selected
            if let columns {
                columns.draw(row, in: bar, isSelected: isSelected, name: name, on: &canvas)
            } else if size != .line {
                row.drawTall(in: bar, digits: digits, isSelected: isSelected, name: name, on: &canvas)
            } else {
                row.drawNarrow(in: bar, isSelected: isSelected, name: name, on: &canvas)
            }
            canvas.mark(bar, key: .row(index))
        }
    }
}
