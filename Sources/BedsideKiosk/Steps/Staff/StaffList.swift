import BedsideDomain
import BedsideScreen

/// One of the staff page's lists, with a row selected and what can be done with it.
struct StaffList: Step {
    let member: StaffMember
    let kind: Kind
    private var page: StaffPage
    private var pages = Pages()

    enum Kind: Sendable, Hashable { case prints, payments, refunds, calls }

    init(member: StaffMember, kind: Kind, page: StaffPage) {
        self.member = member
        self.kind = kind
        self.page = page
    }

    var habits: Habits { Habits(scans: .staff, ownsArrows: true, patience: 2) }

    /// After a question was answered the list is read anew.
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? { .loadStaffPage }

    private var count: Int {
        switch kind {
        case .prints: page.prints.count
        case .payments: page.payments.count
        case .refunds: page.refunds.count
        case .calls: page.calls.count
        }
    }

    private func size(_ context: StepContext) -> Int { context.room.listRows(others: 0) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        var draft = Draft("staff-\(kind)", words(heading), tone: .staff, style: .bar)
        guard count > 0 else {
            draft.blocks = [.gap, .text(words(.staffNone), emphasis: .strong)]
            return draft
        }
        let size = size(context)
        let shown = pages.rows(size, count: count)
        let (columns, rows) = StaffTables(words: words).table(kind, page, shown)
        draft.blocks = [
            .table(Table(columns: columns, rows: rows, selected: pages.selected(size, count: count)))
        ]
        draft.choices = acts.enumerated().map { Choice($0 + 1, words($1)) }
        if count > 1 {
            draft.choices += [Choice(acts.count + 1, words(.staffUp)), Choice(acts.count + 2, words(.staffDown))]
        }
        return draft
    }

    private var heading: TextKey {
        switch kind {
        case .prints: .printsHeading
        case .payments: .paymentsHeading
        case .refunds: .refundsHeading
        case .calls: .callsHeading
        }
    }

    private var acts: [TextKey] {
        switch kind {
        // As many for both, so that up and down keep their digits.
        case .prints:
            selectedPrint?.cause.isHeld == true
                ? [.printsRelease, .printsReleaseAll, .printsDrop] : [.printsPrinted, .printsAgain, .printsDrop]
        case .payments: [.paymentsReceived]
        case .refunds: [.refundsPaid]
        case .calls: [.callsAttend]
        }
    }

    private var selectedPrint: StaffPage.PrintRow? {
        kind == .prints && pages.place < count ? page.prints[pages.place] : nil
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit > acts.count else { return act(digit) }
        pages.step(digit == acts.count + 1 ? -1 : 1, count: count)
        return .stay
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        switch key {
        case .up: pages.step(-1, count: count)
        case .down: pages.step(1, count: count)
        case .left: pages.turnBack(size(context), count: count)
        case .right: pages.turn(size(context), count: count)
        case .row(let row): _ = pages.point(row, size(context), count: count)
        default: break
        }
        return .stay
    }

    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? {
        guard kind == .payments, case .paymentSlip(let id) = credential else { return nil }
        return .ofSlip(id, page, member)
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .staffPage(let loaded) = answer else { return .unforeseen }
        page = loaded
        pages.step(0, count: count)
        return .stay
    }

    private func act(_ digit: Int) -> Outcome {
        guard pages.place < count else { return .stay }
        switch kind {
        case .prints:
            let row = page.prints[pages.place]
            if row.cause.isHeld { return actOnHeld(row, digit) }
            return switch digit {
            case 1: .work(.decidePrint(row.job, .printedAfterAll, nil, by: member.id))
            case 2: .push(ChooseReprintReason(member: member, row: row))
            default: .work(.decidePrint(row.job, .dropped, nil, by: member.id))
            }
        case .payments:
            guard member.may(.confirmPayment) else { return .notice(.noRight) }
            return .push(ConfirmMoney(member: member, money: .received(page.payments[pages.place])))
        case .refunds:
            guard member.may(.confirmPayment) else { return .notice(.noRight) }
            return .push(ConfirmMoney(member: member, money: .paidOut(page.refunds[pages.place])))
        case .calls: return .work(.attendCall(page.calls[pages.place].alarm, by: member.id))
        }
    }

    private func actOnHeld(_ row: StaffPage.PrintRow, _ digit: Int) -> Outcome {
        let ofPatient = page.prints.count { $0.cause.isHeld && $0.encounter == row.encounter }
        return switch digit {
        case 1: .work(.releaseHeld(row.encounter, row.job, by: member.id))
        case 2: .work(.releaseHeld(row.encounter, nil, by: member.id))
        case _ where ofPatient > 1: .push(DropHeldPapers(member: member, row: row, count: ofPatient))
        default: .work(.decidePrint(row.job, .dropped, nil, by: member.id))
        }
    }
}
