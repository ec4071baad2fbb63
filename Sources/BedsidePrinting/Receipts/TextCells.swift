// Widths and line breaks on a head with fixed columns: ASCII takes one column, everything else two (GB18030 has one byte
// for ASCII only).

/// Columns of one character in a plain style.
private func cells(of scalar: Unicode.Scalar) -> Int { scalar.isASCII ? 1 : 2 }

/// Columns of a text in a plain style.
func cells(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + cells(of: $1) } }

/// A text's lines of at most `columns` columns. Breaks at blanks and between Han characters; a number or a Latin word stays
/// whole while it fits, and a closing mark never begins a line.
func wrapped(_ text: String, columns: Int) -> [String] {
    let columns = max(columns, 2)
    var lines: [String] = []
    var line = ""
    var used = 0
    func turn() {
        while line.unicodeScalars.last == " " { line.unicodeScalars.removeLast() }
        lines.append(line)
        line = ""
        used = 0
    }
    for token in tokens(of: text) {
        let width = cells(of: token)
        if used + width > columns, used > 0 {
            // A blank at the break is the break.
            if token == " " { continue }
            turn()
        }
        if width <= columns {
            line += token
            used += width
            continue
        }
        for scalar in token.unicodeScalars {
            if used + cells(of: scalar) > columns { turn() }
            line.unicodeScalars.append(scalar)
            used += cells(of: scalar)
        }
    }
    if used > 0 || lines.isEmpty { turn() }
    return lines
}

/// Pieces that stay together on a line.
private func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var isOpen = false
    for scalar in text.unicodeScalars {
        let last = tokens.last?.unicodeScalars.last
        let joinsWord = scalar.isASCII && scalar != " " && last.map { $0.isASCII && $0 != " " } == true
        let closes = closing.contains(scalar) && last != nil && last != " "
        if !tokens.isEmpty, joinsWord || closes || isOpen {
            tokens[tokens.count - 1].unicodeScalars.append(scalar)
        } else {
            tokens.append(String(scalar))
        }
        isOpen = opening.contains(scalar)
    }
    return tokens
}

private let closing = Set("，。；：、！？）》”’％".unicodeScalars)
private let opening = Set("（《“‘￥".unicodeScalars)
