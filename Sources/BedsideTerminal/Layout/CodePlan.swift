import BedsideScreen

/// A code for the patient's phone, right of the column: each cell shows two modules, one above the other.
struct CodePlan {
    private let matrix: CodeMatrix
    private let manner: Manner
    private let caption: [Text]
    /// It takes the height of the heading too, which then ends left of it.
    var isBesideHeading: Bool { manner.isBesideHeading }
    /// False: there is no room under the code, the caption goes to the column.
    var captionIsUnder: Bool { manner.captionIsUnder }
    /// The code with its quiet zone and caption; its row is not settled yet.
    let panel: Rectangle
    /// What is left for blocks and choices.
    let column: Rectangle

    /// On a small terminal it takes the height of the bars too, which then end left of it.
    var isOverBars: Bool { manner.isOverBars }

    /// Between the bars; nil if there is no room for it there.
    init?(_ matrix: CodeMatrix, body: Rectangle, headingRows: Int, isAlone: Bool) {
        self.init(matrix, area: body, headingRows: headingRows, isAlone: isAlone, manners: Self.manners)
    }

    /// At the right edge from top to bottom, over the ends of the bars; nil if there is no room for it at all.
    init?(overBars matrix: CodeMatrix, viewport: Viewport) {
        let whole = Rectangle(column: 0, row: 0, columns: viewport.columns, rows: viewport.rows)
        self.init(matrix, area: whole, headingRows: 0, isAlone: false, manners: [Self.lastResort])
    }

    private init?(_ matrix: CodeMatrix, area: Rectangle, headingRows: Int, isAlone: Bool, manners: [Manner]) {
        let margin = Margins.margin(area)
        let fits = manners.first { manner in
            let columns = (matrix.side + 4) * manner.scale
            let need = 2 * margin + (isAlone && manner.isCentred ? 0 : Self.leastColumn + Self.between)
            let share = manner.scale > 1 ? area.columns / 2 : area.columns - need
            let rows = Self.codeRows(matrix, manner) + (manner.captionIsUnder ? Self.caption(matrix, columns).count : 0)
            return columns <= share && rows <= area.rows - (manner.isBesideHeading ? 0 : headingRows)
        }
        guard let fits else { return nil }
        self.matrix = matrix
        manner = fits
        let columns = (matrix.side + 4) * fits.scale
        caption = fits.captionIsUnder ? Self.caption(matrix, columns) : []
        let rows = Self.codeRows(matrix, fits) + caption.count
        let isCentred = isAlone && fits.isCentred
        let room = area.columns - columns - (fits.isOverBars ? margin : 2 * margin)
        let own = isCentred ? area.columns - 2 * margin : min(room - Self.between, Margins.widest * 3 / 4)
        let left = isCentred ? margin : margin + (room - Self.between - own) / 4
        column = Rectangle(column: left, row: area.row, columns: own, rows: area.rows)
        let start = isCentred ? 0 : fits.isOverBars ? area.columns - columns : column.endColumn
        panel = Rectangle(
            column: start + (area.columns - start - columns + 1) / 2, row: area.row, columns: columns, rows: rows)
    }

    /// The column keeps at least this many columns, and is this far from the code.
    private static let leastColumn = 22
    private static let between = 2

    private struct Manner {
        /// Columns, and half rows, of one module.
        var scale = 1
        /// Light modules above and below; the page beyond is light too.
        var quiet = 2
        var isBesideHeading = false
        var captionIsUnder = true
        var isOverBars = false
        var isCentred: Bool { !isBesideHeading && captionIsUnder }
    }

    private static let lastResort = Manner(quiet: 1, isBesideHeading: true, captionIsUnder: false, isOverBars: true)

    /// The best first.
    private static let manners = [
        Manner(scale: 3), Manner(scale: 2), Manner(),
        Manner(isBesideHeading: true),
        Manner(captionIsUnder: false),
        Manner(isBesideHeading: true, captionIsUnder: false),
        Manner(quiet: 1, isBesideHeading: true, captionIsUnder: false),
    ]

    private static func codeRows(_ matrix: CodeMatrix, _ manner: Manner) -> Int {
        ((matrix.side + 2 * manner.quiet) * manner.scale + 1) / 2
    }

    private static func caption(_ matrix: CodeMatrix, _ columns: Int) -> [Text] {
        matrix.caption.isEmpty ? [] : Text(matrix.caption).wrapped(at: columns)
    }

    /// In the middle between two rows.
    func draw(top: Int, bottom: Int, on canvas: inout Canvas) {
        let first = top + max(0, bottom - top - panel.rows) / 2
        let rows = panel.rows - caption.count
        for row in 0..<rows {
            drawRow(row, at: first + row, on: &canvas)
        }
        for (index, line) in caption.enumerated() {
            canvas.put(
                line, column: panel.column + (panel.columns - line.width) / 2, row: first + rows + index,
                style: .strong,
                limit: panel.columns, name: "code caption")
        }
    }

    /// The runs of equal cells of one row.
    private func drawRow(_ row: Int, at target: Int, on canvas: inout Canvas) {
        var start = 0
        while start < panel.columns {
            let upper = isDark(halfRow: 2 * row, column: start)
            let lower = isDark(halfRow: 2 * row + 1, column: start)
            var end = start + 1
            while end < panel.columns, isDark(halfRow: 2 * row, column: end) == upper,
                isDark(halfRow: 2 * row + 1, column: end) == lower
            { end += 1 }
            canvas.fill(
                Rectangle(column: panel.column + start, row: target, columns: end - start, rows: 1),
                style: lower ? .codeDark : .codeLight, glyph: upper == lower ? " " : "▀")
            start = end
        }
    }

    private func isDark(halfRow: Int, column: Int) -> Bool {
        let (scale, quiet) = (manner.scale, manner.quiet)
        let x = column / scale - 2
        let y = halfRow / scale - quiet
        guard halfRow >= quiet * scale, column >= 2 * scale, x < matrix.side, y < matrix.side else { return false }
        return matrix.modules[y * matrix.side + x]
    }
}
