/// One thing drawn at a place; lengths are points, x and y from the top left of what holds it.
enum Mark: Sendable, Hashable {
    case text(SetText, x: Double, y: Double)
    /// One line of a text that may break across pages, y being the top of that line.
    case textLine(SetText, line: Int, x: Double, y: Double)
    case line(x1: Double, x2: Double, y: Double, thickness: Double, isDashed: Bool)
    case fill(Box, grey: Double)
    case outline(Box, thickness: Double)
    /// Dark stripes: where each starts and how wide it is.
    case bars(y: Double, height: Double, stripes: [Stripe])
    case qr(QRMatrix, x: Double, y: Double, module: Double)
    /// A box of a chart, outlined.
    case patterned(Box, Pattern)

    struct Stripe: Sendable, Hashable {
        let x: Double
        let width: Double
    }

    func moved(x dx: Double, y dy: Double) -> Mark {
        switch self {
        case .text(let text, let x, let y): .text(text, x: x + dx, y: y + dy)
        case .textLine(let text, let line, let x, let y): .textLine(text, line: line, x: x + dx, y: y + dy)
        case .line(let x1, let x2, let y, let thickness, let isDashed):
            .line(x1: x1 + dx, x2: x2 + dx, y: y + dy, thickness: thickness, isDashed: isDashed)
        case .fill(let box, let grey): .fill(box.moved(x: dx, y: dy), grey: grey)
        case .outline(let box, let thickness): .outline(box.moved(x: dx, y: dy), thickness: thickness)
        case .bars(let y, let height, let stripes):
            .bars(y: y + dy, height: height, stripes: stripes.map { Stripe(x: $0.x + dx, width: $0.width) })
        case .qr(let matrix, let x, let y, let module): .qr(matrix, x: x + dx, y: y + dy, module: module)
        case .patterned(let box, let pattern): .patterned(box.moved(x: dx, y: dy), pattern)
        }
    }
}

/// A rectangle in points.
struct Box: Sendable, Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    func moved(x dx: Double, y dy: Double) -> Box { Box(x: x + dx, y: y + dy, width: width, height: height) }
}

/// A text with all that decides how it looks: equal values look the same, so one layout can serve them all.
struct SetText: Sendable, Hashable {
    let text: String
    /// Points.
    let size: Double
    let isBold: Bool
    /// Byte ranges of the text that are bold within plain text.
    let strong: [Range<Int>]
    /// Points; lines wrap here and are aligned within it.
    let width: Double
    let alignment: Alignment

    init(
        _ text: String, size: Double, bold: Bool = false, strong: [Range<Int>] = [], width: Double,
        alignment: Alignment = .leading
    ) {
        self.text = text
        self.size = size
        isBold = bold
        self.strong = strong
        self.width = width
        self.alignment = alignment
    }
}

/// Tells how high a text becomes. The only thing that the typesetter asks of the world.
protocol TextMeasuring {
    /// The height of each line in points, from the top. Throws ``PrintingError`` `glyphMissing`.
    func lineHeights(of text: SetText) throws(PrintingError) -> [Double]
}

/// Points in a millimetre.
func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }
