import BedsideDomain
import BedsideScreen

/// 出院结算: what still has to be done and who can help; once all is done, the figures to agree to.
struct PrepareDischarge: Step {
    let encounter: EncounterID
    private var view: DischargeView?

    init(encounter: EncounterID) { self.encounter = encounter }

    var habits: Habits { Habits(patience: 3) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? { .loadDischarge(encounter) }
    /// After a payment or a refusal the figures are read anew.
    /// Until they are there nothing is shown: the old ones would ask for what was just paid.
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? {
        view = nil
        return .loadDischarge(encounter)
    }

    func draft(_ context: StepContext) -> Draft {
        guard let view else { return .loading("discharge", context.words(.homeDischarge)) }
        guard let offer = view.offer else { return checklist(view, context) }
        return preview(offer, context)
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .discharge(let loaded):
            view = loaded
            return .stay
        // It was dropped, or it was paid that very moment.
        case .payment: return .work(.loadDischarge(encounter))
        case .printing(let papers): return .push(Printing(papers))
        case .settled(let settlement, let refunds, let papers):
            return .replace(Settled(settlement: settlement, refunds: refunds, papers: papers))
        default: return .unforeseen
        }
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        guard view != nil else { return .back(.problem(problem)) }
        switch problem.kind {
        // The figures are not what the patient saw: read them anew before anything else.
        case .billChanged, .gateClosed, .notPaid, .paymentStillOpen, .insuranceDisagrees:
            return Outcome(work: .loadDischarge(encounter), notice: .problem(problem))
        default: return .notice(.problem(problem))
        }
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard let view else { return .stay }
        guard let offer = view.offer else {
            if digit == 2, let order = view.unfinished { return .work(.cancelPayment(order.id)) }
            return .work(.loadDischarge(encounter))
        }
        guard digit == 1 else { return .work(.print(encounter, .itemisedList)) }
        if let missing = offer.stillToPay {
            return .push(Pay.first(encounter, .settlement(fingerprint: offer.fingerprint), missing, context))
        }
        if let refund = offer.preview.refund, refund.needsStaff(limit: context.settings.refundLimit) {
            return .push(AgreeRefund(encounter: encounter, fingerprint: offer.fingerprint, amount: refund.amount))
        }
        return .work(.settle(encounter, agreed: offer.fingerprint, staff: nil))
    }
}

extension SettlementOffer {
    /// What of the amount due is not yet paid; nil when nothing is.
    fileprivate var stillToPay: Money? {
        guard preview.due.isPositive, toppedUp < preview.due else { return nil }
        do { return try preview.due.subtracting(toppedUp) } catch { return nil }
    }
}

extension PrepareDischarge {
    /// Only what is missing: what is done needs nobody's attention.
    private func checklist(_ view: DischargeView, _ context: StepContext) -> Draft {
        let words = context.words
        let closed = view.gates.filter { !$0.isOpen }
        let rows = closed.map { gate in
            [words(.of(gate.kind), gate.filling), words(.of(gate.helper))]
        }
        let table = Table(columns: [.init(words(.gatesItem)), .init(words(.gatesHelper))], rows: rows)
        var draft = Draft(
            "discharge-checklist", words(.gatesHeading, .count(closed.count)), blocks: [.table(table), .gap],
            choices: [Choice(1, words(.gatesAgain))], style: .bar)
        if let order = view.unfinished {
            draft.choices.append(Choice(2, words(.gatesDropPayment, .amount(order.amount))))
        }
        // The list matters more than the hint where both would crowd the page.
        if closed.count < context.room.listRows(others: 1) { draft.add(words(.gatesText)) }
        return draft
    }

    private func preview(_ offer: SettlementOffer, _ context: StepContext) -> Draft {
        let words = context.words
        let preview = offer.preview
        var facts = [
            Fact(words(.previewTotal), words.money(preview.bill.total)),
            Fact(words(.previewInsurance), words.money(preview.insurance)),
            Fact(words(.previewAccount), words.money(preview.account)),
            Fact(words(.previewDeposits), words.money(preview.deposits)),
        ]
        var draft = Draft("discharge-preview", words(.previewHeading))
        if preview.due.isPositive {
            facts.append(Fact(words(.previewTopUp), words.money(preview.due), .strong))
            if offer.toppedUp.isPositive {
                facts.append(Fact(words(.previewPaid), words.money(offer.toppedUp), .success))
            }
        } else if let refund = preview.refund {
            facts.append(Fact(words(.previewRefund), words.money(refund.amount), .strong))
            let needsStaff = refund.needsStaff(limit: context.settings.refundLimit)
            draft.blocks.append(.text(words(needsStaff ? .previewStaff : .previewWays), emphasis: .ordinary))
        } else {
            draft.blocks.append(.text(words(.previewEven), emphasis: .strong))
        }
        draft.blocks = [Draft.facts(facts, context.room), .gap] + draft.blocks
        let title =
            offer.stillToPay.map { words(.previewPay, .amount($0)) } ?? words(.previewSettle)
        draft.choices = [Choice(1, title), Choice(2, words(.previewPrint))]
        return draft
    }
}

extension DischargeGate {
    /// How many are missing, where the text says so.
    fileprivate var filling: Filling { .count(missing) }
}
