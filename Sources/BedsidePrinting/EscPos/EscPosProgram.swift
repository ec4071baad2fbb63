package import BedsideDomain

extension ReceiptPrinterConfiguration {
    /// The paper as a receipt of this printer; nil when it has no such form, or holds what the printer cannot set: its font
    /// may lack a rare character of a name.
    package func receipt(of paper: Paper, mark: CopyMark) -> ReceiptDocument? {
        do throws(PrintingError) {
            guard let receipt = try ReceiptDocument.receipt(of: paper, mark: mark) else { return nil }
            _ = try EscPosProgram(receipt, on: self)
            return receipt
        } catch { return nil }
    }
}

/// A receipt as the bytes of one printer, in pieces between which a question may be put.
struct EscPosProgram: Sendable, Hashable {
    /// Whole commands or whole lines each.
    let pieces: [[UInt8]]
    /// Paper that it takes, in millimetres: how long the head has work.
    let height: Double

    /// Throws ``PrintingError``: `doesNotFit`, `glyphMissing`, `controlCharacter`, `barcodeRefused`.
    init(_ receipt: ReceiptDocument, on printer: ReceiptPrinterConfiguration) throws(PrintingError) {
        var pieces = [EscPos.initialise + EscPos.silence + EscPos.select(printer.codePage)]
        var height = 0.0
        var style = ReceiptStyle.plain
        var alignment = Alignment.leading
        for line in try receipt.lines(columns: printer.width.columns) {
            var piece: [UInt8] = []
            func align(_ wanted: Alignment) {
                if wanted != alignment { piece += EscPos.align(wanted) }
                alignment = wanted
            }
            switch line {
            case .text(let text, let wanted, let side):
                align(side)
                if wanted.size != style.size { piece += EscPos.size(wanted.size) }
                if wanted.isStrong != style.isStrong { piece += EscPos.strong(wanted.isStrong) }
                style = wanted
                piece += try Gb18030.bytes(of: text, within: printer.characters) + EscPos.lineFeed
                height += style.size == .normal ? 3.75 : 6.75
            case .barcode(let text):
                align(.centre)
                piece += try Self.barcode(text, dots: printer.width.dots)
                height += 14
            case .code(let text):
                align(.centre)
                piece += try EscPos.code(text)
                height += 30
            case .blank(let lines):
                piece += EscPos.feed(lines: lines)
                height += 3.75 * Double(lines)
            }
            pieces.append(piece)
        }
        pieces.append(EscPos.cut(printer.cutter))
        guard !pieces.contains(where: EscPos.holdsRealTimeCommand) else {
            throw PrintingError(
                .controlCharacter, "The receipt's bytes would hold a real-time command; it was not printed.")
        }
        self.pieces = pieces
        self.height = height + 20
    }

    /// With the widest bars that fit, at most three dots a module.
    private static func barcode(_ text: String, dots: Int) throws(PrintingError) -> [UInt8] {
        let symbol = try EscPosCode128(text)
        let module = min(dots / symbol.moduleCount, 3)
        guard module >= 2 else {
            throw PrintingError(
                .doesNotFit,
                "A barcode of \(symbol.moduleCount) modules does not fit a head of \(dots) dots; print it on A4.")
        }
        return EscPos.barcode(symbol, module: module)
    }
}
