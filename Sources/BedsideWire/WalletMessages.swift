/// The messages of the wallet gateway: what Bedside asks of a mobile-payment provider, in the shape that the big ones share
/// (create by own order number, query, close, refund by own refund number, query). All are safe to repeat.
package struct WalletOrderRequest: Sendable, Codable {
    /// Made once by the terminal; the gateway never accepts it twice with another amount.
    package let orderNumber: String
    package let amountFen: Int64
    package let subject: String

    package init(orderNumber: String, amountFen: Int64, subject: String) {
        self.orderNumber = orderNumber
        self.amountFen = amountFen
        self.subject = subject
    }
}

package struct WalletOrderAnswer: Sendable, Codable {
    package enum State: String, Sendable, Codable {
        case waiting, paid, declined, closed, expired
        case notKnown = "not-known"
    }

    package let orderNumber: String
    package let state: State
    package let amountFen: Int64
    /// What the patient's phone opens; for the QR code.
    package let payURL: String?
    /// The gateway's own number once paid.
    package let reference: String?

    package init(orderNumber: String, state: State, amountFen: Int64, payURL: String?, reference: String?) {
        self.orderNumber = orderNumber
        self.state = state
        self.amountFen = amountFen
        self.payURL = payURL
        self.reference = reference
    }
}

package struct WalletRefundRequest: Sendable, Codable {
    package let refundNumber: String
    package let orderNumber: String
    package let amountFen: Int64

    package init(refundNumber: String, orderNumber: String, amountFen: Int64) {
        self.refundNumber = refundNumber
        self.orderNumber = orderNumber
        self.amountFen = amountFen
    }
}

package struct WalletRefundAnswer: Sendable, Codable {
    package enum State: String, Sendable, Codable {
        case done, refused, processing
        case notKnown = "not-known"
    }

    package let refundNumber: String
    package let state: State
    package let amountFen: Int64

    package init(refundNumber: String, state: State, amountFen: Int64) {
        self.refundNumber = refundNumber
        self.state = state
        self.amountFen = amountFen
    }
}
