import BedsideDomain
import BedsideScreen

/// Every report of the stay with its state; the released ones can be printed.
struct ReportList: Step {
    let encounter: EncounterID
    private var rows: [ReportRow]?
    private var pages = Pages()

    init(encounter: EncounterID) { self.encounter = encounter }

    var habits: Habits { Habits(ownsArrows: true, patience: 2) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? { .loadReports(encounter) }
    /// After a print the copies count anew.
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? { .loadReports(encounter) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        guard let rows else { return .loading("reports", words(.reportsHeading)) }
        guard !rows.isEmpty else {
            return Draft(
                "reports", words(.reportsHeading), blocks: [.gap, .text(words(.reportsNone), emphasis: .strong)])
        }
        let size = size(context)
        let total = pages.pages(size, count: rows.count)
        var heading = words(.reportsHeading)
        if total > 1 { heading += "  " + words(.pageOf, .page(pages.page(size) + 1), .pages(total)) }
        let table = Table(
            columns: [.init(words(.reportTitle), mayShorten: true), .init(words(.reportState))],
            rows: rows[pages.rows(size, count: rows.count)].map { [$0.report.title, $0.state(words)] },
            selected: pages.selected(size, count: rows.count))
        var draft = Draft("reports", heading, blocks: [.table(table)], style: .bar)
        draft.choices = [Choice(1, words(selected.map { $0.copies > 0 } == true ? .reportAgain : .reportPrint))]
        if rows.count > 1 {
            draft.choices += [Choice(2, words(.reportUp)), Choice(3, words(.reportDown))]
        }
        return draft
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .reports(let loaded):
            rows = loaded
            pages.step(0, count: loaded.count)
            return .stay
        case .printing(let papers): return .push(Printing(papers))
        default: return .unforeseen
        }
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        rows == nil ? .back(.problem(problem)) : .notice(.problem(problem))
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        switch digit {
        case 1: return printSelected()
        case 2: pages.step(-1, count: rows?.count ?? 0)
        default: pages.step(1, count: rows?.count ?? 0)
        }
        return .stay
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        let count = rows?.count ?? 0
        switch key {
        case .up: pages.step(-1, count: count)
        case .down: pages.step(1, count: count)
        case .left: pages.turnBack(size(context), count: count)
        case .right: pages.turn(size(context), count: count)
        case .enter: return printSelected()
        // A touch selects; printing is a key of its own, so that nothing is printed by a slip of the finger.
        case .row(let row): _ = pages.point(row, size(context), count: count)
        default: break
        }
        return .stay
    }

    private func size(_ context: StepContext) -> Int { context.room.listRows(others: 0) }

    private var selected: ReportRow? {
        guard let rows, rows.indices.contains(pages.place) else { return nil }
        return rows[pages.place]
    }

    private func printSelected() -> Outcome {
        guard let selected else { return .stay }
        if let notice = Notice.report(selected.release) { return .notice(notice) }
        return .work(.print(encounter, .report(selected.report.id)))
    }
}
