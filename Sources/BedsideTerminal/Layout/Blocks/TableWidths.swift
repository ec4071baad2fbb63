import BedsideScreen

/// How wide a table's columns are, and the blanks between them.
struct TableWidths {
    private(set) var columns: [Int]
    private(set) var gap: Int

    /// A column that may be shortened keeps at least this much.
    private static let leastShortened = 6
    private static let widestGap = 6

    /// `natural` is what each column wants. Columns that may be shortened give way first, the widest most; then the gap.
    init(natural: [Int], mayShorten: [Bool], room: Int) {
        columns = natural
        gap = 2
        shrink(to: room, where: mayShorten, least: Self.leastShortened)
        if total > room { gap = 1 }
        shrink(to: room, where: mayShorten, least: Self.leastShortened)
        // Now something is cut, and the layout says so: the widest first.
        shrink(to: room, where: mayShorten.map { _ in true }, least: 1)
        while gap < Self.widestGap, total + columns.count - 1 <= room, columns.count > 1 { gap += 1 }
    }

    var total: Int { columns.reduce(0, +) + gap * max(0, columns.count - 1) }

    private mutating func shrink(to room: Int, where allowed: [Bool], least: Int) {
        while total > room {
            let candidates = columns.indices.filter { allowed[$0] && columns[$0] > least }
            guard let widest = candidates.max(by: { columns[$0] < columns[$1] }) else { return }
            columns[widest] -= 1
        }
    }
}
