import BedsideScreen

/// A bar that fills, and `3 / 8` beside it; hatched when the end is not known.
struct ProgressPlan {
    private let label: [Text]
    private let count: Text
    private let barWidth: Int
    private let share: (done: Int, total: Int)

    private static let widest = 64
    /// One to seven eighths of a cell, from the left.
    private static let eighths: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    init(label: String, done: Int, total: Int, width: Int) {
        let text = Text(label)
        self.label = text.isEmpty ? [] : text.wrapped(at: width)
        let total = max(0, total)
        share = (min(max(0, done), total), total)
        count = total > 0 ? Text("\(share.done) / \(total)") : .empty
        barWidth = max(1, min(width - (count.isEmpty ? 0 : count.width + 2), Self.widest))
    }

    var rows: Int { label.count + 1 }

    func draw(in area: Rectangle, name: String, on canvas: inout Canvas) {
        for (index, line) in label.enumerated() {
            canvas.put(line, column: area.column, row: area.row + index, style: .body, limit: area.columns, name: name)
        }
        let row = area.row + label.count
        let bar = Rectangle(column: area.column, row: row, columns: barWidth, rows: 1)
        guard share.total > 0 else {
            canvas.fill(bar, style: .progress, glyph: "░")
            return
        }
        canvas.fill(bar, style: .progress)
        let filled = (Double(share.done) / Double(share.total) * Double(barWidth) * 8).rounded(.down)
        let whole = Int(filled) / 8
        canvas.fill(Rectangle(column: bar.column, row: row, columns: whole, rows: 1), style: .progress, glyph: "█")
        if Int(filled) % 8 > 0 {
            canvas.fill(
                Rectangle(column: bar.column + whole, row: row, columns: 1, rows: 1), style: .progress,
                glyph: Self.eighths[Int(filled) % 8 - 1])
        }
        canvas.put(count, column: bar.endColumn + 2, row: row, style: .strong, limit: count.width, name: name)
    }
}
