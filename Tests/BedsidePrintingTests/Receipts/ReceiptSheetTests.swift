import BedsideDomain
import Testing

@testable import BedsidePrinting

/// The same receipts as pages of a roll behind the print server.
struct ReceiptSheetTests {
    @Test("Receipts become pages of the roll's own size, with codes that a reader reads")
    func pages() async throws {
        for paper in try Receipts.papers() {
            let receipt = try #require(try ReceiptDocument.receipt(of: paper, mark: Samples.second))
            let made = try await PDFRenderer().render(receipt: receipt, media: "om_receipt_80x200mm")
            #expect(made.media == "om_receipt_80x200mm")
            let reader = try PaperReader(made.pdf)
            #expect(try reader.info("Page size").hasPrefix("226.772 x 566.929"))
            let text = try reader.text()
            #expect(text.contains("龘*㐂") && text.contains("WD202611220018") && !text.contains("𠮷"))
            for page in try reader.pages() {
                #expect(page.contains("副本 2 · 补打") && page.contains("WD202611220018"))
            }
            switch paper.kind {
            case .depositReceipt: #expect(try reader.codes() == ["QR-Code:JF2026111500017"])
            case .paymentSlip: #expect(try reader.codes() == ["CODE-128:JF2026111500025"])
            case .settlementSlip: #expect(try reader.codes() == ["CODE-128:JS20261122-0007"])
            default: #expect(try reader.codes() == [])
            }
            try reader.remove()
        }
    }

    @Test("A long receipt goes over several pages, on whatever roll the queue lists")
    func rolls() async throws {
        let made = try await PDFRenderer().render(receipt: Receipts.long(80), media: "om_receipt_58x210mm")
        let reader = try PaperReader(made.pdf)
        #expect(try reader.info("Page size").hasPrefix("164.409 x 595.276"))
        #expect(try reader.pages().count == 2)
        #expect(try reader.text().contains("￥80.00"))
        try reader.remove()
    }

    @Test(
        "A name that is no roll's is refused",
        arguments: ["iso_a4_210x297mm", "Custom.80x120mm", "om_x_80mm", "", "om_x_80x1e9mm"])
    func refused(media: String) async {
        await #expect { try await PDFRenderer().render(receipt: Receipts.long(3), media: media) } throws: { error in
            (error as? PrintingError)?.code == .receiptPrinterMisconfigured
        }
    }
}
