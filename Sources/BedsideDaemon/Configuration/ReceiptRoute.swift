package import BedsideDomain
package import BedsidePrinting

/// Which papers come out as receipts, and how the receipt printer is reached.
package struct ReceiptRoute: Sendable, Hashable {
    package enum Way: Sendable, Hashable {
        /// A printer on a line of its own, spoken to in ESC/POS.
        case line(ReceiptPrinterConfiguration)
        /// A queue of the print server with a roll in it; the medium is one that the queue lists.
        case roll(queue: String, media: String)
    }

    package var papers: Set<Paper.Kind>
    package var way: Way

    package var queue: String {
        switch way {
        case .line(let printer): printer.name
        case .roll(let queue, _): queue
        }
    }

    /// The papers that have a form as a receipt.
    package static let possible: [Paper.Kind] = [.depositReceipt, .paymentSlip, .settlementSlip, .dailyBill]
}
