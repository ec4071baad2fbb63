import BedsideScreen

/// What a terminal of this size has room for; the pages of lists are cut to it.
///
/// The numbers are those of the layout at its tightest: two bars (tall ones from 30 rows on), margins of two columns.
struct Room: Sendable, Hashable {
    let viewport: Viewport

    private var isTall: Bool { viewport.rows >= 30 }

    /// Columns of text.
    var width: Int { min(viewport.columns - 4, 100) }

    /// Rows of a list, beside the heading, the list's own head, the choices' bar and `others` rows more.
    func listRows(others: Int) -> Int {
        // Bars: one row each, the lower one two when the warning stands; the choices two lines, padded where it is tall.
        let fixed = isTall ? 3 + 4 + 2 + 1 + 7 : 1 + 2 + 1 + 1 + 2
        return max(viewport.rows - fixed - others, 1)
    }

    /// Cells that a value beside a label may take.
    func valueWidth(label: Int) -> Int { max(width - min(label, width * 2 / 5) - 2, 8) }

    /// Whether a square code can be shown: on a small screen it may stand over the ends of the bars, so that the smallest
    /// holds 29 modules, 53 bytes: what the big wallets' payment links need.
    func holds(code side: Int) -> Bool {
        let rows = viewport.rows - (isTall ? 6 : 0)
        return (side + 3) / 2 <= rows && side + 4 + 28 <= viewport.columns
    }
}
