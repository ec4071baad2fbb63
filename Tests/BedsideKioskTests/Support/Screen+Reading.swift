import BedsideScreen

extension Screen {
    /// The rows of its list.
    var rows: [[String]] {
        for case .table(let table) in blocks { return table.rows }
        return []
    }

    func offers(_ digit: Int) -> Bool { choices.contains { $0.digit == digit } }

    func hasAction(_ key: Key) -> Bool { actions.contains { $0.key == key } }
}
