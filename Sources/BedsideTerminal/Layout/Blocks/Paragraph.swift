import BedsideScreen

/// Wrapped text, with a sign before it when it warns.
struct Paragraph {
    private let lines: [Text]
    private let sign: Text
    private let style: Style

    /// The widest line that is pleasant to read.
    private static let widest = 88

    init(_ text: String, _ emphasis: Block.Emphasis, width: Int) {
        style = emphasis.style
        sign = emphasis.sign
        lines = Text(text).wrapped(at: min(width, Self.widest) - sign.width)
    }

    var rows: Int { lines.count }

    func draw(in area: Rectangle, name: String, on canvas: inout Canvas) {
        canvas.put(sign, column: area.column, row: area.row, style: style, limit: area.columns, name: name)
        for (index, line) in lines.enumerated() {
            canvas.put(
                line, column: area.column + sign.width, row: area.row + index, style: style,
                limit: area.columns - sign.width, name: name)
        }
    }
}
