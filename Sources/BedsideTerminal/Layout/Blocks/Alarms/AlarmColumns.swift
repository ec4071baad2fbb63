import BedsideScreen

/// The columns of a wide list of alarms, the same for all its rows.
struct AlarmColumns {
    private let widths: TableWidths

    /// `▶` and a blank, the shape and a blank, before the columns; a blank after.
    private static let before = 5
    private static let after = 1

    /// - Parameter place: cells that the places take at most, in large digits.
    init(_ rows: [AlarmLine], width: Int, place: Int) {
        var natural = Array(repeating: 0, count: 7)
        for row in rows {
            for (index, text) in Self.texts(row).enumerated() { natural[index] = max(natural[index], text.width) }
        }
        natural[1] = max(natural[1], place)
        let room = width - Self.before - Self.after
        // Who has it gives way only when the details did not do.
        let least = natural.reduce(0, +) - natural[3] + min(natural[3], 6) + 12
        widths = TableWidths(
            natural: natural, mayShorten: [false, false, false, true, false, false, least > room], room: room)
    }

    private static func texts(_ row: AlarmLine) -> [Text] {
        [row.word, row.place, row.kind, row.detail, row.age, row.level, row.state]
    }

    /// On one row; in a tall bar on its middle row, with the bed in large digits.
    func draw(_ row: AlarmLine, in bar: Rectangle, isSelected: Bool, name: String, on canvas: inout Canvas) {
        let middle = bar.row + bar.rows / 2
        if isSelected {
            canvas.fill(bar.strip(0, bar.rows).keeping(columns: 2), style: .selectedDigit)
            canvas.put(ChoiceLabel.mark, column: bar.column, row: middle, style: .selectedDigit, limit: 1, name: name)
        }
        canvas.put(row.shape, column: bar.column + 3, row: middle, style: row.style, limit: 1, name: name)
        var left = bar.column + Self.before
        for (index, text) in Self.texts(row).enumerated() {
            let width = widths.columns[index]
            let column = index == 4 ? left + width - min(text.width, width) : left
            if index == 1, bar.rows == 3, let big = row.big {
                big.draw(column: column, row: bar.row, style: row.style, on: &canvas)
            } else {
                canvas.put(
                    text.shortened(to: width), column: column, row: middle,
                    style: index == 1 ? row.placeStyle(isSelected) : row.style, limit: width,
                    name: "\(name), column \(index + 1)")
            }
            left += width + widths.gap
        }
    }
}

extension Rectangle {
    /// Its first columns only.
    fileprivate func keeping(columns: Int) -> Rectangle {
        Rectangle(column: column, row: row, columns: min(columns, self.columns), rows: rows)
    }
}
