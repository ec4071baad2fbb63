import BedsideScreen

/// The bar at the top: the place left, the clock right.
enum TopBar {
    static func draw(_ screen: Screen, frame: Frame, on canvas: inout Canvas) {
        let (viewport, width, look) = (frame.viewport, frame.width, frame.look)
        let rows = BarSize.rows(viewport)
        let row = rows / 2
        canvas.fill(Rectangle(column: 0, row: 0, columns: width, rows: rows), style: look.bar)
        let clock = Text(screen.clock)
        let margin = BarSize.margin(viewport)
        let clockColumn = max(margin, width - margin - clock.width)
        canvas.put(
            Text(screen.place), column: margin, row: row, style: look.bar,
            limit: clockColumn - margin - (clock.isEmpty ? 0 : 2),
            name: "place")
        canvas.put(
            clock, column: clockColumn, row: row, style: look.bar, limit: width - clockColumn, name: "clock")
    }
}

/// Bars are one row, and three where there is room to spare.
enum BarSize {
    static func rows(_ viewport: Viewport) -> Int { viewport.rows >= 30 ? 3 : 1 }

    /// In line with the page where there is room.
    static func margin(_ viewport: Viewport) -> Int { viewport.columns >= 72 ? 2 : 1 }
}
