import BedsideDomain
import BedsideScreen

/// The papers that one request made, as blocks: how far each is, what holds the printer, and how many are out.
struct PaperList: Sendable, Hashable {
    private let jobs: [PrintJobID]

    init(_ papers: [PrintProgress]) { jobs = papers.map(\.job) }

    private func current(_ context: StepContext) -> [PrintProgress] {
        jobs.compactMap { job in context.prints.first { $0.job == job } }
    }

    /// Nothing more will come out by itself.
    func isOver(_ context: StepContext) -> Bool { current(context).allSatisfy { !$0.state.isOpen } }

    func isWhole(_ context: StepContext) -> Bool { current(context).allSatisfy(\.isOut) }

    /// - Parameter others: rows of the page beside these blocks and its heading.
    func blocks(_ context: StepContext, others: Int) -> [Block] {
        let words = context.words
        let papers = current(context)
        guard !papers.isEmpty else { return [] }
        let notice = notice(papers, words)
        let rows = context.room.listRows(others: others + 2 + (notice == nil ? 0 : 2))
        // The ones that need somebody come first when not all fit.
        let shown = papers.count <= rows ? papers : Array(papers.sorted { !$0.isOut && $1.isOut }.prefix(rows))
        let table = Table(
            columns: [.init(words(.printPaper), mayShorten: true), .init(words(.printState))],
            rows: shown.map { [words(.of($0.kind)), words(.of($0.state))] })
        var blocks: [Block] = []
        // First what a person must do; the list below only says which papers wait for it.
        if let notice { blocks += [.text(notice, emphasis: .caution), .gap] }
        blocks += [
            .table(table), .gap,
            .progress(label: words(.printProgress), done: papers.count(where: \.isOut), total: papers.count),
        ]
        return blocks
    }

    /// The first thing that needs a person.
    private func notice(_ papers: [PrintProgress], _ words: Words) -> String? {
        papers.lazy.compactMap(Notice.printing).first.flatMap { $0.lines.first }.map { words($0) }
    }
}

extension PrintProgress {
    /// The paper is out, as far as anyone can know.
    fileprivate var isOut: Bool {
        switch state {
        case .printed, .decided(.printedAfterAll, _, _), .decided(.printedAgain, _, _): true
        case .queued, .held, .submitting, .submitted, .refused, .unknown, .decided(.dropped, _, _): false
        }
    }
}
