import BedsideDomain

/// Somebody who takes money for us. Every call may be repeated with the same numbers without a second payment.
protocol PaymentProvider: Sendable {
    func create(_ order: PaymentOrder) async -> PaymentAnswer
    func inquire(_ order: PaymentOrder) async -> PaymentAnswer
    /// Closes an unpaid order; a paid one answers `paid`.
    func close(_ order: PaymentOrder) async -> PaymentAnswer
    func refund(_ refund: RefundOrder) async -> RefundAnswer
    func inquire(_ refund: RefundOrder) async -> RefundAnswer
    /// How long to wait before a waiting order is asked for again; nil when the provider tells by itself.
    var inquiry: Duration? { get }
    /// When an unpaid order is closed; nil for never.
    var expiry: Duration? { get }
}
