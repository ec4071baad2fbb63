import BedsideScreen

/// The line that says what the screen is for, on a band in the tone's colour.
struct Heading {
    private let lines: [Text]
    private let sign: Text
    private let style: Style
    private let band: Int
    private let left: Int
    private let room: Int

    /// On a band of `band` columns, the words from column `left` on in at most `room` columns.
    init(_ screen: Screen, look: Look, band: Int, left: Int, room: Int) {
        style = look.heading
        self.band = band
        self.left = left
        self.room = room
        let text = Text(screen.heading)
        sign = text.isEmpty ? .empty : look.sign
        lines = text.isEmpty ? [] : text.wrapped(at: room - (sign.isEmpty ? 0 : sign.width + 1))
    }

    /// At least these rows go to a heading that stands over the whole body.
    static func rows(_ screen: Screen, look: Look, in body: Rectangle) -> Int {
        let column = Margins.column(in: body)
        return Heading(screen, look: look, band: body.columns, left: column.column, room: column.columns).lines.count
    }

    func rows(_ comfort: Comfort) -> Int {
        lines.isEmpty ? 0 : lines.count + (comfort.headingIsTall ? 2 : 0)
    }

    /// Returns its rows.
    func draw(row: Int, comfort: Comfort, on canvas: inout Canvas) -> Int {
        let rows = rows(comfort)
        canvas.fill(Rectangle(column: 0, row: row, columns: band, rows: rows), style: style)
        let first = row + (comfort.headingIsTall ? 1 : 0)
        var left = left
        if !sign.isEmpty, rows > 0 {
            left = canvas.put(sign, column: left, row: first, style: .headingSign, limit: 3, name: "heading") + 1
        }
        for (index, line) in lines.enumerated() {
            canvas.put(
                line, column: left, row: first + index, style: style, limit: self.left + room - left, name: "heading")
        }
        return rows
    }
}
