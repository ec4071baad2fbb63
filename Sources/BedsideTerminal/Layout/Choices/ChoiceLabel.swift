import BedsideScreen

/// A choice's words and styles.
struct ChoiceLabel {
    let digit: Int
    let cap: Text
    let title: Text
    let detail: Text
    let isSelected: Bool
    let style: Style
    let capStyle: Style
    let detailStyle: Style
    let edgeStyle: Style

    /// Stands before the selected choice, so that colour is not the only sign; with a blank after it, as fonts draw it
    /// wider than its cell.
    static let mark = Text("▶")

    init(_ choice: Choice) {
        digit = choice.digit
        cap = Text(" \(choice.digit) ")
        title = Text(choice.title)
        detail = Text(choice.detail)
        isSelected = choice.isSelected
        switch (choice.isSelected, choice.weight) {
        case (true, _):
            (style, capStyle, detailStyle, edgeStyle) = (.selected, .selectedDigit, .selectedDetail, .selectedEdge)
        case (false, .ordinary): (style, capStyle, detailStyle, edgeStyle) = (.key, .keyDigit, .keyDetail, .keyEdge)
        case (false, .danger):
            (style, capStyle, detailStyle, edgeStyle) = (.danger, .dangerDigit, .dangerDetail, .dangerEdge)
        }
    }

    /// The key's face: `inner` rows of words between padding; half-row edges where the padding is rounded.
    func drawFace(_ area: Rectangle, halfEdges: Bool, on canvas: inout Canvas) {
        if halfEdges, area.rows > 2 {
            canvas.fill(area.strip(0, 1), style: edgeStyle, glyph: "▄")
            canvas.fill(area.strip(1, area.rows - 2), style: style)
            canvas.fill(area.strip(area.rows - 1, 1), style: edgeStyle, glyph: "▀")
        } else {
            canvas.fill(area, style: style)
        }
        canvas.mark(area, key: .choose(digit))
    }
}
