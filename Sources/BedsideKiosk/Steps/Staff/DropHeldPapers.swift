import BedsideDomain
import BedsideScreen

/// Several papers of one patient are held: is it this one that nobody needs, or all of them?
struct DropHeldPapers: Step {
    let member: StaffMember
    let row: StaffPage.PrintRow
    /// How many of this patient are held.
    let count: Int

    var habits: Habits { Habits(scans: .staff) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "staff-drop", words(.printsDropHeading), tone: .staff,
            choices: [Choice(1, words(.printsDropOne)), Choice(2, words(.printsDropAll, .count(count)))])
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        .work(
            digit == 1
                ? .decidePrint(row.job, .dropped, nil, by: member.id) : .dropHeld(row.encounter, by: member.id))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .staffPage = answer else { return .unforeseen }
        return .back
    }
}
