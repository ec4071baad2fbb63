import BedsideDomain

/// Answers, payments and pages that come back.
extension KioskFlow {
    mutating func take(_ answer: KioskAnswer, _ ticket: Ticket, _ moment: KioskMoment) -> [KioskEffect] {
        if ticket == helpTicket {
            helpTicket = nil
            noteHelp(answer)
            return []
        }
        guard let awaited = pending, awaited.ticket == ticket else { return [] }
        pending = nil
        session?.activeAt = moment.monotonic
        switch awaited.aim {
        case .lookUp(_, let intention): return meet(answer, intention, moment)
        case .step: return hand(answer, moment)
        }
    }

    mutating func take(_ order: PaymentOrder, _ moment: KioskMoment) -> [KioskEffect] {
        guard let session, session.person.encounter == order.encounter else { return [] }
        self.session?.payment = order
        let before = steps.top.draft(context(moment)).name
        let effects = apply(steps.top.paymentChanged(order, context(moment)), moment)
        // A patient who looks at the phone gets the whole time anew when the picture changes.
        if steps.top.draft(context(moment)).name != before { self.session?.activeAt = moment.monotonic }
        return effects
    }

    mutating func take(_ progress: PrintProgress) {
        guard let before = session?.update(progress), !steps.top.habits.showsPrints else { return }
        guard let notice = Notice.printing(progress), notice != Notice.printing(before) else { return }
        // One at a time, the newest word of a kind once.
        heldNotices.removeAll { $0.name == notice.name }
        heldNotices.append(notice)
    }

    /// Shows what was held back once the step allows it.
    mutating func showHeldNotice() {
        guard overlay == nil, pending == nil, !steps.top.habits.defersNotices, !heldNotices.isEmpty else { return }
        let notice = heldNotices.removeFirst()
        if !steps.top.habits.showsPrints { overlay = .notice(notice) }
    }

    private mutating func hand(_ answer: KioskAnswer, _ moment: KioskMoment) -> [KioskEffect] {
        switch answer {
        case .failed(let problem): return apply(steps.top.failed(problem, context(moment)), moment)
        case .printing(let papers), .admitted(_, let papers), .settled(_, _, let papers): session?.begin(papers)
        // Badge and PIN on the first step: from now on this is a session of staff.
        case .staff(let member):
            if session?.person.isKnown != true { session?.person = .staff(member) }
        default: break
        }
        return apply(steps.top.answered(answer, context(moment)), moment)
    }

    /// The answer to "who is this?".
    private mutating func meet(_ answer: KioskAnswer, _ intention: Intention, _ moment: KioskMoment) -> [KioskEffect] {
        switch answer {
        case .admissionOrder(let order):
            return enter(.arriving(order), StepStack(ConfirmOrder(order: order)), moment)
        case .encounter(let encounter, let held):
            guard !isHere(encounter) else { return [] }
            var stack = StepStack(Home(encounter: encounter))
            if let step = Home.step(for: intention, encounter), held.isEmpty { stack.push(step) }
            if !held.isEmpty { stack.push(HeldPapers(encounter: encounter.id, held: held)) }
            return enter(.patient(encounter), stack, moment, held)
        case .specimen(let row, let encounter):
            let step = SpecimenReport(row: row, encounter: encounter.id)
            if isHere(encounter) { return apply(.push(step), moment) }
            return enter(.visitor(encounter), StepStack(step), moment)
        case .failed(let problem): overlay = .notice(.problem(problem))
        default: overlay = .notice(.problem(KioskProblem(.internalFault, code: "unexpected-answer")))
        }
        return []
    }

    private func isHere(_ encounter: Encounter) -> Bool {
        guard case .patient(let present) = session?.person else { return false }
        return present.id == encounter.id
    }

    private mutating func enter(
        _ person: Person, _ stack: StepStack, _ moment: KioskMoment, _ held: [PrintProgress] = []
    ) -> [KioskEffect] {
        var effects: [KioskEffect] = []
        if session?.person.isKnown == true {
            effects += endSession(farewell: false, moment)
            session = Session(at: moment.monotonic)
        }
        become(person, stack, moment)
        session?.begin(held)
        return effects + opened(moment)
    }
}
