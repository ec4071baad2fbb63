import BedsideDomain
import BedsideRigs
import Testing

@testable import BedsidePrinting

/// Bytes, and what must never become one.
struct EscPosProgramTests {
    private func configuration(
        _ characters: ReceiptPrinterConfiguration.CharacterSet = .gbk, width: ReceiptPrinterConfiguration.Width = .mm80
    ) throws -> ReceiptPrinterConfiguration {
        try ReceiptPrinterConfiguration(
            name: "r", connection: .usb(path: "/dev/usb/lp0"), width: width, characters: characters)
    }

    @Test("A short receipt, byte by byte")
    func bytes() throws {
        let receipt = ReceiptDocument(
            title: "t", banner: nil, reference: "", printedAt: Samples.printedAt,
            blocks: [.text("中A", .large, .centre), .pair("金额", "￥1.00"), .gap(2)])
        let program = try EscPosProgram(receipt, on: try configuration(width: .mm58))
        let expected: [[UInt8]] = [
            [0x1B, 0x40, 0x1D, 0x61, 0, 0x1C, 0x26],
            [0x1B, 0x61, 1, 0x1D, 0x21, 0x11, 0x1B, 0x45, 1, 0xD6, 0xD0, 0x41, 0x0A],
            [0x1B, 0x61, 0, 0x1D, 0x21, 0x00, 0x1B, 0x45, 0, 0xBD, 0xF0, 0xB6, 0xEE]
                + [UInt8](repeating: 0x20, count: 22) + [0xA3, 0xA4, 0x31, 0x2E, 0x30, 0x30, 0x0A],
            [0x1B, 0x64, 2], [0x1D, 0x56, 0x42, 0],
        ]
        #expect(program.pieces == expected)
    }

    @Test("A name that the printer's font lacks is no receipt of it, and one of a printer that has it")
    func rareName() throws {
        func slip(_ name: String) throws -> Paper {
            .paymentSlip(
                PaymentSlip(
                    head: try Samples.head(name: name), payment: PaymentOrderID(trusted: "JF2026111500025"),
                    amount: Money(fen: 123_406)))
        }
        let gbk = try configuration(.gbk)
        #expect(gbk.receipt(of: try slip("张明华"), mark: Samples.first) != nil)
        // CJK Extension A: four bytes of GB18030, nothing in GBK.
        #expect(gbk.receipt(of: try slip("㐂明华"), mark: Samples.first) == nil)
        #expect(try configuration(.gb18030).receipt(of: try slip("㐂明华"), mark: Samples.first) != nil)
        #expect(gbk.receipt(of: .medicineCard(try Samples.medicines()), mark: Samples.first) == nil)
    }

