import BedsideDomain
import BedsideScreen

/// 回执单: one scan prints that one report, the second act is to take it. Nothing else of the stay can be reached from here.
struct SpecimenReport: Step {
    let row: ReportRow
    let encounter: EncounterID
    private var papers: PaperList?
    private var wasAsked = false
    private var problem: KioskProblem?

    init(row: ReportRow, encounter: EncounterID) {
        self.row = row
        self.encounter = encounter
    }

    var habits: Habits { Habits(showsPrints: true) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? {
        // Once: coming back to this step must not print again.
        guard case .released = row.release, !wasAsked else { return nil }
        wasAsked = true
        return .print(encounter, .report(row.report.id))
    }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        if let notice = problem.map(Notice.problem) ?? Notice.report(row.release) {
            var draft = notice.draft(words)
            draft.back = .actionExit
            return draft
        }
        let title = Cells.clip(row.report.title, to: 30)
        let isWhole = papers?.isWhole(context) == true
        return Draft(
            "specimen-report", words(isWhole ? .printDoneHeading : .specimenHeading), tone: isWhole ? .success : .calm,
            blocks: [.text(words(.specimenText, .item(title)), emphasis: .strong), .gap]
                + (papers?.blocks(context, others: 4) ?? []), choices: [Choice(1, words(.specimenFinish))], style: .bar,
            back: .actionExit)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome { .back }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .printing(let begun) = answer else { return .unforeseen }
        papers = PaperList(begun)
        return .stay
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        self.problem = problem
        return .stay
    }
}
