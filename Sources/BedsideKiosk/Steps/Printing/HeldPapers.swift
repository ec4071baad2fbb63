import BedsideDomain
import BedsideScreen

/// Papers that waited for this patient: asked once, printed only into their hands.
struct HeldPapers: Step {
    let encounter: EncounterID
    private let held: [PrintProgress]
    /// Set once they were let go; then it shows their way.
    private var released: PaperList?

    init(encounter: EncounterID, held: [PrintProgress]) {
        self.encounter = encounter
        self.held = held
    }

    var habits: Habits { Habits(showsPrints: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        if let released {
            let isWhole = released.isWhole(context)
            return Draft(
                "held-papers", words(isWhole ? .printDoneHeading : .printHeading), tone: isWhole ? .success : .calm,
                blocks: [.text(words(isWhole ? .printDoneText : .printWaitText), emphasis: .strong), .gap]
                    + released.blocks(context, others: 3),
                choices: [Choice(1, words(.noticeGoOn))], style: .bar)
        }
        let isBacklog = held.contains { $0.state == .held(.backlog) }
        let rows = held.prefix(context.room.listRows(others: 4)).map { [words(.of($0.kind)), words(.of($0.state))] }
        return Draft(
            "held-papers", words(.heldHeading, .count(held.count)),
            blocks: [
                .text(words(isBacklog ? .heldBacklogText : .heldAbsentText), emphasis: .strong), .gap,
                .table(
                    Table(
                        columns: [.init(words(.printPaper), mayShorten: true), .init(words(.printState))],
                        rows: Array(rows))),
            ], choices: [Choice(1, words(.heldNow)), Choice(2, words(.heldLater))], style: .bar)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard released == nil, digit == 1 else { return .back }
        return .work(.releasePrints(encounter, held.map(\.job)))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .printing(let papers) = answer else { return .unforeseen }
        released = PaperList(papers)
        return .stay
    }
}
