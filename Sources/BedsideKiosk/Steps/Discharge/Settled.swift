import BedsideDomain
import BedsideScreen

/// The stay is settled: where the money goes, and the papers to take along.
struct Settled: Step {
    let settlement: Settlement
    let refunds: [RefundOrder]
    private let papers: PaperList

    init(settlement: Settlement, refunds: [RefundOrder], papers: [PrintProgress]) {
        self.settlement = settlement
        self.refunds = refunds
        self.papers = PaperList(papers)
    }

    var habits: Habits { Habits(patience: 3, showsPrints: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let money = moneyLines(words)
        return Draft(
            "settled", words(.settledHeading), tone: .success,
            blocks: [.text(words(.settledText), emphasis: .strong)] + money + [.gap]
                + papers.blocks(context, others: 2 + money.count),
            choices: [Choice(1, words(.settledFinish))], style: .bar, back: .actionExit)
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome { .finish }
    mutating func left(_ context: StepContext) -> Outcome { .finish }

    /// One line for what is back, one for what is on its way, one for what the desk pays out.
    private func moneyLines(_ words: Words) -> [Block] {
        let done = sum { $0.part.channel == .wallet && $0.state == .done }
        let onItsWay = sum { $0.part.channel == .wallet && $0.state != .done && $0.state != .refused }
        let atDesk = sum { $0.state == .refused || ($0.part.channel == .cashier && $0.state != .done) }
        let lines: [(TextKey, Money)] = [
            (.settledRefundDone, done), (.settledRefundBack, onItsWay), (.settledRefundDesk, atDesk),
        ]
        return lines.filter { $0.1.isPositive }.map { .text(words($0.0, .amount($0.1)), emphasis: .ordinary) }
    }

    private func sum(_ isIncluded: (RefundOrder) -> Bool) -> Money {
        // Parts of one refund, each within the limit of an amount: their sum is the refund, which was checked.
        do { return try refunds.filter(isIncluded).map(\.part.amount).total() } catch { return .zero }
    }
}
