import BedsideDomain
import BedsidePrinting

extension ConfigurationReader {
    /// `printing.receipts`; nil without it.
    static func receipts(_ printing: YAMLSection) -> ReceiptRoute? {
        guard printing.contains("receipts") else { return nil }
        let section = printing.section("receipts")
        defer { section.finish() }
        let words = section.strings("papers", default: ["deposit-receipt", "payment-slip"], limit: 4)
        let papers = words.compactMap { word in
            section.check("papers") { () throws(DomainError) in
                guard let kind = ReceiptRoute.possible.first(where: { $0.rawValue == word }) else {
                    let known = ReceiptRoute.possible.map(\.rawValue).joined(separator: ", ")
                    throw DomainError(.invalidIdentifier, "Papers that can be receipts are \(known).")
                }
                return kind
            }
        }
        let way: ReceiptRoute.Way? =
            section.contains("queue") ? roll(section) : line(section).map { .line($0) }
        return way.map { ReceiptRoute(papers: Set(papers), way: $0) }
    }

    private static func roll(_ section: YAMLSection) -> ReceiptRoute.Way {
        .roll(
            queue: section.string("queue", "must be a CUPS queue of 1 to 127 letters, digits, - and _") {
                (1...127).contains($0.utf8.count)
                    && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
            },
            media: section.string("media", default: "om_receipt_80x200mm", "must be a PWG medium of the queue's list") {
                (1...127).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x2D...0x7A).contains($0) }
            })
    }

    private enum Link: String, CaseIterable { case serial, usb, tcp }
    private enum Page: String, CaseIterable { case kanji, page, pageAndKanji = "page-and-kanji" }

    private static func line(_ section: YAMLSection) -> ReceiptPrinterConfiguration? {
        let link = section.choice("link", default: Link.usb)
        func path() -> String { section.string("path", "must be an absolute path", where: { $0.hasPrefix("/") }) }
        let connection: ReceiptPrinterConfiguration.Connection =
            switch link {
            case .serial:
                .serial(
                    path: path(), speed: section.integer("speed", default: 115_200, in: 2_400...115_200),
                    flow: section.choice("flow", default: .hardware))
            case .usb: .usb(path: path())
            case .tcp:
                .tcp(
                    host: section.string("host", "must be a numeric address") { !$0.isEmpty },
                    port: section.integer("port", default: 9_100, in: 1...65_535))
            }
        let page = section.choice("code_page", default: Page.kanji)
        let number = page == .kanji ? 0 : UInt8(section.integer("page_number", in: 0...255))
        let codePage: ReceiptPrinterConfiguration.CodePage =
            switch page {
            case .kanji: .kanji
            case .page: .page(number)
            case .pageAndKanji: .pageAndKanji(number)
            }
        let name = section.string("name", default: "receipts", "must be 1 to 127 of A-Z a-z 0-9 - . _") { _ in true }
        return section.check("link") { () throws(PrintingError) in
            try ReceiptPrinterConfiguration(
                name: name, connection: connection, width: section.choice("width", default: .mm80),
                cutter: section.choice("cutter", default: .partial), codePage: codePage,
                characters: section.choice("characters", default: .gbk),
                proof: section.choice("proof", default: .token),
                answerTimeout: .milliseconds(section.integer("answer_ms", default: 2_000, in: 100...10_000)),
                stallTimeout: .milliseconds(section.integer("stall_ms", default: 10_000, in: 100...60_000)))
        }
    }
}
