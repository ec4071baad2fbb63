import BedsideDomain
import BedsideScreen

/// A refund above the hospital's limit: a member of staff agrees with badge and PIN.
struct AgreeRefund: Step {
    let encounter: EncounterID
    let fingerprint: String
    let amount: Money

    var habits: Habits { Habits(scans: .staff, wants: .wantBadge, patience: 10) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "discharge-staff", words(.refundHeading),
            blocks: [
                .text(words(.refundText, .amount(amount)), emphasis: .strong), .gap,
                .text(words(.identityCall), emphasis: .ordinary),
            ])
    }

    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? {
        guard case .staffBadge(let badge) = credential else { return nil }
        return .push(EnterPIN(badge: badge, purpose: .refund(encounter, fingerprint: fingerprint)))
    }
}
