import BedsideDomain
import Testing

@Suite("GS1 element strings")
struct GS1Tests {
    @Test(
        "what a scanner sends and what it means",
        arguments: [
            ("8018690123400000012349", "(8018)690123400000012349"),
            ("8018690123400000012349|80191234567890", "(8018)690123400000012349(8019)1234567890"),
            ("801869012340000001234980197", "(8018)690123400000012349(8019)7"),
            ("|8017690123400000012349", "(8017)690123400000012349"),
            ("010400638133393117251130102024A|21X1", "(01)04006381333931(17)251130(10)2024A(21)X1"),
            ("00106141412345678908", "(00)106141412345678908"), ("4144006381333931|10A", "(414)4006381333931(10)A"),
            ("2534006381333931DOC7", "(253)4006381333931DOC7"), ("800304006381333931S-9", "(8003)04006381333931S-9"),
            ("8004A/1", "(8004)A/1"), ("10A|", "(10)A"), ("10(8018)", "(10)\\(8018\\)"),
        ])
    func read(scanned: String, bracketed: String) throws {
        let code = try #require(GS1ElementString(scanned: Self.bytes(scanned)))
        #expect(code.bracketed == bracketed)
        #expect(code.fault == nil)
        #expect(GS1ElementString(bracketed: bracketed) == code)
    }

    @Test(
        "no GS1 code",
        arguments: [
            "", "|", "||", "8", "80", "8018", "801869012340000001234", "80186901234000000123x3", "99A", "10", "10|",
            "10A|10B", "10ABCDEFGHIJKLMNOPQRSTU", "10é", "10A\u{1B}", "10A B", "801912345678901", "172511", "17251130X",
            "0104006381333931||10A", "24", "4", "2", "10A\\",
        ])
    func refused(scanned: String) {
        #expect(GS1ElementString(scanned: Self.bytes(scanned)) == nil)
    }

    @Test(
        "rules that are broken",
        arguments: [
            ("8018690123400000012340", .checkDigit), ("0104006381333932", .checkDigit),
            ("4144006381333932", .checkDigit),
            ("2534006381333932A", .checkDigit), ("17251330", .date), ("17250132", .date), ("17250100", nil),
            ("800314006381333938", .value), ("8017690123400000012349|8018690123400000012349", .exclusive),
            ("80191", .alone),
            ("10A|80191", .alone),
        ] as [(String, GS1Fault?)])
    func faults(scanned: String, fault: GS1Fault?) throws {
        #expect(try #require(GS1ElementString(scanned: Self.bytes(scanned))).fault == fault)
    }

    @Test(
        "text that is not as we write it is not ours",
        arguments: [
            "", "(", "()", "(8018)", "(8018", "8018690123400000012349", "(80186)90123400000012343",
            "(8018)690123400000012349)", "(10)A(", "(10)A\\", "(10)A\\B", "((10)A", "(8018)690123400000012349(8019)",
            "x(10)A",
        ])
    func foreign(text: String) { #expect(GS1ElementString(bracketed: text) == nil) }

    @Test("any bytes are read or refused, and what is read comes back", arguments: 0..<200 as Range<UInt64>)
    func hostile(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let parts = ["8018", "8017", "8019", "01", "10", "21", "17", "253", "(", ")", "\\", "690123400000012349", "|"]
        for _ in 0..<50 {
            var bytes: [UInt8] = []
            for _ in 0..<random.int(0...8) {
                bytes +=
                    random.chance(oneIn: 3)
                    ? (0..<random.int(0...9)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                    : Self.bytes(random.pick(parts))
            }
            if let code = GS1ElementString(scanned: bytes) {
                #expect(GS1ElementString(bracketed: code.bracketed) == code)
                #expect(isTaken(code.bracketed))
            }
            if let code = GS1ElementString(bracketed: String(decoding: bytes, as: UTF8.self)) {
                #expect(Array(code.bracketed.utf8) == bytes)
            }
            _ = AimIdentifier(beginning: bytes[...])
        }
    }

    @Test("nothing of a code shows in a description")
    func redacted() throws {
        let code = try #require(GS1ElementString(scanned: Self.bytes("8018690123400000012349")))
        var text = "\(code)" + String(reflecting: code)
        dump(code, to: &text)
        #expect(!text.contains("6901"))
    }

    @Test(
        "check digits published by GS1", arguments: [("629104150021", "3"), ("10614141234567890", "8")])
    func checkDigits(digits: String, check: Character) {
        #expect(Character(Unicode.Scalar(gs1CheckDigit(Array(digits.utf8)))) == check)
    }

    /// A bar stands for the separator.
    private static func bytes(_ text: String) -> [UInt8] { text.utf8.map { $0 == 0x7C ? 0x1D : $0 } }

    private func isTaken(_ text: String) -> Bool {
        do {
            _ = try ScanText(Array(text.utf8))
            return true
        } catch { return false }
    }
}
