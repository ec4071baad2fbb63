/// The layouts of one rendering: a cell that is measured and then drawn, or that says the same as another, is set once.
///
/// Bounded, because a list of a hundred pages has more texts than are worth keeping; freed with the rendering, so that no
/// patient's text stays in memory.
final class LayoutCache: TextMeasuring {
    /// About 2 KiB each.
    private static let limit = 8_192

    private let fonts: FontBook
    private var layouts: [SetText: Layout] = [:]

    init(_ fonts: FontBook) { self.fonts = fonts }

    func lineHeights(of text: SetText) throws(PrintingError) -> [Double] { try layout(of: text).lines.map(\.height) }

    func layout(of text: SetText) throws(PrintingError) -> Layout {
        if let known = layouts[text] { return known }
        let layout = try fonts.layout(of: text)
        if layouts.count < Self.limit { layouts[text] = layout }
        return layout
    }
}
