import BedsideScreen

/// Large keys, one under another: digit, title, and the quieter detail beside it, or under it where it is too long.
struct KeysPlan {
    private let labels: [ChoiceLabel]
    private let width: Int
    private let detailColumn: Int
    private let detailIsBelow: Bool

    /// Blank, mark (drawn two cells wide), blank, keycap, blank.
    private static let titleColumn = 8
    private static let capColumn = 4
    private static let markColumn = 1

    init(_ labels: [ChoiceLabel], width: Int) {
        self.labels = labels
        self.width = width
        let room = width - Self.titleColumn - 1
        let detail = labels.reduce(0) { max($0, $1.detail.width) }
        let title = labels.reduce(0) { max($0, $1.title.width) }
        let gap = title + 4 + detail <= room ? 4 : 2
        detailColumn = Self.titleColumn + title + gap
        detailIsBelow = detail > 0 && title + gap + detail > room
    }

    private var lines: Int { detailIsBelow ? 2 : 1 }

    func rows(_ size: KeySize) -> Int {
        labels.count * (lines + 2 * size.padding + size.between) - size.between
    }

    func draw(row: Int, column: Rectangle, size: KeySize, on canvas: inout Canvas) {
        let rows = lines + 2 * size.padding
        for (index, label) in labels.enumerated() {
            let area = Rectangle(
                column: column.column, row: row + index * (rows + size.between), columns: width, rows: rows)
            label.drawFace(area, halfEdges: size == .rounded, on: &canvas)
            drawWords(label, area: area, line: area.row + size.padding, isFlat: size.padding == 0, on: &canvas)
        }
    }

    /// On a key of one row a keycap would cut the key in two.
    private func drawWords(_ label: ChoiceLabel, area: Rectangle, line: Int, isFlat: Bool, on canvas: inout Canvas) {
        let name = "choice \(label.digit)"
        if label.isSelected {
            canvas.put(
                ChoiceLabel.mark, column: area.column + Self.markColumn, row: line, style: label.style, limit: 1,
                name: name)
        }
        canvas.put(
            label.cap, column: area.column + Self.capColumn, row: line, style: isFlat ? label.style : label.capStyle,
            limit: 3, name: name)
        canvas.put(
            label.title, column: area.column + Self.titleColumn, row: line, style: label.style,
            limit: width - Self.titleColumn - 1, name: name)
        let column = detailIsBelow ? Self.titleColumn : detailColumn
        canvas.put(
            label.detail, column: area.column + column, row: detailIsBelow ? line + 1 : line, style: label.detailStyle,
            limit: width - column - 1, name: name)
    }
}
