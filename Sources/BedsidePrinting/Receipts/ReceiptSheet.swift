import BedsideDomain

// The same receipts for a roll behind the print server, which takes pages of a fixed size.

extension Sheet {
    /// A roll's page by the name that its queue lists, such as `om_receipt_80x200mm`: 48 to 112 mm wide, 100 to 400 mm long.
    ///
    /// Throws ``PrintingError`` `receiptPrinterMisconfigured` for any other name: CUPS rounds sizes of one's own away.
    static func roll(media: String) throws(PrintingError) -> Sheet {
        if media == receipt80.media { return receipt80 }
        let size = media.split(separator: "_").last.map {
            $0.hasSuffix("mm") ? $0.dropLast(2).split(separator: "x") : []
        }
        let sides = (size ?? []).compactMap { Double($0) }
        guard media.utf8.count <= 64, sides.count == 2, (48...112).contains(sides[0]), (100...400).contains(sides[1])
        else {
            throw PrintingError(
                .receiptPrinterMisconfigured,
                "A receipt roll's medium is a name that its queue lists, 48 to 112 mm wide and 100 to 400 mm long, such as om_receipt_80x200mm."
            )
        }
        return Sheet(
            media: media, width: sides[0], height: sides[1],
            margin: Margin(horizontal: sides[0] < 70 ? 2.5 : 4, top: 5, bottom: 6), textSize: sides[0] < 70 ? 8 : 9,
            hasGreys: false)
    }
}

extension ReceiptDocument {
    /// The receipt as pages of a roll; a long one goes over several.
    func document(sheet: Sheet) -> Document {
        Document(
            title: title, sheet: sheet, foot: RunningText(right: reference), banner: banner,
            blocks: blocks.map { $0.block(sheet: sheet) })
    }
}

extension ReceiptBlock {
    fileprivate func block(sheet: Sheet) -> Block {
        switch self {
        case .text(let text, let style, let alignment):
            return .paragraph(Paragraph([style.span(text)], size: style.textSize, alignment: alignment))
        case .pair(let label, let value, let style):
            // The label gets what its columns need; the value has the rest, and wraps there.
            let inner = sheet.width - 2 * sheet.margin.horizontal
            let column = sheet.textSize * style.scale / 2 * 25.4 / 72
            let left = min(Double(cells(of: label)) * column * 1.05 + 0.5, 0.7 * inner)
            return .columns([
                .init(.millimetres(left), [.paragraph(Paragraph([style.span(label)], size: style.textSize))]),
                .init(
                    .share(1), [.paragraph(Paragraph([style.span(value)], size: style.textSize, alignment: .trailing))]),
            ])
        case .rule(let rule): return .rule(rule)
        case .barcode(let text): return .barcode(Barcode(text, height: 11, module: 0.3))
        case .code(let text): return .code(TwoDimensionalCode(payload: Array(text.utf8), side: 24))
        case .gap(let lines): return .gap(Double(lines) * 3)
        }
    }
}

extension ReceiptStyle {
    fileprivate func span(_ text: String) -> Paragraph.Span { isStrong ? .strong(text) : .plain(text) }

    /// Against body text, as the typesetter scales the size below.
    fileprivate var scale: Double {
        switch size {
        case .normal: 1
        case .tall: 1.2
        case .large: 1.8
        }
    }

    fileprivate var textSize: TextSize {
        switch size {
        case .normal: .body
        case .tall: .large
        case .large: .huge
        }
    }
}

extension PDFRenderer {
    /// A receipt as a PDF for a roll's queue.
    ///
    /// Throws ``PrintingError``: `receiptPrinterMisconfigured`, and what ``render(_:mark:report:wristband:)`` throws.
    package func render(
        receipt: ReceiptDocument, media: String
    ) throws(PrintingError) -> RenderedPaper {
        let sheet = try Sheet.roll(media: media)
        return RenderedPaper(pdf: try render(receipt.document(sheet: sheet), at: receipt.printedAt), media: media)
    }
}
