/// Text that is safe to put on a terminal: the one choke point between strings and cells.
///
/// Cells can be written from a `Text` only, and a `Text` can be made by sanitising only, so an escape sequence in a name,
/// a scan or a report never reaches the terminal (which would type its answer back as if the patient had).
package struct Text: Sendable, Hashable {
    /// One entry for each scalar: the scalar, and ``Cell/wide`` if it takes two cells.
    let glyphs: ArraySlice<UInt32>
    /// Cells that it takes: the sum of its glyphs' widths.
    package let width: Int

    /// Drops what must not reach a terminal, see ``sanitised(_:)``, and puts a blank after a symbol that is drawn wider
    /// than its cell, see ``SymbolWidth``.
    package init(_ source: String) {
        var glyphs: [UInt32] = []
        glyphs.reserveCapacity(source.utf8.count)
        var total = 0
        var symbol: UInt32 = 0
        for scalar in source.unicodeScalars {
            guard let glyph = Self.glyph(scalar.value) else { continue }
            if symbol != 0 {
                if glyph != 0x20, !(glyph == symbol && SymbolWidth.joins(symbol)) {
                    glyphs.append(0x20)
                    total += 1
                }
                symbol = 0
            }
            glyphs.append(glyph)
            total += glyph & Cell.wide == 0 ? 1 : 2
            if SymbolWidth.isDrawnWide(glyph) { symbol = glyph }
        }
        self.glyphs = glyphs[...]
        width = total
    }

    /// For slices of another text, whose glyphs are already clean.
    init(clean glyphs: ArraySlice<UInt32>) {
        self.init(clean: glyphs, width: Self.width(of: glyphs))
    }

    init(clean glyphs: ArraySlice<UInt32>, width: Int) {
        self.glyphs = glyphs
        self.width = width
    }

    package static let empty = Text("")
    package var isEmpty: Bool { glyphs.isEmpty }

    /// The text without what a terminal must not get: C0 and C1 controls, and everything that takes no cell (zero-width
    /// and bidirectional marks, variation selectors, combining marks). What glibc does not know becomes `?`, so that a
    /// rare character in a name is seen to be missing.
    package static func sanitised(_ source: String) -> String {
        Text(clean: source.unicodeScalars.compactMap { glyph($0.value) }[...]).string
    }

    /// Cells that a string takes on a screen.
    package static func width(of source: String) -> Int { Text(source).width }

    package var string: String {
        var scalars = String.UnicodeScalarView()
        for glyph in glyphs {
            if let scalar = Unicode.Scalar(glyph & Cell.scalarMask) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    static func width(of glyphs: ArraySlice<UInt32>) -> Int {
        var total = glyphs.count
        for glyph in glyphs where glyph & Cell.wide != 0 { total += 1 }
        return total
    }

    /// Nil for what is dropped.
    @inline(__always)
    private static func glyph(_ value: UInt32) -> UInt32? {
        switch ScalarWidth.of(value) {
        case 1: value
        case 2: value | Cell.wide
        case 0: nil
        default: value < 0x20 || value &- 0x7F < 0x21 || value == 0x2028 || value == 0x2029 ? nil : 0x3F
        }
    }
}
