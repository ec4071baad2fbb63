import BedsideDomain

/// Codes: what they mean on this step, and what they mean on every step.
extension KioskFlow {
    mutating func take(_ scan: ScanText, _ moment: KioskMoment) -> [KioskEffect] {
        touch(moment)
        // Money or paper is on its way: nothing may cut in before its end is seen.
        if pending?.isCritical == true { return [] }
        overlay = nil
        let today = settings.clock.day(of: moment.wall)
        let habits = steps.top.habits
        switch settings.reader.read(scan, context: habits.scans, today: today) {
        case .credential(let credential):
            if let outcome = steps.top.scanned(credential, context(moment)) { return apply(outcome, moment) }
            return meet(credential, moment)
        case .unexpected(let kind):
            // A code that says who is there counts on every step; it may be somebody else now.
            if case .credential(let credential) = settings.reader.read(scan, context: .identify, today: today),
                [.admissionSlip, .wristband, .specimenSlip, .staffBadge].contains(credential.kind)
            {
                return meet(credential, moment)
            }
            overlay = .notice(.unexpected(kind, wants: habits.wants))
        case .damaged(let kind): overlay = .notice(.damaged(kind))
        case .unknown: overlay = .notice(.unknownCode(wants: habits.wants))
        }
        return []
    }

    mutating func badScan(_ refusal: ScanRefusal, _ moment: KioskMoment) {
        touch(moment)
        if pending?.isCritical == true { return }
        overlay = .notice(.badScan(refusal))
    }

    /// What a code means wherever it is scanned.
    private mutating func meet(_ credential: Credential, _ moment: KioskMoment) -> [KioskEffect] {
        if session?.person.owns(credential) == true {
            session?.knownAt = moment.monotonic
            return askedForHeldPapers(moment)
        }
        switch credential {
        case .staffBadge(let badge): return staffCame(badge, moment)
        case .wristband, .admissionSlip: return newcomer(credential, moment)
        case .residentID, .insuranceVoucher, .specimenSlip: return lookUp(credential, moment)
        case .paymentCode, .paymentSlip:
            overlay = .notice(.unexpected(credential.kind, wants: steps.top.habits.wants))
            return []
        }
    }

    /// Who scans the own code again before the services asks for what was held back meanwhile.
    private mutating func askedForHeldPapers(_ moment: KioskMoment) -> [KioskEffect] {
        guard case .patient(let encounter)? = session?.person, steps.top is Home, pending == nil,
            let held = session?.held, !held.isEmpty
        else { return [] }
        return apply(.push(HeldPapers(encounter: encounter.id, held: held)), moment)
    }

    /// A badge on a patient's step lays the staff page over it; on the first step it is a session of its own.
    private mutating func staffCame(_ badge: StaffID, _ moment: KioskMoment) -> [KioskEffect] {
        let step: any Step =
            callsHere == nil ? EnterPIN(badge: badge, purpose: .staffPage) : AtTheBed(badge: badge)
        // Another badge takes the place of the one before: nobody acts on a page that a colleague opened.
        var ended: [KioskEffect] = []
        if let before = steps.all.firstIndex(where: \.belongsToStaff), !steps.drop(before + 1) {
            ended = endSession(farewell: false, moment)
            session = Session(at: moment.monotonic)
        }
        guard session?.person.isKnown != true else { return apply(.push(step), moment) }
        pending = nil
        focus = 0
        steps = StepStack(step)
        return ended + opened(moment)
    }

    /// Another person's code ends the first one's session before anything of the second is asked for.
    private mutating func newcomer(_ credential: Credential, _ moment: KioskMoment) -> [KioskEffect] {
        guard session?.person.isKnown == true else { return lookUp(credential, moment) }
        let ended = endSession(farewell: false, moment)
        // The first picture after this still wipes, so that nothing of the first is left behind the second's screens.
        session = Session(at: moment.monotonic)
        return ended + lookUp(credential, moment)
    }

    private mutating func lookUp(_ credential: Credential, _ moment: KioskMoment) -> [KioskEffect] {
        if case .lookUp(let asked, _)? = pending?.aim, asked == credential { return [] }
        let intention = (steps.top as? Identify)?.intention ?? .none
        let asked = effect(.lookUp(credential))
        pending = Pending(ticket: asked.ticket, since: moment.monotonic, aim: .lookUp(credential, intention))
        return [asked]
    }
}

extension Step {
    /// The lowest step of a staff page, or the PIN before it.
    fileprivate var belongsToStaff: Bool {
        if let pin = self as? EnterPIN, case .staffPage = pin.purpose { return true }
        return self is StaffMenu || self is AtTheBed
    }
}
