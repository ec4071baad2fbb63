import BedsideDomain
import BedsideScreen

/// Papers on their way. The patient may wait and watch, or go on with other things.
struct Printing: Step {
    private let papers: PaperList

    init(_ papers: [PrintProgress]) { self.papers = PaperList(papers) }

    var habits: Habits { Habits(showsPrints: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let isWhole = papers.isWhole(context)
        return Draft(
            "printing", words(isWhole ? .printDoneHeading : .printHeading), tone: isWhole ? .success : .calm,
            blocks: [.text(words(isWhole ? .printDoneText : .printWaitText), emphasis: .strong), .gap]
                + papers.blocks(context, others: 3),
            choices: [Choice(1, words(.noticeGoOn))], style: .bar)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome { .back }
}
