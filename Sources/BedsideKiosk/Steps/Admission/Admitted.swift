import BedsideDomain
import BedsideScreen

/// Admission, last: the papers come out, the nurse puts on the wristband.
struct Admitted: Step {
    let papers: PaperList

    var habits: Habits { Habits(patience: 2, showsPrints: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "admitted", words(.admittedHeading), tone: .success,
            blocks: [.text(words(.admittedText), emphasis: .strong), .gap] + papers.blocks(context, others: 3),
            choices: [Choice(1, words(.admittedFinish)), Choice(2, words(.admittedMore))], style: .bar)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        digit == 1 ? .finish : .back
    }
}
