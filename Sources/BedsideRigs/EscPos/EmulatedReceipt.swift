/// What came out of the emulated printer in one piece of paper.
package struct EmulatedReceipt: Sendable, Hashable {
    package enum Cut: String, Sendable, Hashable {
        case partial, full
    }

    package enum Item: Sendable, Hashable {
        /// A text line read back from its bytes; height and width are 1 or 2.
        case line(String, height: Int, width: Int, isStrong: Bool, alignment: Int)
        /// The text of a Code 128 symbol, the dots of a module and the modules of the symbol.
        case barcode(String, module: Int, symbols: Int)
        case code(String)
        case feed(Int)
    }

    package var items: [Item] = []
    /// Nil while the paper still hangs in the printer.
    package var cut: Cut?

    package init() {}

    /// The text lines.
    package var lines: [String] {
        items.compactMap { item in
            if case .line(let text, _, _, _, _) = item { return text }
            return nil
        }
    }

    package var text: String { lines.joined(separator: "\n") }

    /// Texts of barcodes and QR codes.
    package var codes: [String] {
        items.compactMap { item in
            switch item {
            case .barcode(let text, _, _), .code(let text): text
            case .line, .feed: nil
            }
        }
    }
}

/// How the emulated printer misbehaves; set at any time.
package struct EscPosFaults: Sendable, Hashable {
    package var paperIsOut = false
    package var paperIsLow = false
    package var coverIsOpen = false
    package var cutterIsStuck = false
    package var isBroken = false
    /// Answers no question and takes what it is sent.
    package var isSilent = false
    /// After so many text lines since the last power-on; each fires once.
    package var paperEndsAfterLine: Int?
    package var coverOpensAfterLine: Int?
    package var fallsSilentAfterLine: Int?
    package var diesAfterLine: Int?
    /// The knife sticks at the next cut.
    package var cutterSticksAtCut = false
    /// Takes one byte at a time, with so many microseconds between two.
    package var microsecondsAByte = 0
    /// Takes everything at once into its memory, and so many microseconds for each line that it prints from there.
    package var microsecondsALine: Int64 = 0
    /// Sent before every answer.
    package var noise: [UInt8] = []
    /// Does not answer GS ( H and GS r, as cheap printers do not.
    package var lacksProof = false

    package init() {}

    /// Whether it works through what it was sent.
    var stops: Bool { paperIsOut || coverIsOpen || cutterIsStuck || isBroken }
}
