/// One order at a payment provider. Its number is made once, before anything is sent, and never changes.
package struct PaymentOrder: Sendable, Hashable {
    package enum Purpose: Sendable, Hashable {
        /// At admission or later: towards the stay.
        case deposit
        /// At discharge: towards the preview with this fingerprint.
        case settlement(fingerprint: String)
    }

    package let id: PaymentOrderID
    package let encounter: EncounterID
    package let purpose: Purpose
    package let channel: PaymentChannel
    package let amount: Money
    package let createdAt: Timestamp
    package var state: PaymentState

    package init(
        id: PaymentOrderID, encounter: EncounterID, purpose: Purpose, channel: PaymentChannel, amount: Money,
        createdAt: Timestamp, state: PaymentState
    ) {
        self.id = id
        self.encounter = encounter
        self.purpose = purpose
        self.channel = channel
        self.amount = amount
        self.createdAt = createdAt
        self.state = state
    }
}

/// Where an order stands. Time-out is not failure: an order that was sent ends only by the provider's word (sync.md 4).
package enum PaymentState: Sendable, Hashable {
    /// Committed, not yet sent: safe to send or to drop.
    case created
    /// Committed before the call: from here on only an inquiry may follow.
    case sent
    /// The provider has it and waits for the patient; what the screen shows to pay with.
    case waiting(payBy: String)
    /// No answer; ask.
    case unknown
    case paid(at: Timestamp, reference: String)
    /// Ended without money: declined, closed, revoked.
    case closed(reason: CloseReason)

    package enum CloseReason: String, Sendable, Hashable, Codable {
        case declined, cancelled, expired
    }

    package var isOpen: Bool {
        switch self {
        case .created, .sent, .waiting, .unknown: true
        case .paid, .closed: false
        }
    }

    /// A stable word for the store and `--json`.
    package var word: String {
        switch self {
        case .created: "created"
        case .sent: "sent"
        case .waiting: "waiting"
        case .unknown: "unknown"
        case .paid: "paid"
        case .closed: "closed"
        }
    }
}

/// What a provider answered to a create, an inquiry or a cancel.
package enum PaymentAnswer: Sendable, Hashable {
    /// It has the order; the patient pays with this text (a URL for a QR code, or the slip's code).
    case waiting(payBy: String)
    case paid(reference: String)
    case closed(PaymentState.CloseReason)
    /// It does not know the order: only then may the same number be sent again.
    case notKnown
    /// No answer, or one that cannot be understood.
    case noAnswer
}

extension PaymentOrder {
    package enum Step: Sendable, Hashable {
        /// Send the order with the same number.
        case send
        case inquire
        /// Wait for the patient or the cashier, then inquire again.
        case wait
        case finished
    }

    /// What must happen next, also after a crash: an intent that may have been sent is asked for, never sent again.
    package var next: Step {
        switch state {
        case .created: .send
        case .sent, .unknown: .inquire
        case .waiting: .wait
        case .paid, .closed: .finished
        }
    }

    /// The state after a provider's answer. A final state never changes; a late `closed` cannot undo a `paid`.
    package func after(_ answer: PaymentAnswer, at moment: Timestamp) -> PaymentState {
        guard state.isOpen else { return state }
        switch answer {
        case .waiting(let payBy):
            // Not every inquiry says again what to pay with.
            if case .waiting = state, payBy.isEmpty { return state }
            return .waiting(payBy: payBy)
        case .paid(let reference): return .paid(at: moment, reference: reference)
        case .closed(let reason): return .closed(reason: reason)
        case .notKnown:
            // The provider never got it: back to the start with the same number.
            return .created
        case .noAnswer:
            if case .waiting = state { return state }
            return .unknown
        }
    }
}
