import BedsideDomain

/// The cashier's desk: the patient takes a slip there, and a cashier confirms the money with badge and PIN.
///
/// The desk never answers by itself: the confirmation goes straight to the store.
struct CashierDesk: PaymentProvider {
    var inquiry: Duration? { nil }
    var expiry: Duration? { nil }

    func create(_ order: PaymentOrder) async -> PaymentAnswer { .waiting(payBy: order.id.text) }
    func inquire(_ order: PaymentOrder) async -> PaymentAnswer { .waiting(payBy: order.id.text) }
    func close(_ order: PaymentOrder) async -> PaymentAnswer { .closed(.cancelled) }

    /// Cash goes back over the desk: the refund waits for a cashier's confirmation.
    func refund(_ refund: RefundOrder) async -> RefundAnswer { .notKnown }
    func inquire(_ refund: RefundOrder) async -> RefundAnswer { .notKnown }
}
