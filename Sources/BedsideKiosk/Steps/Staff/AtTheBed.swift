import BedsideDomain
import BedsideScreen

/// A badge while somebody calls from here: "I am here" ends the calls of this place, the badge alone suffices. Everything
/// else of staff comes after the PIN, as always.
struct AtTheBed: Step {
    let badge: StaffID

    var habits: Habits { Habits(scans: .staff, wants: .wantChoice, patience: 2) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "at-the-bed", words(.atBedHeading), tone: .staff,
            blocks: [.text(words(.atBedText), emphasis: .strong), .gap],
            choices: [Choice(1, words(.atBedAttend)), Choice(2, words(.atBedStaffPage))], back: .actionExit)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        digit == 1 ? .work(.attendHere(badge)) : .replace(EnterPIN(badge: badge, purpose: .staffPage))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .done = answer else { return .unforeseen }
        return .back(Notice("attended", tone: .success, heading: Saying(.atBedDone), lines: [Saying(.atBedDoneText)]))
    }
}
