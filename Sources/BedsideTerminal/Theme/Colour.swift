/// A 24-bit sRGB colour.
package struct Colour: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    /// From `0xRRGGBB`.
    package init(_ hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }
}

/// How a style is painted.
package struct Paint: Sendable, Hashable {
    package let foreground: Colour
    package let background: Colour
    package let bold: Bool

    init(_ foreground: UInt32, on background: UInt32, bold: Bool = false) {
        self.foreground = Colour(foreground)
        self.background = Colour(background)
        self.bold = bold
    }
}
