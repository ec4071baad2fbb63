/// What kind of printed code a scanner says that it read: ISO/IEC 15424, `]` code character modifier.
package struct AimIdentifier: Sendable, Hashable {
    /// How many bytes a scanner sends before the payload.
    package static let length = 3

    /// The code character, such as `C` for Code 128 and `Q` for QR.
    package let code: UInt8
    /// How the reader treated it, such as `1` for GS1-128.
    package let modifier: UInt8

    package init(code: UInt8, modifier: UInt8) {
        self.code = code
        self.modifier = modifier
    }

    /// Reads the identifier at the beginning of what a scanner sent: `]`, a letter, a letter or digit. Nil when there is
    /// none.
    package init?(beginning bytes: ArraySlice<UInt8>) {
        let head = bytes.prefix(Self.length)
        guard head.count == Self.length, let bracket = head.first, let modifier = head.last else { return nil }
        let code = head[head.startIndex + 1]
        guard bracket == UInt8(ascii: "]"), isLetter(code), isLetter(modifier) || (0x30...0x39).contains(modifier)
        else {
            return nil
        }
        self.init(code: code, modifier: modifier)
    }

    /// As a scanner sends it, such as `]C1`.
    package var text: String { String(decoding: [UInt8(ascii: "]"), code, modifier], as: UTF8.self) }

    /// The kind of code; nil for one that ISO/IEC 15424 does not name or leaves to the maker.
    package var symbology: Symbology? { Symbology(self) }

    /// FNC1 came first: the payload is GS1 element strings (GS1 General Specifications 5.1.2), or is GS1 DataBar.
    package var isGS1: Bool {
        switch (code, modifier) {
        case (UInt8(ascii: "C"), UInt8(ascii: "1")), (UInt8(ascii: "e"), UInt8(ascii: "0")),
            (UInt8(ascii: "d"), UInt8(ascii: "2")), (UInt8(ascii: "d"), UInt8(ascii: "5")),
            (UInt8(ascii: "Q"), UInt8(ascii: "3")), (UInt8(ascii: "Q"), UInt8(ascii: "4")):
            true
        default: false
        }
    }

    /// The scanner speaks of itself: the text of a menu or the reply to a command, which is no scan. Honeywell sends
    /// `]X0` and `]Z6` for these among its scans; other `]X` are other makers' names for ordinary codes.
    package var isDeviceReply: Bool {
        code == UInt8(ascii: "Z") || (code == UInt8(ascii: "X") && modifier == UInt8(ascii: "0"))
    }
}

/// The kinds of printed code that ISO/IEC 15424 names.
package enum Symbology: String, Sendable, Hashable, CaseIterable {
    case code39 = "Code 39"
    case telepen = "Telepen"
    case code128 = "Code 128"
    case gs1Code128 = "GS1-128"
    case ean13 = "EAN-13 or UPC"
    case ean8 = "EAN-8"
    case codabar = "Codabar"
    case code93 = "Code 93"
    case code11 = "Code 11"
    case interleaved2of5 = "Interleaved 2 of 5"
    case pdf417 = "PDF417"
    case msi = "MSI"
    case qrCode = "QR Code"
    case gs1QRCode = "GS1 QR Code"
    case maxiCode = "MaxiCode"
    case dataMatrix = "Data Matrix"
    case gs1DataMatrix = "GS1 DataMatrix"
    case gs1DataBar = "GS1 DataBar"
    case hanXin = "Han Xin Code"
    case ocr = "OCR"
    case aztec = "Aztec Code"

    fileprivate init?(_ aim: AimIdentifier) {
        switch UnicodeScalar(aim.code) {
        case "A": self = .code39
        case "B": self = .telepen
        case "C": self = aim.isGS1 ? .gs1Code128 : .code128
        case "E": self = aim.modifier == UInt8(ascii: "4") ? .ean8 : .ean13
        case "F": self = .codabar
        case "G": self = .code93
        case "H": self = .code11
        case "I": self = .interleaved2of5
        case "L": self = .pdf417
        case "M": self = .msi
        case "Q": self = aim.isGS1 ? .gs1QRCode : .qrCode
        case "U": self = .maxiCode
        case "d": self = aim.isGS1 ? .gs1DataMatrix : .dataMatrix
        case "e": self = .gs1DataBar
        case "h": self = .hanXin
        case "o": self = .ocr
        case "z": self = .aztec
        default: return nil
        }
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
