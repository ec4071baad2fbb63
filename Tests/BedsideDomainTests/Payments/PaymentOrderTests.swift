import BedsideDomain
import Testing

@Suite("Payment orders")
struct PaymentOrderTests {
    private static let later = Sample.noon.adding(seconds: 90)
    private static let paid = PaymentState.paid(at: later, reference: "T1")
    private static let open: [PaymentState] = [.created, .sent, .waiting(payBy: "old"), .unknown]
    private static let final: [PaymentState] = [
        .paid(at: Sample.noon, reference: "T0"), .closed(reason: .declined), .closed(reason: .cancelled),
        .closed(reason: .expired),
    ]
    private static let answers: [PaymentAnswer] = [
        .waiting(payBy: "new"), .paid(reference: "T1"), .closed(.declined), .closed(.cancelled), .closed(.expired),
        .notKnown, .noAnswer,
    ]

    @Test("a final state never changes, whatever comes late", arguments: final, answers)
    func finalStays(state: PaymentState, answer: PaymentAnswer) {
        #expect(order(state).after(answer, at: Self.later) == state)
        #expect(order(state).next == .finished)
        #expect(!state.isOpen)
    }

    @Test("the provider's word decides every open state", arguments: open)
    func providersWord(state: PaymentState) {
        #expect(state.isOpen)
        #expect(order(state).after(.paid(reference: "T1"), at: Self.later) == Self.paid)
        #expect(order(state).after(.waiting(payBy: "new"), at: Self.later) == .waiting(payBy: "new"))
        for reason in [PaymentState.CloseReason.declined, .cancelled, .expired] {
            #expect(order(state).after(.closed(reason), at: Self.later) == .closed(reason: reason))
        }
    }

    @Test("only an order that the provider does not know is sent again, with the same number", arguments: open)
    func notKnown(state: PaymentState) {
        var order = order(state)
        let number = order.id
        order.state = order.after(.notKnown, at: Self.later)
        #expect(order.state == .created && order.next == .send && order.id == number)
    }

    @Test("no answer is no failure: it is asked for, never sent again", arguments: open)
    func noAnswer(state: PaymentState) {
        var order = order(state)
        for _ in 0..<5 { order.state = order.after(.noAnswer, at: Self.later) }
        #expect(order.state.isOpen)
        #expect(order.next != .send && order.next != .finished)
        if case .waiting = state { #expect(order.state == state) } else { #expect(order.state == .unknown) }
    }

    @Test("after a crash: what may have been sent is inquired for")
    func next() {
        #expect(order(.created).next == .send)
        #expect(order(.sent).next == .inquire)
        #expect(order(.unknown).next == .inquire)
        #expect(order(.waiting(payBy: "")).next == .wait)
    }

    @Test(
        "random answers: money once confirmed stays confirmed, and is sent only when unknown to the provider",
        arguments: 0..<60)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var order = order(.sent)
        var confirmed: PaymentState?
        for _ in 0..<30 {
            let before = order
            let answer = random.pick(Self.answers)
            order.state = order.after(answer, at: Self.later)
            if order.next == .send, before.next != .send { #expect(answer == .notKnown) }
            if let confirmed { #expect(order.state == confirmed) }
            if !order.state.isOpen { confirmed = order.state }
        }
    }

    @Test("stable words")
    func words() {
        #expect(
            (Self.open + Self.final).map(\.word)
                == ["created", "sent", "waiting", "unknown", "paid", "closed", "closed", "closed"])
    }

    private func order(_ state: PaymentState) -> PaymentOrder {
        PaymentOrder(
            id: PaymentOrderID(trusted: "JF1"), encounter: Sample.encounter, purpose: .deposit, channel: .wallet,
            amount: Money(fen: 100), createdAt: Sample.noon, state: state)
    }
}
