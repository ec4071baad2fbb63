// The commands that are sent, and no others: Epson's ESC/POS reference by their names there.

enum EscPos {
    /// ESC @
    static let initialise: [UInt8] = [0x1B, 0x40]
    /// GS a 0: no status of its own accord, which would stand between our questions and their answers.
    static let silence: [UInt8] = [0x1D, 0x61, 0]
    static let lineFeed: [UInt8] = [0x0A]

    /// What makes two-byte text text.
    static func select(_ page: ReceiptPrinterConfiguration.CodePage) -> [UInt8] {
        let kanji: [UInt8] = [0x1C, 0x26]
        return switch page {
        case .kanji: kanji
        case .page(let number): [0x1B, 0x74, number]
        case .pageAndKanji(let number): [0x1B, 0x74, number] + kanji
        }
    }

    /// GS ! n
    static func size(_ size: ReceiptStyle.Size) -> [UInt8] {
        switch size {
        case .normal: [0x1D, 0x21, 0x00]
        case .tall: [0x1D, 0x21, 0x01]
        case .large: [0x1D, 0x21, 0x11]
        }
    }

    /// ESC E n
    static func strong(_ isOn: Bool) -> [UInt8] { [0x1B, 0x45, isOn ? 1 : 0] }

    /// ESC a n
    static func align(_ alignment: Alignment) -> [UInt8] {
        switch alignment {
        case .leading: [0x1B, 0x61, 0]
        case .centre: [0x1B, 0x61, 1]
        case .trailing: [0x1B, 0x61, 2]
        }
    }

    /// ESC d n
    static func feed(lines: Int) -> [UInt8] { [0x1B, 0x64, UInt8(clamping: max(lines, 1))] }

    /// GS V m n: feeds to the cutter and cuts; without a cutter enough paper to tear it off.
    static func cut(_ cutter: ReceiptPrinterConfiguration.Cutter) -> [UInt8] {
        switch cutter {
        case .none: feed(lines: 6)
        case .partial: [0x1D, 0x56, 0x42, 0]
        case .full: [0x1D, 0x56, 0x41, 0]
        }
    }

    /// GS w, GS h, GS H and GS k, function B.
    static func barcode(_ symbol: EscPosCode128, module: Int) -> [UInt8] {
        [0x1D, 0x77, UInt8(clamping: module), 0x1D, 0x68, 80, 0x1D, 0x48, 2]
            + [0x1D, 0x6B, 73, UInt8(clamping: symbol.data.count)] + symbol.data
    }

    /// GS ( k: model 2, module size, level L, store, print. Throws ``PrintingError`` `barcodeRefused` unless the payload is 1
    /// to 200 characters of printable ASCII.
    static func code(_ text: String) throws(PrintingError) -> [UInt8] {
        let data = Array(text.utf8)
        guard (1...200).contains(data.count), data.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw PrintingError(.barcodeRefused, "A receipt's QR code holds 1 to 200 printable ASCII characters.")
        }
        return [0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0] + [0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, 6]
            + [0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x30]
            + [0x1D, 0x28, 0x6B, UInt8(clamping: data.count + 3), 0, 0x31, 0x50, 0x30] + data
            + [0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30]
    }

    /// DLE EOT n: answered at once, whatever is being printed.
    static func ask(_ kind: StatusKind) -> [UInt8] { [0x10, 0x04, kind.rawValue] }

    /// GS r 1: answered in its turn.
    static let askPaper: [UInt8] = [0x1D, 0x72, 1]

    /// GS ( H, function 48: the four bytes come back when all before is printed.
    static func askToken(_ token: [UInt8]) -> [UInt8] { [0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30] + token }

    /// DLE EOT, DLE ENQ and DLE DC4 are obeyed even inside another command's data.
    static func holdsRealTimeCommand(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == 0x10 && ($1 == 0x04 || $1 == 0x05 || $1 == 0x14) }
    }
}
