/// One cell of the screen in 32 bits, so that a grid is one flat block and comparing two cells is comparing two numbers.
///
/// Bits 0-20 the scalar, 21-28 the ``Style``, 29 set on the left half of a wide character, 30 on its right half.
package struct Cell: Sendable, Hashable {
    let bits: UInt32

    static let scalarMask: UInt32 = 0x1F_FFFF
    static let wide: UInt32 = 1 << 29
    static let rightHalf: UInt32 = 1 << 30
    private static let styleShift: UInt32 = 21

    @inline(__always)
    init(glyph: UInt32, style: Style) {
        bits = glyph | UInt32(style.rawValue) << Self.styleShift
    }

    private init(bits: UInt32) {
        self.bits = bits
    }

    /// What the terminal shows is not known: differs from every real cell.
    static let unknown = Cell(bits: .max)

    @inline(__always)
    static func blank(_ style: Style) -> Cell { Cell(glyph: 0x20, style: style) }

    /// 0 on the right half of a wide character.
    package var scalar: UInt32 { bits & Self.scalarMask }
    package var isWide: Bool { bits & Self.wide != 0 }
    package var isRightHalf: Bool { bits & Self.rightHalf != 0 }
    var isBlank: Bool { bits & (Self.scalarMask | Self.wide | Self.rightHalf) == 0x20 }

    @inline(__always)
    var styleIndex: Int { Int(bits >> Self.styleShift & 0xFF) }
    package var style: Style { Style(rawValue: UInt8(styleIndex)) ?? .body }
}
