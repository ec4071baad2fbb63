import BedsideDomain
import Testing

@Suite("AIM identifiers (ISO/IEC 15424)")
struct AimIdentifierTests {
    @Test(
        "kinds of code",
        arguments: [
            ("]A0", .code39), ("]B0", .telepen), ("]C0", .code128), ("]C1", .gs1Code128), ("]C2", .code128),
            ("]E0", .ean13), ("]E3", .ean13), ("]E4", .ean8), ("]F0", .codabar), ("]G0", .code93), ("]H0", .code11),
            ("]I1", .interleaved2of5), ("]L0", .pdf417), ("]M0", .msi), ("]Q0", .qrCode), ("]Q1", .qrCode),
            ("]Q2", .qrCode), ("]Q3", .gs1QRCode), ("]Q4", .gs1QRCode), ("]Q5", .qrCode), ("]U0", .maxiCode),
            ("]d1", .dataMatrix), ("]d2", .gs1DataMatrix), ("]d5", .gs1DataMatrix), ("]e0", .gs1DataBar),
            ("]h0", .hanXin), ("]o1", .ocr), ("]z0", .aztec), ("]Xr", nil), ("]y0", nil),
        ] as [(String, Symbology?)])
    func kinds(text: String, symbology: Symbology?) throws {
        let aim = try #require(AimIdentifier(beginning: Array((text + "payload").utf8)[...]))
        #expect(aim.symbology == symbology)
        #expect(aim.text == text)
    }

    @Test("no identifier", arguments: ["", "]", "]C", "C1A", "]11", "]C-", "]C\u{1D}", "[C1x", "] 1x"])
    func none(text: String) {
        #expect(AimIdentifier(beginning: Array(text.utf8)[...]) == nil)
    }

    @Test(
        "a scanner's own replies",
        arguments: [("]Z6", true), ("]Z0", true), ("]X0", true), ("]X9", false), ("]C0", false)])
    func replies(text: String, isReply: Bool) throws {
        #expect(try #require(AimIdentifier(beginning: Array(text.utf8)[...])).isDeviceReply == isReply)
    }
}
