/// Turns the next grid into the fewest bytes that change the terminal from the grid that it shows.
///
/// It remembers what the terminal shows, so all bytes to the terminal must come from one renderer; call ``forget()`` when
/// something else has written or the terminal has changed.
package struct Renderer: Sendable {
    private var shown: Grid?
    /// The style that the terminal writes in now, by ``Cell/styleIndex``; nil when not known.
    private var style: Int?
    private var cursor: (column: Int, row: Int)?

    package init() {}

    /// The next frame is painted whole.
    package mutating func forget() {
        shown = nil
        style = nil
    }

    /// Replaces `bytes` by what to write to the terminal; nothing if the terminal shows this grid already.
    ///
    /// A wiping frame is painted whole, after the screen and the scrollback are cleared: nothing of the last patient's
    /// screens can be had back. So is the first frame, and one of another size.
    package mutating func render(_ next: Grid, wiping: Bool = false, into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        cursor = nil
        if let shown, !wiping, shown.columns == next.columns, shown.rows == next.rows {
            guard shown.cells != next.cells else { return }
            bytes.append(contentsOf: ControlBytes.beginFrame)
            drawChanges(from: shown.cells, to: next, into: &bytes)
        } else {
            style = nil
            bytes.append(contentsOf: ControlBytes.beginFrame)
            bytes.append(contentsOf: ControlBytes.wipe)
            let unknown = Grid(columns: next.columns, rows: next.rows, cell: .unknown)
            drawChanges(from: unknown.cells, to: next, into: &bytes)
        }
        bytes.append(contentsOf: ControlBytes.endFrame)
        shown = next
    }

    private mutating func drawChanges(from old: [Cell], to grid: Grid, into bytes: inout [UInt8]) {
        let new = grid.cells
        for row in 0..<grid.rows {
            let start = row * grid.columns
            let end = start + grid.columns
            var index = start
            while index < end, old[index] == new[index] { index += 1 }
            guard index < end else { continue }
            let tail = blankTail(of: new, from: start, to: end)
            while index < end {
                if old[index] == new[index] {
                    index += 1
                    continue
                }
                move(toColumn: index - start, row: row, cells: new, start: start, into: &bytes)
                index = draw(at: index, old: old, new: new, tail: tail, end: end, into: &bytes)
            }
        }
    }

    /// Draws the cell at `index`, or the run of blanks that begins there, and returns where to go on.
    private mutating func draw(
        at index: Int, old: [Cell], new: [Cell], tail: Int, end: Int, into bytes: inout [UInt8]
    ) -> Int {
        let cell = new[index]
        use(cell.styleIndex, into: &bytes)
        if cell.isBlank {
            if index >= tail, end - index > ControlBytes.eraseToEnd.count {
                bytes.append(contentsOf: ControlBytes.eraseToEnd)
                return end
            }
            let run = blankRun(at: index, old: old, new: new, end: end)
            if run >= Self.shortestErasedRun {
                bytes.append(control: run, 0x58)
                return index + run
            }
        }
        let cells = cell.isWide ? 2 : 1
        bytes.append(scalar: cell.scalar)
        advance(by: cells, end: end, index: index)
        return index + cells
    }

    /// Erasing costs about ten bytes with the move after it.
    private static let shortestErasedRun = 10

    /// Where the blanks of one style that end the row begin.
    private func blankTail(of cells: [Cell], from start: Int, to end: Int) -> Int {
        let last = cells[end - 1]
        guard last.isBlank else { return end }
        var tail = end - 1
        while tail > start, cells[tail - 1] == last { tail -= 1 }
        return tail
    }

    /// How many cells from `index` on are the same blank, without those at the run's end that are shown already.
    private func blankRun(at index: Int, old: [Cell], new: [Cell], end: Int) -> Int {
        let cell = new[index]
        var past = index + 1
        while past < end, new[past] == cell { past += 1 }
        while past > index + 1, old[past - 1] == cell { past -= 1 }
        return past - index
    }

    /// After a cell in the last column the terminal's cursor is between two states: it is placed anew.
    private mutating func advance(by cells: Int, end: Int, index: Int) {
        if index + cells >= end { cursor = nil } else { cursor?.column += cells }
    }

    private mutating func move(toColumn column: Int, row: Int, cells: [Cell], start: Int, into bytes: inout [UInt8]) {
        defer { cursor = (column, row) }
        guard let cursor, cursor.row == row, cursor.column <= column else {
            bytes.append(0x1B)
            bytes.append(0x5B)
            if row > 0 { bytes.append(decimal: row + 1) }
            if column > 0 {
                bytes.append(0x3B)
                bytes.append(decimal: column + 1)
            }
            bytes.append(0x48)
            return
        }
        let gap = column - cursor.column
        if gap == 0 { return }
        let between = start + cursor.column..<start + column
        if gap <= 4, between.allSatisfy({ cells[$0].styleIndex == style && (0x20..<0x7F).contains(cells[$0].scalar) }) {
            for index in between { bytes.append(scalar: cells[index].scalar) }
        } else {
            bytes.append(control: gap, 0x43)
        }
    }

    /// Only the attributes that differ from those the terminal writes in.
    private mutating func use(_ next: Int, into bytes: inout [UInt8]) {
        guard next != style else { return }
        let paint = StyleBytes.paints[next]
        let current = style.map { StyleBytes.paints[$0] }
        style = next
        if let current, current == paint { return }
        bytes.append(0x1B)
        bytes.append(0x5B)
        if current == nil { bytes.append(contentsOf: [0x30, 0x3B]) }  // 0;
        if current?.bold != paint.bold {
            if paint.bold {
                bytes.append(contentsOf: [0x31, 0x3B])  // 1;
            } else if current != nil {
                bytes.append(contentsOf: [0x32, 0x32, 0x3B])  // 22;
            }
        }
        if current?.foreground != paint.foreground {
            bytes.append(contentsOf: StyleBytes.foregrounds[next])
            bytes.append(0x3B)
        }
        if current?.background != paint.background {
            bytes.append(contentsOf: StyleBytes.backgrounds[next])
            bytes.append(0x3B)
        }
        bytes[bytes.count - 1] = 0x6D  // the last ; becomes m
    }
}
