import BedsideDomain
import BedsideScreen

/// A badge was scanned: its PIN, then what it is for. The PIN is never drawn, only how many places it has.
struct EnterPIN: Step {
    let badge: StaffID
    let purpose: Purpose
    private var pin = Field(limit: 12)
    private var refusal: Refusal?

    /// What the badge and PIN are to confirm.
    enum Purpose: Sendable {
        case staffPage
        case admission(AdmissionOrder, AdmissionAnswers, payment: PaymentChannel?)
        case refund(EncounterID, fingerprint: String)

        var right: StaffRight {
            switch self {
            case .staffPage: .decidePrints
            case .admission: .confirmIdentity
            case .refund: .agreeRefund
            }
        }
    }

    private enum Refusal: Sendable, Hashable {
        case wrong(triesLeft: Int)
        case locked(minutes: Int)
        case noRight
    }

    init(badge: StaffID, purpose: Purpose) {
        self.badge = badge
        self.purpose = purpose
    }

    var habits: Habits { Habits(scans: .staff, wants: .wantBadge, types: true, defersNotices: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let dots = String(repeating: "●" as Character, count: pin.text.count)
        var draft = Draft(
            "staff-pin", words(.pinHeading), tone: .staff,
            blocks: [
                .entry(Entry(label: words(.pinLabel), shown: dots, hint: words(.pinHint), isSecret: true)), .gap,
            ])
        switch refusal {
        case .wrong(let tries): draft.add(words(.pinRefused, .count(tries)), .caution)
        case .locked(let minutes): draft.add(words(.pinLocked, .count(minutes)), .caution)
        case .noRight: draft.add(words(.pinNoRight), .caution)
        case nil: break
        }
        return draft
    }

    mutating func scanned(_ credential: Credential, _ context: StepContext) -> Outcome? {
        guard case .staffBadge(let badge) = credential else { return nil }
        // The staff page's badges are the flow's to sort; here a colleague takes over.
        if case .staffPage = purpose { return nil }
        return .replace(EnterPIN(badge: badge, purpose: purpose))
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        if key == .backspace, pin.isEmpty { return .back }
        guard key == .enter else {
            pin.take(key)
            refusal = nil
            return .stay
        }
        guard !pin.isEmpty else { return .stay }
        let typed = Sensitive(pin.text)
        pin = Field(limit: 12)
        return .work(.logOn(badge, pin: typed, right: purpose.right))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .staff(let member): return confirmed(by: member)
        case .pinRefused(let triesLeft): refusal = .wrong(triesLeft: max(triesLeft, 0))
        case .lockedOut(let seconds): refusal = .locked(minutes: (max(seconds, 1) + 59) / 60)
        case .admitted(let encounter, let papers): return admitted(encounter, papers)
        case .settled(let settlement, let refunds, let papers):
            return .replace(Settled(settlement: settlement, refunds: refunds, papers: papers))
        default: return .unforeseen
        }
        return .stay
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        switch purpose {
        // Down to the figures: they are read anew there.
        case .refund: .back(.problem(problem), steps: 2)
        case .staffPage, .admission: .notice(.problem(problem))
        }
    }

    private mutating func confirmed(by member: StaffMember) -> Outcome {
        guard member.may(purpose.right) else {
            refusal = .noRight
            return .stay
        }
        return switch purpose {
        case .staffPage: .replace(StaffMenu(member: member))
        case .admission(let order, let answers, _): .work(.admit(order.id, answers, confirmedBy: member.id))
        case .refund(let encounter, let fingerprint):
            .work(.settle(encounter, agreed: fingerprint, staff: member.id))
        }
    }

    private func admitted(_ encounter: Encounter, _ papers: [PrintProgress]) -> Outcome {
        guard case .admission(let order, _, let channel) = purpose else { return .unforeseen }
        var above: [any Step] = [Admitted(papers: PaperList(papers))]
        if let channel {
            above.append(
                Pay(encounter: encounter.id, purpose: .deposit, channel: channel, amount: order.deposit))
        }
        return Outcome(move: .become(.patient(encounter), StepStack(Home(encounter: encounter), above)))
    }
}
