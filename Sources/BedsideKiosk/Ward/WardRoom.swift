import BedsideScreen

/// What a ward screen's terminal has room for.
///
/// A nurse reads the wall from 5 m. Letters of 20 to 22 arc minutes (ISO 9241-303) are 29 to 32 mm high there. A 24-inch
/// screen is 531 x 299 mm. A terminal of 26 x 7 cells on it has an em of 41 mm: digits and capitals (0.733 em) of 30 mm,
/// which is 20.6 minutes, Chinese characters (0.92 em) of 37 mm, which is 25.8. At 40 columns digits have 13.4 minutes, so
/// such a screen is for 3.3 m; there the bed stands in digits of three rows (62 mm, 43 minutes) while few alarms are open.
/// At 80 x 24 those large digits have 31 mm, 21.4 minutes: the bed alone can be read from 5 m.
struct WardRoom: Sendable, Hashable {
    let viewport: Viewport

    /// Few large cells: no heading, no keys' names but one, every row for alarms.
    var isWall: Bool { viewport.columns < 60 || viewport.rows < 14 }
    /// So few that even the kind of an act must be known by heart.
    var isTiny: Bool { viewport.columns < 34 || viewport.rows < 9 }
    private var isTall: Bool { viewport.rows >= 30 }

    /// Columns of text.
    var width: Int { min(viewport.columns - (viewport.columns >= 48 ? 4 : 2), 100) }

    /// Rows between the bars for blocks: beside the heading, and choices on two lines.
    var rows: Int {
        let bars = isWall ? 2 : isTall ? 3 + 4 : 1 + 2
        return max(viewport.rows - bars - (isWall ? 0 : 1 + 2), 1)
    }

    /// Lines that a text takes, at most.
    func lines(_ text: String) -> Int {
        // A sign before it, and a line's end that breaks a little early.
        let room = max(min(width, 88) - 4, 8)
        return (Cells.width(of: text) + room - 1) / room
    }
}
