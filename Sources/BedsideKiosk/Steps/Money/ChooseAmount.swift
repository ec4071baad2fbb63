import BedsideDomain
import BedsideScreen

/// How much: what the hospital asks for, round hundreds, or any whole amount.
struct ChooseAmount: Step {
    let encounter: EncounterID
    /// What the hospital asks for, if the deposits run low.
    let wanted: Money?

    var habits: Habits { Habits() }

    /// At most three, rising, within the rule.
    private func presets(_ rule: DepositRule) -> [Money] {
        let candidates = [wanted].compactMap(\.self) + [500, 1000, 2000, 5000].map { Money(fen: $0 * 100) }
        var presets: [Money] = []
        for amount in candidates where rule.allows(amount) && !presets.contains(amount) && presets.count < 3 {
            presets.append(amount)
        }
        return presets.sorted()
    }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let presets = presets(context.settings.deposit)
        return Draft(
            "deposit-amount", words(.amountHeading),
            choices: presets.enumerated().map {
                Choice($0 + 1, words.money($1), detail: $1 == wanted ? words(.accountShortfall) : "")
            } + [Choice(presets.count + 1, words(.amountOther))])
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        let presets = presets(context.settings.deposit)
        guard presets.indices.contains(digit - 1) else { return .replace(EnterAmount(encounter: encounter)) }
        return .replace(Pay.first(encounter, .deposit, presets[digit - 1], context))
    }
}

/// Any whole number of yuan within the hospital's rule.
struct EnterAmount: Step {
    let encounter: EncounterID
    private var field = Field(limit: 7)

    init(encounter: EncounterID) { self.encounter = encounter }

    var habits: Habits { Habits(types: true, patience: 2, defersNotices: true) }

    private var isRefused = false

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let rule = context.settings.deposit
        return Draft(
            "deposit-entry", words(.amountEntryHeading),
            blocks: [
                .entry(Entry(label: words(.amountEntryLabel), shown: field.text, hint: words(.amountEntryHint))), .gap,
                .text(
                    words(.amountEntryRange, .from(rule.minimum), .to(rule.maximum)),
                    emphasis: isRefused ? .caution : .ordinary),
            ])
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        if key == .backspace, field.isEmpty { return .back }
        guard key == .enter else {
            field.take(key)
            isRefused = false
            return .stay
        }
        let amount = Money(fen: (Int64(field.text) ?? 0) * 100)
        guard context.settings.deposit.allows(amount) else {
            isRefused = true
            return .stay
        }
        return .replace(Pay.first(encounter, .deposit, amount, context))
    }
}

extension DepositRule {
    fileprivate func allows(_ amount: Money) -> Bool {
        do {
            try check(amount)
            return true
        } catch { return false }
    }
}
