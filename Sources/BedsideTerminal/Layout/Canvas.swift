import BedsideScreen

/// A grid while a layout is drawn on it, with the regions and the names of what did not fit.
struct Canvas {
    private(set) var grid: Grid
    private(set) var regions: [Region] = []
    private(set) var cut: [String] = []
    /// Nothing is drawn from this row on: the part below belongs to others.
    var bottom: Int

    init(_ viewport: Viewport) {
        grid = Grid(viewport: viewport)
        bottom = viewport.rows
    }

    /// Writes within `limit` cells; a longer text is shortened and `name` is noted as cut.
    @discardableResult
    mutating func put(
        _ text: Text, column: Int, row: Int, style: Style, limit: Int, name: @autoclosure () -> String
    ) -> Int {
        if text.isEmpty { return column }
        guard row < bottom else {
            note(name())
            return column
        }
        guard text.width > limit else { return grid.write(text, column: column, row: row, style: style) }
        note(name())
        return grid.write(text.shortened(to: limit), column: column, row: row, style: style)
    }

    mutating func fill(_ area: Rectangle, style: Style, glyph: Unicode.Scalar = " ") {
        var area = area
        area.rows = min(area.rows, bottom - area.row)
        if area.rows > 0 { grid.fill(area, style: style, glyph: glyph) }
    }

    mutating func mark(_ area: Rectangle, key: Key) {
        guard area.row < bottom else { return }
        regions.append(Region(area: area, key: key))
    }

    mutating func note(_ name: String) {
        if !cut.contains(name) { cut.append(name) }
    }
}
