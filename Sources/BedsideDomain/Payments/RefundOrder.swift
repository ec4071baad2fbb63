/// A refund towards one original payment.
package struct RefundOrder: Sendable, Hashable {
    /// Unique for ever: the settlement's number and the part's position.
    package let id: PaymentOrderID
    package let encounter: EncounterID
    package let part: RefundPlan.Part
    package var state: RefundState

    package init(id: PaymentOrderID, encounter: EncounterID, part: RefundPlan.Part, state: RefundState) {
        self.id = id
        self.encounter = encounter
        self.part = part
        self.state = state
    }
}

package enum RefundState: String, Sendable, Hashable, Codable {
    case created, sent, unknown, done
    /// The provider refused: the cashier pays it out.
    case refused
}

/// What a provider says of a refund.
package enum RefundAnswer: Sendable, Hashable {
    case done, refused, processing, notKnown, noAnswer
}

extension RefundOrder {
    /// The state after an answer; `done` and `refused` are final.
    package func after(_ answer: RefundAnswer) -> RefundState {
        switch (state, answer) {
        case (.done, _), (.refused, _): state
        case (_, .done): .done
        case (_, .refused): .refused
        case (_, .processing), (_, .noAnswer): .unknown
        case (_, .notKnown): .created
        }
    }
}
