import BedsideDomain
import Testing

@Suite("The first wall before a scan")
struct ScanTextTests {
    @Test(
        "plain text is taken as it is",
        arguments: ["WD0000017", "a", "床位 12", "𠮷野家", "' OR 1=1 --", "é", String(repeating: "A", count: 4096)])
    func taken(text: String) throws {
        #expect(try ScanText(Array(text.utf8)).text.value == text)
    }

    @Test(
        "what is no plain text is refused, and why",
        arguments: [
            ([], .empty), ([UInt8](repeating: 0x41, count: 4097), .tooLong), ([0x41, 0x00], .controlCharacters),
            ([0x1B, 0x5B, 0x32, 0x4A], .controlCharacters), ([0x41, 0x0A], .controlCharacters),
            ([0x41, 0x09], .controlCharacters), ([0x7F], .controlCharacters), ([0xFF, 0xFE], .notText),
            ([0xC0, 0xAF], .notText), ([0xED, 0xA0, 0x80], .notText), ([0xE5, 0xBA], .notText),
            ([0xF4, 0x90, 0x80, 0x80], .notText), ([0xB4, 0xB2, 0xCE, 0xBB], .notText),
        ] as [([UInt8], ScanRefusal)])
    func refused(bytes: [UInt8], refusal: ScanRefusal) {
        #expect(throws: refusal) { try ScanText(bytes) }
    }

    @Test(
        "nothing invisible and nothing that turns the writing round",
        arguments: [
            0x80, 0x85, 0x9B, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
            0x2066, 0x2069, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041,
        ] as [UInt32])
    func invisible(scalar: UInt32) throws {
        let text = "WD0000017" + String(try #require(Unicode.Scalar(scalar)))
        #expect(throws: ScanRefusal.controlCharacters) { try ScanText(Array(text.utf8)) }
    }

    @Test("random bytes never pass with a control in them, whatever they are", arguments: 0..<100)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let bytes = (0..<Int(random.int(0...12))).map { _ in UInt8(truncatingIfNeeded: random.next() >> 3) }
            do {
                let text = try ScanText(bytes).text.value
                #expect(Array(text.utf8) == bytes)
                #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            } catch { #expect(error != .tooLong) }
        }
    }
}
