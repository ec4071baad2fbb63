import BedsideDomain
import BedsideScreen

/// 价格公示: a few letters or a code, no Chinese typed, no identity needed.
struct EnterPriceQuery: Step {
    private var field = Field(limit: 16, takesLetters: true)
    private var foundNothing = false

    var habits: Habits { Habits(types: true, patience: 2, defersNotices: true) }

    /// After looking at results: a new search.
    mutating func resume(_ context: StepContext) -> KioskEffect.Work? {
        field = Field(limit: 16, takesLetters: true)
        return nil
    }

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        var draft = Draft(
            "price-search", words(.priceHeading),
            blocks: [.entry(Entry(label: words(.priceLabel), shown: field.text, hint: words(.priceHint))), .gap])
        if foundNothing { draft.add(words(.priceNone), .strong) }
        return draft
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        if key == .backspace, field.isEmpty { return .back }
        if key == .enter { return field.isEmpty ? .stay : .work(.searchPrices(field.text)) }
        field.take(key)
        foundNothing = false
        return .stay
    }

    mutating func answered(_ answer: KioskAnswer, _ context: StepContext) -> Outcome {
        guard case .prices(let items) = answer else { return .unforeseen }
        foundNothing = items.isEmpty
        return items.isEmpty ? .stay : .push(PriceResults(items: items))
    }
}

/// What was found, in pages.
struct PriceResults: Step {
    let items: [PriceItem]
    private var pages = Pages()

    init(items: [PriceItem]) { self.items = items }

    var habits: Habits { Habits(ownsArrows: true, patience: 3) }

    /// The most that a search answers.
    private static let most = 50

    func draft(_ context: StepContext) -> Draft {
        let words = context.words
        let size = context.room.listRows(others: 0)
        let total = pages.pages(size, count: items.count)
        var heading = words(items.count < Self.most ? .priceResults : .priceResultsMany, .count(items.count))
        if total > 1 { heading += "  " + words(.pageOf, .page(pages.page(size) + 1), .pages(total)) }
        let table = Table(
            columns: [
                .init(words(.priceName), mayShorten: true), .init(words(.priceUnit)),
                .init(words(.priceAmount), .trailing), .init(words(.priceClass)),
            ],
            rows: items[pages.rows(size, count: items.count)].map { item in
                [item.name, Cells.clip(item.unit, to: 8), item.price.grouped, words(.of(item.insuranceClass))]
            })
        var draft = Draft("price-results", heading, blocks: [.table(table)], style: .bar)
        if total > 1 { draft.choices.append(Choice(1, words(.billNext))) }
        draft.choices.append(Choice(2, words(.priceAgain)))
        return draft
    }

    mutating func chose(_ digit: Int, _ context: StepContext) -> Outcome {
        guard digit == 1 else { return .back }
        pages.turn(context.room.listRows(others: 0), count: items.count)
        return .stay
    }

    mutating func pressed(_ key: Key, _ context: StepContext) -> Outcome {
        let size = context.room.listRows(others: 0)
        switch key {
        case .down, .right, .enter: pages.turn(size, count: items.count)
        case .up, .left: pages.turnBack(size, count: items.count)
        default: break
        }
        return .stay
    }
}