    @Test(
        "Control characters in a text are refused",
        arguments: ["\u{1B}@", "a\nb", "\u{10}\u{04}\u{01}", "\u{7F}", "\u{85}", "\u{0}", "\t", "\r\n"])
    func controls(text: String) throws {
        #expect { try EscPosProgram(Receipts.of("姓名" + text), on: try configuration(.gb18030)) } throws: { error in
            (error as? PrintingError)?.code == .controlCharacter
        }
        for block in [ReceiptBlock.barcode("A" + text), .code("A" + text)] {
            let receipt = ReceiptDocument(
                title: "t", banner: nil, reference: "", printedAt: Samples.printedAt, blocks: [block])
            #expect { try EscPosProgram(receipt, on: try configuration()) } throws: { error in
                (error as? PrintingError)?.code == .barcodeRefused
            }
        }
    }

    @Test("A character outside of the declared font is refused like a missing glyph, and not named")
    func fonts() throws {
        let cases: [(String, ReceiptPrinterConfiguration.CharacterSet?)] = [
            ("王小明，￥1.00", .gb2312), ("囍", .gbk), ("龘", .gbk), ("㐂", .gb18030), ("𠮷", nil), ("¥", nil), ("é", .gb2312),
            ("한", nil), ("🙂", nil), ("e\u{301}", nil), ("\u{202E}", nil), ("\u{2028}", nil), ("\u{E000}", nil),
            ("€", .gbk),
        ]
        let sets = ReceiptPrinterConfiguration.CharacterSet.allCases
        for (text, smallest) in cases {
            for (index, set) in sets.enumerated() {
                let has = smallest.flatMap { sets.firstIndex(of: $0) }.map { $0 <= index } ?? false
                let printer = try configuration(set)
                do throws(PrintingError) {
                    _ = try EscPosProgram(Receipts.of(text), on: printer)
                    #expect(has, "\(text) in \(set)")
                } catch {
                    #expect(!has && error.code == .glyphMissing, "\(text) in \(set)")
                    #expect(!error.sentence.contains(text))
                }
            }
        }
    }

    @Test("Hostile texts never become a command: random ones are refused or printed as they are")
    func hostile() async throws {
        let rig = try EscPosRig(.tcp)
        var random = SystemRandomNumberGenerator()
        let parts = [
            "中", "A", "\u{1D}V", "\u{1B}", "㐂", "龘", "\u{10}\u{4}", " ", "{B", "\\x10", "％", "0", "\u{9B}",
            "\u{10FFFD}",
        ]
        var printed: [String] = []
        for number in 0..<300 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in parts.randomElement(using: &random) ?? ""
            }.joined()
            if case .refused(.cannotLayOut, _) = await rig.printer.submit(rig.order("\(number)", Receipts.of(text))) {
                continue
            }
            #expect(await rig.end("\(number)") == .completed(rig.handle("\(number)")))
            printed.append(wrapped(text, columns: 48).joined(separator: "\n"))
        }
        #expect(rig.emulator.violations == [])
        #expect(rig.emulator.receipts.dropFirst().map(\.text) == printed)
        #expect(!printed.isEmpty)
        try rig.emulator.end()
    }

    @Test("Code 128 says back what went in, and digit pairs never become a real-time command")
    func barcodes() throws {
        for text in [
            "JF2026111500025", "JS20261122-0007", "160416051620", "1604", "A16041620B", "a{b}c{{",
            "12345678901234567890", "X1",
            "161616160404", "12160", "{",
        ] {
            let symbol = try EscPosCode128(text)
            #expect(!EscPos.holdsRealTimeCommand(symbol.data), "\(text)")
            let back = try #require(EmulatedCode128(symbol.data[...]))
            #expect(back.text == text)
            let modules = 11 * back.symbols + 2 + 20
            #expect(symbol.moduleCount == modules, "\(text)")
        }
    }

    @Test("A barcode too wide for the head is refused")
    func wide() throws {
        let receipt = ReceiptDocument(
            title: "t", banner: nil, reference: "", printedAt: Samples.printedAt,
            blocks: [.barcode("ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
        #expect { try EscPosProgram(receipt, on: try configuration(width: .mm58)) } throws: { error in
            (error as? PrintingError)?.code == .doesNotFit
        }
    }

    @Test("Answers are told apart whatever stands between them")
    func answers() {
        var reader = AnswerReader()
        reader.take([0x37, 0x22, 0x41, 0x12, 0x42, 0x1A, 0x43, 0x44, 0x00, 0x13, 0x11, 0x0C, 0xFF])
        #expect(reader.statuses == [0x12, 0x1A] && reader.tokens == [[0x41, 0x42, 0x43, 0x44]])
        #expect(reader.paperSensor == 0x0C && reader.noise == 1)
        for _ in 0..<1_000 { reader.take((0..<64).map { _ in UInt8.random(in: 0...255) }) }
        #expect(reader.statuses.count <= AnswerReader.capacity && reader.tokens.count <= AnswerReader.capacity)
    }

    @Test("A configuration that can't work is refused with the field's name")
    func configurations() {
        typealias Connection = ReceiptPrinterConfiguration.Connection
        let bad: [(String, Connection, Duration)] = [
            ("", .usb(path: "/dev/usb/lp0"), .seconds(1)), ("a/b", .usb(path: "/dev/usb/lp0"), .seconds(1)),
            ("r", .usb(path: "lp0"), .seconds(1)), ("r", .usb(path: "/dev/\u{1B}lp0"), .seconds(1)),
            ("r", .serial(path: "/dev/ttyS0", speed: 9_601, flow: .none), .seconds(1)),
            ("r", .tcp(host: "printer.local", port: 9_100), .seconds(1)),
            ("r", .tcp(host: "10.0.0.300", port: 9_100), .seconds(1)),
            ("r", .tcp(host: "10.0.0.3", port: 0), .seconds(1)),
            ("r", .usb(path: "/dev/usb/lp0"), .seconds(11)),
        ]
        for (name, connection, timeout) in bad {
            #expect {
                try ReceiptPrinterConfiguration(name: name, connection: connection, answerTimeout: timeout)
            } throws: {
                ($0 as? PrintingError)?.code == .receiptPrinterMisconfigured
            }
        }
    }
}
