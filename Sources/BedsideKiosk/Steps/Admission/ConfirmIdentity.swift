import BedsideDomain
import BedsideScreen

/// Admission, fifth: a nurse compares the person with the papers, and says so with badge and PIN.
struct ConfirmIdentity: Step {
    let order: AdmissionOrder
    let answers: AdmissionAnswers
    /// How the deposit will be paid; nil is later, or none.
    let payment: PaymentChannel?

    // A nurse may have to come from the other end of the ward.
    var habits: Habits { Habits(scans: .staff, wants: .wantBadge, patience: 10) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let patient = order.patient
        let age = patient.birthDate.age(on: context.today)
        var facts = [
            Fact(words(.orderName), patient.maskedName, .strong),
            Fact(words(.orderSexAge), words(.of(patient.sex)) + "  " + words(.ageYears, .count(age))),
        ]
        if !patient.identityNumber.value.isEmpty {
            facts.append(Fact(words(.orderIdentity), masked(number: patient.identityNumber.value)))
        }
        return Draft(
            "admission-identity", words(.identityHeading),
            blocks: [
                .text(words(.identityText), emphasis: .strong), .gap, Draft.facts(facts, context.room), .gap,
                .text(words(.identityCall), emphasis: .ordinary),
            ])
    }

    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? {
        guard case .staffBadge(let badge) = credential else { return nil }
        return .push(EnterPIN(badge: badge, purpose: .admission(order, answers, payment: payment)))
    }
}
