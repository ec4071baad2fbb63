import BedsideDomain
import BedsideScreen

/// What a patient in the ward can do, four things at a time.
struct Home: Step {
    let encounter: Encounter
    private var showsMore = false

    init(encounter: Encounter) { self.encounter = encounter }

    var habits: Habits { Habits(ownsArrows: false) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let keys = showsMore ? moreServices : services
        var draft = Draft(
            showsMore ? "home-more" : "home", words(showsMore ? .homeMoreHeading : .homeHeading),
            choices: keys.enumerated().map { Choice($0 + 1, words($1)) },
            back: showsMore ? .actionBack : .actionExit)
        if !showsMore { draft.actions = [Action(.right, label: "→", title: words(.homeMore))] }
        return draft
    }

    private var services: [TextKey] {
        encounter.state.isOpen
            ? [.homeBill, .homeReports, .homeAccount, .homeDischarge]
            : [.homeBill, .homeReports, .homeItemised, .homeDischargePapers]
    }

    private var moreServices: [TextKey] {
        encounter.state.isOpen
            ? [.homePrices, .homeAdmissionPapers, .homeStaff, .homeFinish] : [.homePrices, .homeStaff, .homeFinish]
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        let keys = showsMore ? moreServices : services
        guard keys.indices.contains(digit - 1) else { return .stay }
        return switch keys[digit - 1] {
        case .homeBill: .push(DailyBillPages(encounter: encounter.id, mayDispute: encounter.state.isOpen))
        case .homeReports: .push(ReportList(encounter: encounter.id))
        case .homeAccount: .push(AccountOverview(encounter: encounter.id))
        case .homeDischarge: .push(PrepareDischarge(encounter: encounter.id))
        case .homePrices: .push(EnterPriceQuery())
        case .homeAdmissionPapers: .work(.print(encounter.id, .admissionPapers))
        case .homeDischargePapers: .work(.print(encounter.id, .dischargePapers))
        case .homeItemised: .work(.print(encounter.id, .itemisedList))
        case .homeStaff:
            .notice(
                Notice("staff-badge", tone: .calm, heading: Saying(.homeStaff), lines: [Saying(.homeStaffText)]))
        default: .finish
        }
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        if key == .right || key == .left { showsMore.toggle() }
        return .stay
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .printing(let papers) = answer else { return .unforeseen }
        return .push(Printing(papers))
    }

    mutating func left(_ context: StepContext) -> Outcome {
        guard showsMore else { return .back }
        showsMore = false
        return .stay
    }

    /// What opens at once for somebody who said on the first screen why they came.
    static func step(for intention: Intention, _ encounter: Encounter) -> (any Step)? {
        switch intention {
        case .none, .admission: nil
        case .bill: DailyBillPages(encounter: encounter.id, mayDispute: encounter.state.isOpen)
        case .reports: ReportList(encounter: encounter.id)
        case .discharge: encounter.state.isOpen ? PrepareDischarge(encounter: encounter.id) : nil
        }
    }
}
