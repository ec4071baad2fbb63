import BedsideDomain
import BedsideScreen

/// 预交金: what was paid, what was used, what is left.
struct AccountOverview: Step {
    let encounter: EncounterID
    private var account: AccountView?

    init(encounter: EncounterID) { self.encounter = encounter }

    var habits: Habits { Habits(patience: 2) }

    mutating func open(_ context: StepContext) -> KioskEffect.Work? { .loadAccount(encounter) }
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? { .loadAccount(encounter) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        guard let account else { return .loading("account", words(.accountHeading)) }
        var facts = [
            Fact(words(.accountDeposits), words.money(account.deposits)),
            Fact(words(.accountTotal), words.money(account.total)),
            Fact(words(.accountSelfPay), words.money(account.selfPay)),
            Fact(words(.accountBalance), words.money(account.balance), .strong),
        ]
        if let shortfall = account.shortfall {
            facts.append(Fact(words(.accountShortfall), words.money(shortfall), .strong))
        }
        return Draft(
            "account", words(.accountHeading), blocks: [Draft.facts(facts, context.room), .gap],
            choices: [Choice(1, words(.accountTopUp)), Choice(2, words(.accountPrint))])
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard let account else { return .stay }
        guard digit == 1 else { return .work(.print(encounter, .itemisedList)) }
        return .push(ChooseAmount(encounter: encounter, wanted: account.shortfall))
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        switch answer {
        case .account(let loaded):
            account = loaded
            return .stay
        case .printing(let papers): return .push(Printing(papers))
        default: return .unforeseen
        }
    }

    mutating func failed(_ problem: KioskProblem, _ context: StepContext) -> Outcome {
        account == nil ? .back(.problem(problem)) : .notice(.problem(problem))
    }
}
