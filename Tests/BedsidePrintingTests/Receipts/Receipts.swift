import BedsideDomain

@testable import BedsidePrinting

/// Papers that have a receipt.
enum Receipts {
    static func papers() throws -> [Paper] {
        [
            .depositReceipt(try Samples.depositReceipt()), .paymentSlip(try Samples.paymentSlip()),
            .settlementSlip(try Samples.settlement()), .dailyBill(try Samples.dailyBill()),
        ]
    }

    /// A receipt of numbered lines.
    static func long(_ lines: Int, mark: String = "第") -> ReceiptDocument {
        ReceiptDocument(
            title: "小票", banner: nil, reference: "", printedAt: Samples.printedAt,
            blocks: (1...lines).map { .pair("\(mark) \($0) 项费用", "￥\($0).00") })
    }

    static func of(_ text: String) -> ReceiptDocument {
        ReceiptDocument(title: "小票", banner: nil, reference: "", printedAt: Samples.printedAt, blocks: [.text(text)])
    }
}
