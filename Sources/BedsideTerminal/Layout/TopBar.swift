import BedsideScreen

/// The bar at the top: the place left, the clock right.
enum TopBar {
    /// The place has a row of its own where the clock would cut it.
    static func rows(_ screen: Screen, viewport: Viewport, width: Int) -> Int {
        let room = width - 2 * BarSize.margin(viewport)
        let place = Text.width(of: screen.place)
        let isApart = place <= room && place + 2 + Text.width(of: screen.clock) > room && !screen.clock.isEmpty
        return BarSize.rows(viewport) + (isApart ? 1 : 0)
    }

    static func draw(_ screen: Screen, frame: Frame, on canvas: inout Canvas) {
        let rows = frame.body.row
        let margin = BarSize.margin(frame.viewport)
        let padding = BarSize.rows(frame.viewport) / 2
        let isApart = rows > BarSize.rows(frame.viewport)
        canvas.fill(Rectangle(column: 0, row: 0, columns: frame.width, rows: rows), style: frame.look.bar)
        let clock = Text(screen.clock)
        let clockColumn = max(margin, frame.width - margin - clock.width)
        let placeEnd = isApart || clock.isEmpty ? frame.width - margin : clockColumn - 2
        canvas.put(
            Text(screen.place), column: margin, row: padding, style: frame.look.bar, limit: placeEnd - margin,
            name: "place")
        canvas.put(
            clock, column: clockColumn, row: padding + (isApart ? 1 : 0), style: frame.look.bar,
            limit: frame.width - clockColumn, name: "clock")
    }
}

/// Bars are one row, and three where there is room to spare.
enum BarSize {
    static func rows(_ viewport: Viewport) -> Int { viewport.rows >= 30 ? 3 : 1 }

    /// In line with the page where there is room.
    static func margin(_ viewport: Viewport) -> Int { viewport.columns >= 72 ? 2 : 1 }
}
