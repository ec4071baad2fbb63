import BedsideTerminal
import Foundation
import Testing

struct ThemeTests {
    /// The edges of keys and the codes' cells are shapes, not text.
    private static let shapes: Set<Style> = [.selectedEdge]

    @Test(arguments: Style.allCases.filter { !shapes.contains($0) })
    func everyPairIsLegible(_ style: Style) {
        let paint = Theme.paint(style)
        let ratio = Self.contrast(paint.foreground, paint.background)
        #expect(ratio >= 7, "\(style) has \(ratio)")
    }

    /// The formula itself, against two measured pairs.
    @Test func theFormulaIsTheOneOfWCAG() {
        #expect(abs(Self.contrast(Colour(0xFFFFFF), Colour(0x0054A6)) - 7.5) < 0.1)
        #expect(abs(Self.contrast(Colour(0x000000), Colour(0xFFD600)) - 14.9) < 0.1)
    }

    private static func contrast(_ one: Colour, _ other: Colour) -> Double {
        let light = [luminance(one), luminance(other)].sorted()
        return (light[1] + 0.05) / (light[0] + 0.05)
    }

    private static func luminance(_ colour: Colour) -> Double {
        func linear(_ part: UInt8) -> Double {
            let share = Double(part) / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }
}
