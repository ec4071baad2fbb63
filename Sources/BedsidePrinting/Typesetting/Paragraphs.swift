// Running text, facts and signature lines.

extension Typesetter {
    /// One brick for each line; the first two and the last two lines stay together.
    func bricks(of paragraph: Paragraph, width: Double) throws(PrintingError) -> [Brick] {
        let indent = points(paragraph.indent)
        let text = joined(paragraph, width: width - indent)
        let heights = try measure.lineHeights(of: text)
        var bricks: [Brick] = []
        for (index, height) in heights.enumerated() {
            let isNearEdge = index == 0 || index == heights.count - 2
            let isLast = index == heights.count - 1
            bricks.append(
                Brick(
                    height: height, gapAbove: index == 0 ? bodySize * 0.2 : 0,
                    keepsWithNext: isLast ? paragraph.keepsWithNext : isNearEdge || paragraph.keepsWithNext,
                    marks: [.textLine(text, line: index, x: indent, y: 0)]))
        }
        if let marker = paragraph.marker, !bricks.isEmpty {
            let text = SetText(marker, size: text.size, width: max(indent, text.size))
            _ = try height(of: text)
            bricks[0].marks.append(.text(text, x: 0, y: 0))
        }
        return bricks
    }

    private func joined(_ paragraph: Paragraph, width: Double) -> SetText {
        var text = ""
        var strong: [Range<Int>] = []
        for span in paragraph.spans {
            switch span {
            case .plain(let words): text += words
            case .strong(let words):
                let start = text.utf8.count
                text += words
                strong.append(start..<text.utf8.count)
            }
        }
        return SetText(
            text, size: size(paragraph.size), strong: strong, width: width, alignment: paragraph.alignment)
    }

    /// One brick for each row of facts.
    func bricks(of facts: Facts, width: Double) throws(PrintingError) -> [Brick] {
        let count = max(1, facts.columns)
        let gutter = points(3)
        let columnWidth = (width - gutter * Double(count - 1)) / Double(count)
        var bricks: [Brick] = []
        var row = Brick(height: 0, gapAbove: 0, marks: [])
        var column = 0
        for item in facts.items {
            let span = min(max(1, item.span), count)
            if column + span > count {
                bricks.append(row)
                row = Brick(height: 0, gapAbove: 1, marks: [])
                column = 0
            }
            let inside = try fact(
                item, size: size(facts.size), width: columnWidth * Double(span) + gutter * Double(span - 1))
            row.marks += inside.marks.map { $0.moved(x: (columnWidth + gutter) * Double(column), y: 0) }
            row.height = max(row.height, inside.height)
            column += span
        }
        if column > 0 { bricks.append(row) }
        return bricks
    }

    /// A label and its value as one text, so that a long value wraps beneath its own label.
    private func fact(_ item: Facts.Item, size: Double, width: Double) throws(PrintingError) -> Brick {
        let label = item.label.isEmpty ? "" : item.label + "："
        let text = label + item.value
        let strong = item.isStrong ? [label.utf8.count..<text.utf8.count] : []
        return try line(SetText(text, size: size, strong: strong, width: width))
    }

    /// Signature lines beside each other, with room to write above the line.
    func brick(of signatures: [Signature], width: Double) throws(PrintingError) -> Brick {
        let gutter = points(6)
        let count = Double(max(1, signatures.count))
        let columnWidth = (width - gutter * (count - 1)) / count
        let room = points(4)
        var height = 0.0
        var marks: [Mark] = []
        for (index, signature) in signatures.enumerated() {
            let x = (columnWidth + gutter) * Double(index)
            let text = SetText(signature.label + "：" + signature.filled, size: bodySize, width: columnWidth)
            let textHeight = try self.height(of: text)
            marks.append(.text(text, x: x, y: room))
            marks.append(
                .line(x1: x, x2: x + columnWidth, y: room + textHeight + 1, thickness: 0.5, isDashed: false))
            height = max(height, room + textHeight + 2)
        }
        return Brick(height: height, gapAbove: points(2), marks: marks)
    }
}
