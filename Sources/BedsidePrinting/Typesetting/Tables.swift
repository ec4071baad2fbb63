// Tables: heads, rows, groups, totals, remarks.

extension Typesetter {
    /// Adds the table's head and rows. Throws ``PrintingError`` `tableMalformed` when a row has another number of cells than
    /// the table has columns.
    func add(_ table: Table, width: Double, to wall: inout Wall) throws(PrintingError) {
        let grid = Grid(
            columns: table.columns, widths: widths(of: table.columns.map(\.width), within: width, gutter: 0),
            width: width, size: size(table.size))
        var head = try self.head(grid)
        head.keepsWithNext = true
        let headIndex = wall.heads.count
        wall.heads.append(head)
        head.gapAbove = bodySize * 0.3
        wall.bricks.append(head)
        let start = wall.bricks.count
        for (number, row) in table.rows.enumerated() {
            var brick = try self.brick(of: row, number: number, grid)
            brick.head = headIndex
            if row.joinsRowAbove, wall.bricks.count > start { wall.bricks[wall.bricks.count - 1].keepsWithNext = true }
            wall.bricks.append(brick)
        }
        let end = Mark.line(x1: 0, x2: width, y: 0.5, thickness: 0.8, isDashed: false)
        wall.bricks[wall.bricks.count - 1].keepsWithNext = true
        wall.bricks.append(Brick(height: 2, marks: [end]))
    }

    private func head(_ grid: Grid) throws(PrintingError) -> Brick {
        var brick = try cells(grid.columns.map(\.title), bold: true, grid)
        let box = Box(x: 0, y: 0, width: grid.width, height: brick.height)
        let rules: [Mark] = [
            .line(x1: 0, x2: grid.width, y: 0, thickness: 0.8, isDashed: false),
            .line(x1: 0, x2: grid.width, y: brick.height, thickness: 0.8, isDashed: false),
        ]
        brick.marks = (hasGreys ? [.fill(box, grey: 0.92)] : []) + rules + brick.marks
        return brick
    }

    private func brick(of row: Table.Row, number: Int, _ grid: Grid) throws(PrintingError) -> Brick {
        switch row {
        case .line(let texts):
            var brick = try cells(texts, bold: false, grid)
            brick.marks.append(hairline(grid, at: brick.height))
            return brick
        case .group(let text, let trailing):
            var brick = try wide(text, bold: true, size: grid.size, grid)
            if !trailing.isEmpty {
                let side = SetText(
                    trailing, size: grid.size, bold: true, width: grid.width - 2 * grid.padding, alignment: .trailing)
                _ = try height(of: side)
                brick.marks.append(.text(side, x: grid.padding, y: grid.padding))
            }
            if hasGreys {
                brick.marks.insert(.fill(Box(x: 0, y: 0, width: grid.width, height: brick.height), grey: 0.97), at: 0)
            }
            brick.marks.append(hairline(grid, at: brick.height))
            brick.keepsWithNext = true
            return brick
        case .total(let texts):
            var brick = try cells(texts, bold: true, joinsFirst: true, grid)
            brick.marks.append(.line(x1: 0, x2: grid.width, y: 0, thickness: 0.8, isDashed: false))
            return brick
        case .note(let text):
            return try wide(text, bold: false, size: grid.size * 0.9, grid)
        }
    }

    private func hairline(_ grid: Grid, at y: Double) -> Mark {
        .line(x1: 0, x2: grid.width, y: y, thickness: 0.25, isDashed: !hasGreys)
    }

    private func wide(_ text: String, bold: Bool, size: Double, _ grid: Grid) throws(PrintingError) -> Brick {
        let text = SetText(text, size: size, bold: bold, width: grid.width - 2 * grid.padding)
        return Brick(
            height: try height(of: text) + 2 * grid.padding, marks: [.text(text, x: grid.padding, y: grid.padding)])
    }

    private func cells(
        _ texts: [String], bold: Bool, joinsFirst: Bool = false, _ grid: Grid
    ) throws(PrintingError) -> Brick {
        guard texts.count == grid.columns.count else {
            throw PrintingError(
                .tableMalformed, "A table row has \(texts.count) cells, its table \(grid.columns.count) columns.")
        }
        let joined = joinsFirst ? texts.dropFirst().prefix { $0.isEmpty }.count : 0
        var marks: [Mark] = []
        var tallest = 0.0
        var x = 0.0
        for (index, column) in grid.columns.enumerated() {
            defer { x += grid.widths[index] }
            guard !texts[index].isEmpty else { continue }
            let span = index == 0 ? grid.widths[...joined].reduce(0, +) : grid.widths[index]
            let text = SetText(
                texts[index], size: grid.size, bold: bold, width: span - 2 * grid.padding, alignment: column.alignment)
            tallest = max(tallest, try height(of: text))
            marks.append(.text(text, x: x + grid.padding, y: grid.padding))
        }
        return Brick(height: tallest + 2 * grid.padding, marks: marks)
    }
}

/// A table's columns in points.
private struct Grid {
    let columns: [Table.Column]
    let widths: [Double]
    let width: Double
    let size: Double
    let padding = 1.6
}

extension Table.Row {
    /// A total or a remark alone at the head of a page would belong to nothing.
    fileprivate var joinsRowAbove: Bool {
        switch self {
        case .total, .note: true
        case .line, .group: false
        }
    }
}
