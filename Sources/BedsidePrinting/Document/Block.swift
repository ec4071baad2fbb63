/// One part of a paper, from top to bottom.
indirect enum Block: Sendable, Hashable {
    /// The paper's name, centred, with a smaller second line (its English name).
    case title(String, subtitle: String? = nil)
    /// The name of a section; never stands alone at the foot of a page.
    case heading(String)
    case paragraph(Paragraph)
    case facts(Facts)
    case table(Table)
    case barcode(Barcode)
    case code(TwoDimensionalCode)
    case chart(BarChart)
    case signatures([Signature])
    /// A line across the page.
    case rule(Rule)
    /// Blank height in millimetres; vanishes at the head of a page.
    case gap(Double)
    /// Stays on one page when one page can hold it.
    case together([Block])
    /// Blocks beside each other, each with its share of the width. Never broken across pages.
    case columns([Column])
    /// Blocks in a frame. Never broken across pages.
    case frame([Block])

    /// One of several columns of blocks.
    struct Column: Sendable, Hashable {
        var width: Width
        var blocks: [Block]

        init(_ width: Width, _ blocks: [Block]) {
            self.width = width
            self.blocks = blocks
        }
    }

    enum Rule: Sendable, Hashable {
        case thin
        case thick
        case dashed
    }
}

/// The width of a column: fixed, or a share of what the fixed ones leave.
enum Width: Sendable, Hashable {
    case millimetres(Double)
    case share(Double)
}

enum Alignment: Sendable, Hashable {
    case leading
    case centre
    case trailing
}

/// Sizes relative to the sheet's body text, so that one paper can be set for A4 and for a roll.
enum TextSize: Sendable, Hashable {
    case tiny
    case small
    case body
    case large
    case huge
    /// Points, whatever the sheet.
    case points(Double)
}

/// Running text that may break across pages, never leaving a single line behind.
struct Paragraph: Sendable, Hashable {
    var spans: [Span]
    var size: TextSize
    var alignment: Alignment
    /// Millimetres from the left edge; for numbered items.
    var indent: Double
    /// Hangs in the indent: a number or a bullet.
    var marker: String?
    var keepsWithNext: Bool

    init(
        _ spans: [Span], size: TextSize = .body, alignment: Alignment = .leading, indent: Double = 0,
        marker: String? = nil, keepsWithNext: Bool = false
    ) {
        self.spans = spans
        self.size = size
        self.alignment = alignment
        self.indent = indent
        self.marker = marker
        self.keepsWithNext = keepsWithNext
    }

    init(
        _ text: String, size: TextSize = .body, alignment: Alignment = .leading, indent: Double = 0,
        marker: String? = nil, keepsWithNext: Bool = false
    ) {
        self.init(
            [.plain(text)], size: size, alignment: alignment, indent: indent, marker: marker,
            keepsWithNext: keepsWithNext)
    }

    /// A stretch of text in one weight.
    enum Span: Sendable, Hashable {
        case plain(String)
        case strong(String)
    }
}

/// Labels with their values, in columns: the head of a bill.
struct Facts: Sendable, Hashable {
    var columns: Int
    var items: [Item]
    var size: TextSize

    init(columns: Int, size: TextSize = .body, _ items: [Item]) {
        self.columns = columns
        self.size = size
        self.items = items
    }

    struct Item: Sendable, Hashable {
        var label: String
        var value: String
        var isStrong: Bool
        /// How many columns it takes; more than the facts have means all.
        var span: Int

        init(_ label: String, _ value: String, strong: Bool = false, span: Int = 1) {
            self.label = label
            self.value = value
            isStrong = strong
            self.span = span
        }
    }
}

/// A Code 128 symbol with its text beneath.
struct Barcode: Sendable, Hashable {
    var text: String
    /// Height of the bars in millimetres.
    var height: Double
    /// Width of the narrowest bar in millimetres; made smaller when the symbol would not fit, down to 0.19.
    var module: Double
    var alignment: Alignment
    var showsText: Bool

    init(
        _ text: String, height: Double = 11, module: Double = 0.33, alignment: Alignment = .centre,
        showsText: Bool = true
    ) {
        self.text = text
        self.height = height
        self.module = module
        self.alignment = alignment
        self.showsText = showsText
    }
}

/// A QR code with an optional caption beneath.
struct TwoDimensionalCode: Sendable, Hashable {
    var payload: [UInt8]
    /// Side in millimetres, with the quiet zone.
    var side: Double
    var caption: String?
    var alignment: Alignment

    init(payload: [UInt8], side: Double, caption: String? = nil, alignment: Alignment = .centre) {
        self.payload = payload
        self.side = side
        self.caption = caption
        self.alignment = alignment
    }
}

/// A line that someone signs on, with what stands before it and already printed words on it.
struct Signature: Sendable, Hashable {
    var label: String
    var filled: String

    init(_ label: String, filled: String = "") {
        self.label = label
        self.filled = filled
    }
}
