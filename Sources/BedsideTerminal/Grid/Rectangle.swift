/// A part of the screen in cells; the top left cell is 0, 0.
package struct Rectangle: Sendable, Hashable {
    package var column: Int
    package var row: Int
    package var columns: Int
    package var rows: Int

    package init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    package var endColumn: Int { column + columns }
    package var endRow: Int { row + rows }

    package func contains(column: Int, row: Int) -> Bool {
        (self.column..<endColumn).contains(column) && (self.row..<endRow).contains(row)
    }

    /// Without `rows` rows at the top.
    func droppingTop(_ rows: Int) -> Rectangle {
        Rectangle(column: column, row: row + rows, columns: columns, rows: self.rows - rows)
    }

    /// The `rows` rows at the top of it, from row `offset` on.
    func strip(_ offset: Int, _ rows: Int) -> Rectangle {
        Rectangle(column: column, row: row + offset, columns: columns, rows: rows)
    }
}
