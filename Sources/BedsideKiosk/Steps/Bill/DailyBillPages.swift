import BedsideDomain
import BedsideScreen

/// 一日清单: one day's lines in pages, the latest day first; the totals on each page.
struct DailyBillPages: Step {
    let encounter: EncounterID
    /// A stay that is settled takes no more questions here.
    let mayDispute: Bool
    private var bill: DailyBill?
    private var pages = Pages()
    /// The patient points at the line that a question is about.
    private var isPicking = false

    init(encounter: EncounterID, mayDispute: Bool) {
        self.encounter = encounter
        self.mayDispute = mayDispute
    }

    var habits: Habits { Habits(ownsArrows: true, patience: 3) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? { .loadDailyBill(encounter, day: nil) }

    func draft(_ context: StepContext) -> Draft {
        guard let bill else { return Draft.loading("daily-bill", context.words(.welcomeBill)) }
        return isPicking ? picking(bill, context) : browsing(bill, context)
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .dailyBill(let loaded):
            bill = loaded
            pages.start()
            isPicking = false
            return .stay
        case .printing(let papers): return .push(Printing(papers))
        default: return .unforeseen
        }
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        guard bill == nil else { return .notice(.problem(problem)) }
        guard problem.kind == .notFound else { return .back(.problem(problem)) }
        return .back(
            Notice(
                "no-fees-yet", tone: .calm, heading: Saying(.billNothingYet), lines: [Saying(.billNothingYetText)]))
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard let bill else { return .stay }
        let count = bill.bill.lines.count
        if isPicking {
            switch digit {
            case 1: return question(bill)
            case 2: pages.step(-1, count: count)
            default: pages.step(1, count: count)
            }
            return .stay
        }
        switch digit {
        case 1: return .work(.print(encounter, .dailyBill(bill.day)))
        case 2: pages.turn(size(context), count: count)
        case 3: return toDay(-1)
        case 4: return toDay(1)
        default:
            isPicking = true
            pages.step(0, count: count)
        }
        return .stay
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        guard let bill else { return .stay }
        let count = bill.bill.lines.count
        switch key {
        case .up: if isPicking { pages.step(-1, count: count) } else { pages.turnBack(size(context), count: count) }
        case .down: if isPicking { pages.step(1, count: count) } else { pages.turn(size(context), count: count) }
        case .left: return isPicking ? .stay : toDay(-1)
        case .right: return isPicking ? .stay : toDay(1)
        case .enter: return isPicking ? question(bill) : .stay
        case .row(let row):
            // Only while a line is being picked: a list that is only read must not jump at a touch.
            if isPicking { _ = pages.point(row, size(context), count: count) }
        default: break
        }
        return .stay
    }

    mutating func left(_ context: StepContext) -> Outcome {
        guard isPicking else { return .back }
        isPicking = false
        pages.start()
        return .stay
    }

    private func size(_ context: StepContext) -> Int { context.room.listRows(others: 2) }

    private func neighbour(_ step: Int) -> CivilDate? {
        guard let bill else { return nil }
        return step < 0 ? bill.days.last { $0 < bill.day } : bill.days.first { $0 > bill.day }
    }

    private func toDay(_ step: Int) -> Outcome {
        neighbour(step).map { .work(.loadDailyBill(encounter, day: $0)) } ?? .stay
    }

    private func question(_ bill: DailyBill) -> Outcome {
        guard bill.bill.lines.indices.contains(pages.place) else { return .stay }
        return .push(ChooseDisputeReason(encounter: encounter, line: bill.bill.lines[pages.place]))
    }
}

extension DailyBillPages {
    private func browsing(_ bill: DailyBill, _ context: StepContext) -> Draft {
        let words = context.words
        let size = size(context)
        let count = bill.bill.lines.count
        let total = pages.pages(size, count: count)
        var heading = words(.billHeading, .day(bill.day))
        if total > 1 { heading += "  " + words(.pageOf, .page(pages.page(size) + 1), .pages(total)) }
        var draft = Draft("daily-bill", heading, style: .bar)
        draft.blocks = count == 0 ? [.text(words(.billNone), emphasis: .strong)] : [table(bill, size, words, nil)]
        draft.blocks.append(.gap)
        draft.add(words(.billTotals, .amount(bill.bill.total), .total(bill.cumulativeTotal)), .strong)
        draft.add(balance(bill, words))
        if count > 0 { draft.choices.append(Choice(1, words(.billPrint))) }
        if total > 1 { draft.choices.append(Choice(2, words(.billNext))) }
        if neighbour(-1) != nil { draft.choices.append(Choice(3, words(.billEarlier))) }
        if neighbour(1) != nil { draft.choices.append(Choice(4, words(.billLater))) }
        if mayDispute, count > 0 { draft.choices.append(Choice(5, words(.billQuestion))) }
        return draft
    }

    private func picking(_ bill: DailyBill, _ context: StepContext) -> Draft {
        let words = context.words
        let size = size(context)
        let selected = pages.selected(size, count: bill.bill.lines.count)
        return Draft(
            "daily-bill-pick", words(.billPickHeading),
            blocks: [table(bill, size, words, selected), .gap, .text(words(.billPickText), emphasis: .ordinary)],
            choices: [
                Choice(1, words(.billPickThis)), Choice(2, words(.billPickUp)), Choice(3, words(.billPickDown)),
            ], style: .bar)
    }

    private func table(_ bill: DailyBill, _ size: Int, _ words: Words, _ selected: Int?) -> Block {
        let lines = bill.bill.lines
        return .table(
            Table(
                columns: [
                    .init(words(.billItem), mayShorten: true), .init(words(.billQuantity), .trailing),
                    .init(words(.billPrice), .trailing), .init(words(.billAmount), .trailing),
                ],
                rows: lines[pages.rows(size, count: lines.count)].map { line in
                    [
                        line.name, line.quantity.text + " " + Cells.clip(line.unit, to: 6), line.unitPrice.grouped,
                        line.amount.grouped,
                    ]
                }, selected: selected))
    }

    /// Deposits less the self-pay part; the screen shows nothing rather than a sum that passed the limit.
    private func balance(_ bill: DailyBill, _ words: Words) -> String {
        do {
            let left = try bill.balance()
            return words(
                left.isNegative ? .billOwed : .billBalance, .amount(bill.cumulativeSelfPay), .total(left.magnitude))
        } catch { return "" }
    }
}
