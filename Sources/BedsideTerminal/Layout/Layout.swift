package import BedsideScreen

/// A screen laid out for a terminal's size: the cells, what can be clicked, and what did not fit.
///
/// Pure and fast: it is made anew for each screen, and the renderer finds what changed.
package struct Layout: Sendable {
    package let grid: Grid
    package let regions: [Region]
    /// Names of what was shortened or left out for want of room. Empty for a good screen, from 64x16 up.
    package let cut: [String]

    package init(screen: Screen, viewport: Viewport) {
        let look = Look(screen.tone)
        let whole = Frame(screen, viewport: viewport, width: viewport.columns, look: look)
        guard let matrix = screen.code else {
            self.init(screen, frame: whole, code: nil)
            return
        }
        let between = CodePlan(
            matrix, body: whole.body, headingRows: Heading.rows(screen, look: look, in: whole.body),
            isAlone: screen.blocks.isEmpty && screen.choices.isEmpty)
        guard between == nil, let over = CodePlan(overBars: matrix, viewport: viewport) else {
            self.init(screen, frame: whole, code: between)
            return
        }
        let beside = Frame(screen, viewport: viewport, width: over.panel.column, look: look)
        self.init(screen, frame: beside, code: over)
    }

    private init(_ screen: Screen, frame: Frame, code: CodePlan?) {
        var canvas = Canvas(frame.viewport)
        TopBar.draw(screen, frame: frame, on: &canvas)
        Page(screen, look: frame.look, body: frame.body, code: code).draw(on: &canvas)
        canvas.bottom = frame.viewport.rows
        frame.bottomBar.draw(on: &canvas)
        grid = canvas.grid
        regions = canvas.regions
        cut = canvas.cut
    }

    /// The key of the region at a cell.
    package func key(column: Int, row: Int) -> Key? {
        regions.first { $0.area.contains(column: column, row: row) }?.key
    }
}

/// The bars, and the body between them.
struct Frame {
    let viewport: Viewport
    /// Columns of the bars.
    let width: Int
    let look: Look
    let bottomBar: BottomBar
    let body: Rectangle

    init(_ screen: Screen, viewport: Viewport, width: Int, look: Look) {
        self.viewport = viewport
        self.width = width
        self.look = look
        bottomBar = BottomBar(screen, viewport: viewport, width: width, look: look)
        let top = TopBar.rows(screen, viewport: viewport, width: width)
        body = Rectangle(column: 0, row: top, columns: width, rows: viewport.rows - top - bottomBar.rows)
    }
}
