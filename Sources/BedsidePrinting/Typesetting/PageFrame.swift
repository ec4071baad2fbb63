/// What stands on every page around the body, and where the body lies. Points.
struct PageFrame {
    /// The page as the content sees it: the long side is the width when the sheet is turned.
    let width: Double
    let height: Double
    let body: Box
    private let document: Document
    private let typesetter: Typesetter
    private let left: Double
    private let footTop: Double

    /// Measures head, banner and foot. Throws ``PrintingError`` `doesNotFit` when they leave no room for a body.
    init(_ document: Document, _ typesetter: Typesetter) throws(PrintingError) {
        let sheet = document.sheet
        self.document = document
        self.typesetter = typesetter
        width = points(sheet.isTurned ? sheet.height : sheet.width)
        height = points(sheet.isTurned ? sheet.width : sheet.height)
        left = points(sheet.margin.horizontal)
        let inner = width - 2 * left
        let top = points(sheet.margin.top)
        let above = try Self.above(document, typesetter, width: inner).height
        let below = try Self.below(document, typesetter, page: 1, of: 1, width: inner).height
        footTop = height - points(sheet.margin.bottom) - below
        body = Box(
            x: left, y: top + above + (above > 0 ? 4 : 0), width: inner,
            height: footTop - top - above - (above > 0 ? 4 : 0) - (below > 0 ? 4 : 0))
        guard inner > 0, body.height > 0 else {
            throw PrintingError(.doesNotFit, "Head, foot and margins leave no room on the sheet \(sheet.media).")
        }
    }

    /// The marks around the body of one page; page counts from 1.
    func marks(page: Int, of count: Int) throws(PrintingError) -> [Mark] {
        let above = try Self.above(document, typesetter, width: body.width)
        let below = try Self.below(document, typesetter, page: page, of: count, width: body.width)
        return above.marks.map { $0.moved(x: left, y: points(document.sheet.margin.top)) }
            + below.marks.map { $0.moved(x: left, y: footTop) }
    }

    private static func above(
        _ document: Document, _ typesetter: Typesetter, width: Double
    ) throws(PrintingError) -> Brick {
        var brick = Brick(height: 0, marks: [])
        if let head = document.head {
            brick = try running([head.left, head.right], typesetter, width: width)
            brick.marks.append(.line(x1: 0, x2: width, y: brick.height + 1, thickness: 0.5, isDashed: false))
            brick.height += 2
        }
        if let banner = document.banner {
            let text = SetText(
                banner, size: typesetter.size(.small), bold: true, width: width - 6, alignment: .centre)
            let height = try typesetter.height(of: text)
            let box = Box(x: 0.5, y: brick.height + 2, width: width - 1, height: height + 3)
            brick.marks += [.outline(box, thickness: 0.8), .text(text, x: 3, y: box.y + 1.5)]
            brick.height += height + 6
        }
        return brick
    }

    private static func below(
        _ document: Document, _ typesetter: Typesetter, page: Int, of count: Int, width: Double
    ) throws(PrintingError) -> Brick {
        let number = document.numbersPages ? "第 \(page) 页 共 \(count) 页" : ""
        let texts = [document.foot?.left ?? "", document.foot?.right ?? "", number]
        guard texts.contains(where: { !$0.isEmpty }) else { return Brick(height: 0, marks: []) }
        var brick = try running(texts, typesetter, width: width)
        brick.marks = brick.marks.map { $0.moved(x: 0, y: 2) }
        brick.marks.append(.line(x1: 0, x2: width, y: 0, thickness: 0.5, isDashed: false))
        brick.height += 2
        return brick
    }

    /// Two or three small texts on one line: at the left, (in the middle,) at the right.
    static func running(
        _ texts: [String], _ typesetter: Typesetter, width: Double
    ) throws(PrintingError) -> Brick {
        let shares = texts.count == 2 ? [0.6, 0.4] : [0.3, 0.48, 0.22]
        let alignments: [Alignment] = texts.count == 2 ? [.leading, .trailing] : [.leading, .centre, .trailing]
        var brick = Brick(height: 0, marks: [])
        var x = 0.0
        for (text, (share, alignment)) in zip(texts, zip(shares, alignments)) {
            defer { x += share * width }
            guard !text.isEmpty else { continue }
            let set = SetText(
                text, size: typesetter.size(.tiny), width: share * width, alignment: alignment)
            brick.height = max(brick.height, try typesetter.height(of: set))
            brick.marks.append(.text(set, x: x, y: 0))
        }
        return brick
    }
}
