/// Turns blocks into bricks: every text measured, every mark in its place. Knows no pages and no C library.
struct Typesetter {
    let measure: any TextMeasuring
    /// Points of body text.
    let bodySize: Double
    let hasGreys: Bool
    /// For labels whose text must be made smaller to fit.
    var textScale = 1.0

    /// The bricks of the blocks within a width in points.
    func wall(_ blocks: [Block], width: Double) throws(PrintingError) -> Wall {
        var wall = Wall()
        for block in blocks { try add(block, width: width, to: &wall) }
        return wall
    }

    private func add(_ block: Block, width: Double, to wall: inout Wall) throws(PrintingError) {
        switch block {
        case .title(let text, let subtitle): wall.bricks += try title(text, subtitle, width: width)
        case .heading(let text): wall.bricks.append(try heading(text, width: width))
        case .paragraph(let paragraph): wall.bricks += try bricks(of: paragraph, width: width)
        case .facts(let facts): wall.bricks += try bricks(of: facts, width: width)
        case .table(let table): try add(table, width: width, to: &wall)
        case .barcode(let barcode): wall.bricks.append(try brick(of: barcode, width: width))
        case .code(let code): wall.bricks.append(try brick(of: code, width: width))
        case .chart(let chart): wall.bricks.append(try brick(of: chart, width: width))
        case .signatures(let lines): wall.bricks.append(try brick(of: lines, width: width))
        case .rule(let rule): wall.bricks.append(brick(of: rule, width: width))
        case .gap(let millimetres):
            wall.bricks.append(Brick(height: 0, gapAbove: points(millimetres), keepsWithNext: true, marks: []))
        case .together(let blocks):
            let start = wall.bricks.count
            for block in blocks { try add(block, width: width, to: &wall) }
            for index in wall.bricks.indices.dropFirst(start).dropLast() { wall.bricks[index].keepsWithNext = true }
        case .columns(let columns): wall.bricks.append(try brick(of: columns, width: width))
        case .frame(let blocks): wall.bricks.append(try frame(blocks, width: width))
        }
    }

    private func title(_ text: String, _ subtitle: String?, width: Double) throws(PrintingError) -> [Brick] {
        var main = try line(SetText(text, size: size(.huge), bold: true, width: width, alignment: .centre))
        main.keepsWithNext = true
        guard let subtitle else { return [main] }
        var second = try line(SetText(subtitle, size: size(.tiny), width: width, alignment: .centre))
        second.keepsWithNext = true
        return [main, second]
    }

    private func heading(_ text: String, width: Double) throws(PrintingError) -> Brick {
        var brick = try line(SetText(text, size: size(.large), bold: true, width: width))
        brick.gapAbove = bodySize * 0.6
        brick.keepsWithNext = true
        return brick
    }

    private func brick(of rule: Block.Rule, width: Double) -> Brick {
        let thickness = rule == .thick ? 1.2 : 0.5
        let mark = Mark.line(x1: 0, x2: width, y: 2, thickness: thickness, isDashed: rule == .dashed)
        return Brick(height: 4, keepsWithNext: true, marks: [mark])
    }

    private func frame(_ blocks: [Block], width: Double) throws(PrintingError) -> Brick {
        let padding = points(2)
        let inside = try wall(blocks, width: width - 2 * padding).merged()
        let box = Box(x: 0, y: 0, width: width, height: inside.height + 2 * padding)
        return Brick(
            height: box.height, gapAbove: points(1),
            marks: [.outline(box, thickness: 0.7)] + inside.marks.map { $0.moved(x: padding, y: padding) })
    }

    private func brick(of columns: [Block.Column], width: Double) throws(PrintingError) -> Brick {
        let gutter = points(3)
        let widths = widths(of: columns.map(\.width), within: width, gutter: gutter)
        var marks: [Mark] = []
        var height = 0.0
        var x = 0.0
        for (column, width) in zip(columns, widths) {
            let inside = try wall(column.blocks, width: width).merged()
            marks += inside.marks.map { $0.moved(x: x, y: 0) }
            height = max(height, inside.height)
            x += width + gutter
        }
        return Brick(height: height, marks: marks)
    }

    /// A text that stays whole.
    func line(_ text: SetText) throws(PrintingError) -> Brick {
        Brick(height: try height(of: text), marks: [.text(text, x: 0, y: 0)])
    }

    func height(of text: SetText) throws(PrintingError) -> Double {
        try measure.lineHeights(of: text).reduce(0, +)
    }

    /// Points of a size on this sheet.
    func size(_ size: TextSize) -> Double {
        let points =
            switch size {
            case .tiny: bodySize * 0.8
            case .small: bodySize * 0.9
            case .body: bodySize
            case .large: bodySize * 1.2
            case .huge: bodySize * 1.8
            case .points(let points): points
            }
        return points * textScale
    }

    /// Fixed widths first; the rest goes by shares.
    func widths(of columns: [Width], within total: Double, gutter: Double) -> [Double] {
        var fixed = gutter * Double(max(0, columns.count - 1))
        var shares = 0.0
        for column in columns {
            switch column {
            case .millimetres(let width): fixed += points(width)
            case .share(let share): shares += share
            }
        }
        let unit = shares > 0 ? max(0, total - fixed) / shares : 0
        return columns.map { column in
            switch column {
            case .millimetres(let width): points(width)
            case .share(let share): share * unit
            }
        }
    }
}
