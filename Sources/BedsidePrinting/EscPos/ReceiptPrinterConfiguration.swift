import CPosix

/// A receipt printer on a line of its own, as the site declares it.
package struct ReceiptPrinterConfiguration: Sendable, Hashable {
    /// Stands for a queue's name: what the configuration's papers are sent to.
    package let name: String
    package let connection: Connection
    package let width: Width
    package let cutter: Cutter
    package let codePage: CodePage
    package let characters: CharacterSet
    package let proof: Proof
    /// The longest silence after a question before the printer counts as offline.
    package let answerTimeout: Duration
    /// The longest time without progress while a receipt is on its way.
    package let stallTimeout: Duration

    package enum Connection: Sendable, Hashable {
        /// Bits a second: 2400 to 115200. 8 data bits, no parity.
        case serial(path: String, speed: Int, flow: Flow)
        /// The kernel's printer node, such as `/dev/usb/lp0`.
        case usb(path: String)
        /// A numeric address: a name server that does not answer must not hold a receipt up.
        case tcp(host: String, port: Int)

        package enum Flow: String, Sendable, Hashable, CaseIterable {
            case none, hardware, software
        }
    }

    package enum Width: String, Sendable, Hashable, CaseIterable {
        case mm80 = "80mm"
        case mm58 = "58mm"

        /// Columns of the 12 x 24 font.
        var columns: Int { self == .mm80 ? 48 : 32 }
        /// Printable dots at 203 dpi.
        var dots: Int { self == .mm80 ? 576 : 384 }
    }

    package enum Cutter: String, Sendable, Hashable, CaseIterable {
        case none, partial, full
    }

    /// What turns two-byte text on.
    package enum CodePage: Sendable, Hashable {
        /// FS &: the printers of China.
        case kanji
        /// ESC t n: printers that have GB18030 as one of their pages.
        case page(UInt8)
        case pageAndKanji(UInt8)
    }

    /// What the printer's font holds. A character outside of it would come out as a blank or a box.
    package enum CharacterSet: String, Sendable, Hashable, CaseIterable {
        case gb2312, gbk
        /// GBK and the four-byte CJK Extension A.
        case gb18030
    }

    /// How the printer can show that a receipt is on paper.
    package enum Proof: String, Sendable, Hashable, CaseIterable {
        /// GS ( H: the printer gives our token back when all before it is printed.
        case token
        /// GS r: answered when all before it has been worked through.
        case buffered
        /// DLE EOT only. The head's time is waited out before the last question, which is weaker: a fault after that is
        /// not seen.
        case realTime = "real-time"
    }

    /// Throws ``PrintingError`` `receiptPrinterMisconfigured`.
    package init(
        name: String, connection: Connection, width: Width = .mm80, cutter: Cutter = .partial,
        codePage: CodePage = .kanji, characters: CharacterSet = .gbk, proof: Proof = .token,
        answerTimeout: Duration = .seconds(2), stallTimeout: Duration = .seconds(10)
    ) throws(PrintingError) {
        let allowed = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        guard (1...127).contains(name.utf8.count), allowed else {
            throw Self.wrong("name", "must be 1 to 127 of the characters A-Z a-z 0-9 - . _")
        }
        switch connection {
        case .serial(let path, let speed, _):
            try Self.check(path: path)
            guard [2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200].contains(speed) else {
                throw Self.wrong("speed", "must be 2400, 4800, 9600, 19200, 38400, 57600 or 115200")
            }
        case .usb(let path): try Self.check(path: path)
        case .tcp(let host, let port):
            guard host.utf8.count <= 64, unsafe bedside_is_address(host) == 1 else {
                throw Self.wrong("host", "must be a numeric IPv4 or IPv6 address")
            }
            guard (1...65_535).contains(port) else { throw Self.wrong("port", "must be 1 to 65535") }
        }
        guard (.milliseconds(100) ... .seconds(10)).contains(answerTimeout) else {
            throw Self.wrong("answer timeout", "must be 0.1 to 10 seconds")
        }
        guard (.milliseconds(100) ... .seconds(60)).contains(stallTimeout) else {
            throw Self.wrong("stall timeout", "must be 0.1 to 60 seconds")
        }
        self.name = name
        self.connection = connection
        self.width = width
        self.cutter = cutter
        self.codePage = codePage
        self.characters = characters
        self.proof = proof
        self.answerTimeout = answerTimeout
        self.stallTimeout = stallTimeout
    }

    private static func check(path: String) throws(PrintingError) {
        guard path.hasPrefix("/"), path.utf8.count <= 255, path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw wrong(
                "path", "must be an absolute path of at most 255 printable ASCII characters, such as /dev/ttyS0")
        }
    }

    private static func wrong(_ field: String, _ rule: String) -> PrintingError {
        PrintingError(
            .receiptPrinterMisconfigured, "The receipt printer's \(field) \(rule); correct the configuration.")
    }
}
