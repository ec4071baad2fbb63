import BedsideDomain
import BedsideScreen

/// Admission, second: the number that the order carries, masked; one key says yes.
struct ConfirmPhone: Step {
    let order: AdmissionOrder
    let phone: PhoneNumber

    var habits: Habits { Habits(patience: 2) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        return Draft(
            "admission-phone", words(.phoneHeading),
            blocks: [
                .facts([Fact(words(.phoneLabel), masked(number: phone.text.value), .strong)]), .gap,
                .text(words(.phoneText), emphasis: .ordinary), .gap,
            ], choices: [Choice(1, words(.phoneRight)), Choice(2, words(.phoneChange))])
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        digit == 1 ? .push(GiveConsent(order: order, phone: phone)) : .push(EnterPhone(order: order))
    }
}

/// The number typed anew.
struct EnterPhone: Step {
    let order: AdmissionOrder
    private var field = Field(limit: 15)
    private var isRefused = false

    init(order: AdmissionOrder) { self.order = order }

    var habits: Habits { Habits(types: true, patience: 2, defersNotices: true) }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        var draft = Draft(
            "admission-phone-entry", words(.phoneEntryHeading),
            blocks: [.entry(Entry(label: words(.phoneLabel), shown: field.text, hint: words(.phoneEntryHint))), .gap])
        if isRefused { draft.add(words(.phoneEntryWrong), .caution) }
        return draft
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        if key == .backspace, field.isEmpty { return .back }
        guard key == .enter else {
            field.take(key)
            isRefused = false
            return .stay
        }
        guard let phone = PhoneNumber(orNil: field.text) else {
            isRefused = true
            return .stay
        }
        return .push(GiveConsent(order: order, phone: phone))
    }
}
