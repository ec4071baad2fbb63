import BedsideScreen

/// One alarm's texts and its look.
struct AlarmLine {
    let shape: Text
    let word: Text
    let place: Text
    let number: Text
    let kind: Text
    let detail: Text
    let age: Text
    /// `▲ 3`; empty at the first level.
    let level: Text
    let holder: Text
    let state: Text
    let style: Style
    private let isTaken: Bool
    let big: BigDigits?

    init(_ row: AlarmList.Row) {
        isTaken = row.standing == .taken
        shape = Text(row.urgency.shape(isHollow: isTaken))
        word = Text(row.word)
        place = Text(row.place)
        number = row.number.isEmpty ? Text(row.place) : Text(row.number)
        kind = Text(row.kind)
        detail = Text(row.detail)
        age = Text(row.age)
        level = row.level > 1 ? Text("▲\(row.level)") : .empty
        holder = Text(row.holder)
        state = Text(row.state)
        style = row.urgency.style(row.standing)
        big = BigDigits(row.number)
    }

    /// Cells of the place in a tall row.
    var tallWidth: Int { big?.width ?? min(place.width, 12) }

    /// Where a row is selected its place is written the other way round; a wide list has a mark as well.
    func placeStyle(_ isSelected: Bool) -> Style { isSelected ? .selectedDigit : style }

    /// Where, what, and at the end how long while nobody has it, or who has it.
    func drawNarrow(in bar: Rectangle, isSelected: Bool, name: String, on canvas: inout Canvas) {
        let row = bar.row
        canvas.put(shape, column: bar.column, row: row, style: style, limit: 1, name: name)
        let isTight = bar.columns < 34
        let tail = isTight && isTaken ? .empty : age
        let tailColumn = bar.endColumn - tail.width - (isTight ? 0 : 1)
        // Some letters of what it is stay beside the longest place.
        let placeRoom = max(tailColumn - bar.column - 10, 1)
        var left = canvas.put(
            (isTight ? number : place).shortened(to: placeRoom), column: bar.column + 2, row: row,
            style: placeStyle(isSelected), limit: placeRoom, name: name)
        left += 1
        let kindRoom = max(tailColumn - 1 - left, 0)
        left = canvas.put(
            kind.shortened(to: kindRoom), column: left, row: row, style: style, limit: kindRoom, name: name)
        canvas.put(tail, column: tailColumn, row: row, style: style, limit: tail.width, name: name)
        var end = tailColumn - 1
        if level.width > 0, end - level.width > left, !isTaken {
            end -= level.width
            canvas.put(level, column: end, row: row, style: style, limit: level.width, name: name)
            end -= 1
        }
        let who = isTaken ? holder : isTight ? .empty : state
        let room = end - left - 1
        // A nurse's name may be shortened; half a word of what is to be done helps nobody.
        if room >= who.width || (isTaken && room >= 4) {
            canvas.put(who.shortened(to: room), column: left + 1, row: row, style: style, limit: room, name: name)
        }
    }

    /// Three rows in a narrow list: the bed in large digits, beside it what, how long, and who.
    func drawTall(in bar: Rectangle, digits: Int, isSelected: Bool, name: String, on canvas: inout Canvas) {
        let isTight = bar.columns < 34
        var left = bar.column
        if !isTight {
            if isSelected {
                canvas.fill(
                    Rectangle(column: left, row: bar.row, columns: 2, rows: bar.rows), style: .selectedDigit)
                canvas.put(
                    ChoiceLabel.mark, column: left, row: bar.row + 1, style: .selectedDigit, limit: 1, name: name)
            }
            left += 3
        }
        canvas.put(shape, column: left, row: bar.row + 1, style: style, limit: 1, name: name)
        left += isTight ? 2 : 3
        if let big {
            big.draw(column: left, row: bar.row, style: style, on: &canvas)
        } else {
            canvas.put(
                place.shortened(to: tallWidth), column: left, row: bar.row + 1, style: style, limit: tallWidth,
                name: name)
        }
        left += digits + (isTight ? 1 : 3)
        let room = bar.endColumn - left
        canvas.put(kind.shortened(to: room), column: left, row: bar.row, style: style, limit: room, name: name)
        let time = level.isEmpty ? age : Text("\(age.string)  \(level.string)")
        canvas.put(time.shortened(to: room), column: left, row: bar.row + 1, style: style, limit: room, name: name)
        let who = isTight && isTaken ? holder : detail.isEmpty ? state : Text("\(state.string)  \(detail.string)")
        canvas.put(who.shortened(to: room), column: left, row: bar.row + 2, style: style, limit: room, name: name)
    }
}

extension AlarmList.Urgency {
    /// A shape for each, so that no one needs to tell colours.
    fileprivate func shape(isHollow: Bool) -> String {
        switch self {
        case .emergency: isHollow ? "◇" : "◆"
        case .infusion: isHollow ? "▽" : "▼"
        case .call: isHollow ? "○" : "●"
        case .technical: isHollow ? "□" : "■"
        }
    }

    fileprivate func style(_ standing: AlarmList.Standing) -> Style {
        switch (standing, self) {
        case (.taken, _): .alarmTaken
        case (.passed, _): .alarmPassed
        case (.open, .emergency): .alarmEmergency
        case (.open, .infusion): .alarmInfusion
        case (.open, .call): .alarmCall
        case (.open, .technical): .alarmTechnical
        }
    }
}
