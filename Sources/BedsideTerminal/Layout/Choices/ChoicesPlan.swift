import BedsideScreen

/// The choices, as large keys or as a bar.
enum ChoicesPlan {
    case none
    case keys(KeysPlan)
    case bar(ChoiceBar)

    init(_ screen: Screen, width: Int) {
        guard !screen.choices.isEmpty else {
            self = .none
            return
        }
        let labels = screen.choices.map(ChoiceLabel.init)
        switch screen.choiceStyle {
        case .keys: self = .keys(KeysPlan(labels, width: width))
        case .bar: self = .bar(ChoiceBar(labels, width: width))
        }
    }

    /// A bar stands at the bottom, keys follow the blocks.
    var isBar: Bool { if case .bar = self { true } else { false } }

    func rows(_ comfort: Comfort) -> Int {
        switch self {
        case .none: 0
        case .keys(let plan): plan.rows(comfort.keySize)
        case .bar(let plan): plan.rows(isPadded: comfort.barIsPadded)
        }
    }

    func draw(row: Int, column: Rectangle, comfort: Comfort, on canvas: inout Canvas) {
        switch self {
        case .none: break
        case .keys(let plan): plan.draw(row: row, column: column, size: comfort.keySize, on: &canvas)
        case .bar(let plan): plan.draw(row: row, column: column, isPadded: comfort.barIsPadded, on: &canvas)
        }
    }
}
