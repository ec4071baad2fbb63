package import BedsideScreen

/// What a terminal shows: rows of cells in one flat array.
///
/// A wide character takes two cells; writing over one of its halves blanks the other, as a terminal does, so that a grid
/// never holds half a character and the terminal and the grid cannot come to differ.
package struct Grid: Sendable, Equatable {
    package let columns: Int
    package let rows: Int
    package private(set) var cells: [Cell]

    package init(viewport: Viewport, style: Style = .body) {
        self.init(columns: viewport.columns, rows: viewport.rows, cell: .blank(style))
    }

    init(columns: Int, rows: Int, cell: Cell) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: cell, count: columns * rows)
    }

    package subscript(column: Int, row: Int) -> Cell { cells[row * columns + column] }

    /// Writes from `column` on, at most `limit` cells and never past the row's end; a wide character that does not fit
    /// whole is left out. Returns the column after the last cell written.
    @discardableResult
    package mutating func write(_ text: Text, column: Int, row: Int, style: Style, limit: Int = .max) -> Int {
        guard row >= 0, row < rows, column >= 0, column < columns, limit > 0, !text.isEmpty else { return column }
        let base = row * columns
        let end = limit < columns - column ? column + limit : columns
        var at = column
        clearHalf(at: base + column, isLeftEdge: true)
        for glyph in text.glyphs {
            let next = glyph & Cell.wide == 0 ? at + 1 : at + 2
            if next > end { break }
            if next < columns { clearHalf(at: base + next, isLeftEdge: false) }
            cells[base + at] = Cell(glyph: glyph, style: style)
            if next == at + 2 { cells[base + at + 1] = Cell(glyph: Cell.rightHalf, style: style) }
            at = next
        }
        return at
    }

    /// Blanks a rectangle, or fills it with one narrow glyph.
    package mutating func fill(_ area: Rectangle, style: Style, glyph: Unicode.Scalar = " ") {
        let left = max(0, area.column)
        let right = min(columns, area.endColumn)
        let cell = Cell(glyph: glyph.value, style: style)
        guard left < right, width(of: glyph) == 1 else { return }
        for row in max(0, area.row)..<max(0, min(rows, area.endRow), area.row) {
            let base = row * columns
            clearHalf(at: base + left, isLeftEdge: true)
            if right < columns { clearHalf(at: base + right, isLeftEdge: false) }
            for index in base + left..<base + right { cells[index] = cell }
        }
    }

    /// Before a write that begins at (left edge) or ends before `index`: blanks the half that the write would orphan.
    @inline(__always)
    private mutating func clearHalf(at index: Int, isLeftEdge: Bool) {
        let cell = cells[index]
        guard cell.isRightHalf else { return }
        if isLeftEdge {
            cells[index - 1] = .blank(cells[index - 1].style)
        }
        cells[index] = .blank(cell.style)
    }
}
