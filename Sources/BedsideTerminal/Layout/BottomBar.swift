import BedsideScreen

/// The bar at the bottom: the small keys, and the seconds left at the right; on a second line what one cannot hold.
struct BottomBar {
    private let viewport: Viewport
    private let columns: Int
    private let look: Look
    private let remaining: Text
    private var lines: [[Item]] = [[]]
    /// The remaining text has a line of its own, above the keys.
    private var remainingIsApart = false
    private var gap = 3

    private struct Item {
        let key: Key
        let label: Text
        let title: Text
        var width: Int { label.width + 1 + title.width }
    }

    init(_ screen: Screen, viewport: Viewport, width: Int, look: Look) {
        self.viewport = viewport
        self.columns = width
        self.look = look
        remaining = Text(screen.remaining ?? "")
        let items = screen.actions.map {
            Item(key: $0.key, label: Text(" \($0.label) "), title: Text($0.title))
        }
        let room = columns - 2 * BarSize.margin(viewport)
        let beside = remaining.isEmpty ? 0 : remaining.width + 2
        let keys = items.reduce(0) { $0 + $1.width }
        if keys + gap * max(0, items.count - 1) + beside > room { gap = 2 }
        for item in items {
            let line = lines[lines.count - 1]
            if !line.isEmpty, cells(of: line) + gap + item.width > room { lines.append([]) }
            lines[lines.count - 1].append(item)
        }
        remainingIsApart = cells(of: lines[lines.count - 1]) + beside > room
    }

    /// With a blank row above and below where bars are tall.
    var rows: Int { lines.count + (remainingIsApart ? 1 : 0) + BarSize.rows(viewport) - 1 }

    func draw(on canvas: inout Canvas) {
        let room = columns - 2 * BarSize.margin(viewport)
        let top = viewport.rows - rows
        let padding = BarSize.rows(viewport) / 2
        canvas.fill(Rectangle(column: 0, row: top, columns: columns, rows: rows), style: look.bar)
        var row = top + padding
        if remainingIsApart {
            putRemaining(row: row, room: room, on: &canvas)
            row += 1
        }
        for (index, line) in lines.enumerated() {
            var column = BarSize.margin(viewport)
            for item in line {
                draw(item, column: column, row: row, padding: padding, on: &canvas)
                column += item.width + gap
            }
            if index == lines.count - 1, !remainingIsApart { putRemaining(row: row, room: room, on: &canvas) }
            row += 1
        }
        if lines.count > 2 { canvas.note("actions") }
    }

    private func draw(_ item: Item, column: Int, row: Int, padding: Int, on canvas: inout Canvas) {
        let after = canvas.put(
            item.label, column: column, row: row, style: look.barKey, limit: columns - 1 - column,
            name: "actions")
        canvas.put(
            item.title, column: after + 1, row: row, style: look.bar, limit: columns - 2 - after,
            name: "actions")
        let pad = lines.count == 1 && !remainingIsApart ? padding : 0
        canvas.mark(
            Rectangle(column: column - 1, row: row - pad, columns: item.width + 2, rows: 1 + 2 * pad), key: item.key)
    }

    private func putRemaining(row: Int, room: Int, on canvas: inout Canvas) {
        canvas.put(
            remaining, column: max(1, columns - BarSize.margin(viewport) - remaining.width), row: row,
            style: look.barNote,
            limit: room,
            name: "remaining")
    }

    private func cells(of line: [Item]) -> Int {
        line.reduce(0) { $0 + $1.width } + gap * max(0, line.count - 1)
    }
}
