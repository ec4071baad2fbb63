import BedsideScreen

/// Keys beside each other at the bottom, for screens whose room a list needs; on two lines if one cannot hold them.
struct ChoiceBar {
    private let lines: [[Item]]

    private struct Item {
        let label: ChoiceLabel
        var width: Int
        /// Mark, blank, keycap, blank, title, blank.
        var natural: Int {
            7 + label.title.width + (label.detail.isEmpty ? 0 : label.detail.width + 2)
        }
    }

    private static let gap = 2
    private static let widest = 28

    init(_ labels: [ChoiceLabel], width: Int) {
        var lines: [[Item]] = [[]]
        var used = 0
        for label in labels {
            var item = Item(label: label, width: 0)
            item.width = min(item.natural, width)
            if used > 0, used + Self.gap + item.width > width {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(item)
            used += item.width + (used > 0 ? Self.gap : 0)
        }
        self.lines = lines.map { Self.evened($0, width: width) }
    }

    /// All as wide as the widest, and wider for a finger if there is room.
    private static func evened(_ line: [Item], width: Int) -> [Item] {
        let count = max(1, line.count)
        let each = (width - gap * (count - 1)) / count
        guard let needed = line.map(\.width).max(), needed <= each else { return line }
        // The last columns that do not divide go to the first keys, so that the bar ends where the page does.
        let odd = each < widest ? width - gap * (count - 1) - each * count : 0
        return line.enumerated().map { index, item in
            var item = item
            item.width = max(needed, min(each, widest)) + (index < odd ? 1 : 0)
            return item
        }
    }

    func rows(isPadded: Bool) -> Int { lines.count * (isPadded ? 3 : 1) }

    func draw(row: Int, column: Rectangle, isPadded: Bool, on canvas: inout Canvas) {
        let rows = isPadded ? 3 : 1
        for (index, line) in lines.enumerated() {
            var left = column.column
            for item in line {
                let area = Rectangle(column: left, row: row + index * rows, columns: item.width, rows: rows)
                item.label.drawFace(area, halfEdges: isPadded, on: &canvas)
                drawWords(item, area: area, line: area.row + rows / 2, on: &canvas)
                left += item.width + Self.gap
            }
        }
        if lines.count > 2 { canvas.note("choices") }
    }

    /// On a key of one row a keycap would cut the key in two.
    private func drawWords(_ item: Item, area: Rectangle, line: Int, on canvas: inout Canvas) {
        let label = item.label
        let name = "choice \(label.digit)"
        if label.isSelected {
            canvas.put(ChoiceLabel.mark, column: area.column, row: line, style: label.style, limit: 1, name: name)
        }
        canvas.put(
            label.cap, column: area.column + 2, row: line, style: area.rows == 1 ? label.style : label.capStyle,
            limit: 3, name: name)
        let end = canvas.put(
            label.title, column: area.column + 6, row: line, style: label.style, limit: area.columns - 7, name: name)
        canvas.put(
            label.detail, column: end + 2, row: line, style: label.detailStyle, limit: area.endColumn - end - 3,
            name: name)
    }
}
