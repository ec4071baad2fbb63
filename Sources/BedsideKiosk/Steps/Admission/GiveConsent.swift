import BedsideDomain
import BedsideScreen

/// Admission, third: one consent at a time, in a few plain sentences.
struct GiveConsent: Step {
    let order: AdmissionOrder
    let phone: PhoneNumber
    /// Given before this one, in order.
    private var given: [Consent] = []

    init(order: AdmissionOrder, phone: PhoneNumber) {
        self.order = order
        self.phone = phone
    }

    var habits: Habits { Habits(patience: 3) }

    private var asked: Consent? { Consent.allCases.first { !given.contains($0) } }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let total = Consent.allCases.count
        var draft = Draft(
            "admission-consent",
            words(.consentHeading, .page(min(given.count + 1, total)), .pages(total)),
            choices: [Choice(1, words(.consentAgree)), Choice(2, words(.consentRefuse))])
        if let asked {
            let texts = TextKey.of(asked)
            draft.blocks = [
                .text(words(texts.title), emphasis: .strong), .text(words(texts.text), emphasis: .ordinary), .gap,
            ]
        }
        return draft
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit == 1 else {
            return .notice(
                Notice(
                    "consent-refused", tone: .calm, heading: Saying(.consentRefusedHeading),
                    lines: [Saying(.consentRefusedText)]))
        }
        guard let asked else { return .stay }
        var next = self
        next.given.append(asked)
        if next.asked != nil { return .push(next) }
        let answers = AdmissionAnswers(phone: phone, consents: next.given)
        return order.deposit.isPositive
            ? .push(ChooseDeposit(order: order, answers: answers))
            : .push(ConfirmIdentity(order: order, answers: answers, payment: nil))
    }
}
