import BedsideScreen

/// Labels and values, the values in one column; two such columns when rows are short.
struct FactsPlan {
    private let items: [Item]
    private let single: Measure
    /// Nil if two beside each other would not fit.
    private let double: Measure?

    private struct Item {
        let label: Text
        let value: Text
        let style: Style
    }

    private struct Measure {
        let labelWidth: Int
        let valueWidth: Int
        /// Columns from one to the next.
        let pitch: Int
    }

    private static let gap = 2
    private static let between = 3

    init(_ facts: [Fact], width: Int) {
        items = facts.map {
            Item(label: Text($0.label), value: Self.value($0), style: $0.emphasis.style)
        }
        let label = items.reduce(0) { max($0, $1.label.width) }
        let value = items.reduce(0) { max($0, $1.value.width) }
        let labelWidth = min(label, width * 2 / 5)
        single = Measure(labelWidth: labelWidth, valueWidth: width - labelWidth - Self.gap, pitch: width)
        let half = (width - Self.between) / 2
        double =
            facts.count > 2 && label + Self.gap + value <= half
            ? Measure(labelWidth: label, valueWidth: half - label - Self.gap, pitch: half + Self.between) : nil
    }

    private static func value(_ fact: Fact) -> Text {
        let sign = fact.emphasis.sign
        return sign.isEmpty ? Text(fact.value) : Text(sign.string + fact.value)
    }

    func rows(_ comfort: Comfort) -> Int {
        if comfort.factColumns == 2, double != nil { return (items.count + 1) / 2 }
        return items.reduce(0) { $0 + lines($1.value, single).count }
    }

    private func lines(_ value: Text, _ measure: Measure) -> [Text] {
        value.wrapped(at: measure.valueWidth)
    }

    func draw(in area: Rectangle, comfort: Comfort, name: String, on canvas: inout Canvas) {
        if comfort.factColumns == 2, let double {
            let perColumn = (items.count + 1) / 2
            for (index, item) in items.enumerated() {
                let left = area.column + index / perColumn * double.pitch
                draw(item, column: left, row: area.row + index % perColumn, double, name: name, on: &canvas)
            }
        } else {
            var row = area.row
            for item in items {
                draw(item, column: area.column, row: row, single, name: name, on: &canvas)
                row += lines(item.value, single).count
            }
        }
    }

    private func draw(_ item: Item, column: Int, row: Int, _ measure: Measure, name: String, on canvas: inout Canvas) {
        canvas.put(item.label, column: column, row: row, style: .quiet, limit: measure.labelWidth, name: name)
        for (index, line) in lines(item.value, measure).enumerated() {
            canvas.put(
                line, column: column + measure.labelWidth + Self.gap, row: row + index, style: item.style,
                limit: measure.valueWidth, name: name)
        }
    }
}
