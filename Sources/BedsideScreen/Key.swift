/// A key as the flow understands it, whatever keyboard, keypad or mouse it came from.
package enum Key: Sendable, Hashable {
    case digit(Int)
    /// A letter, for the price search: lower-case ASCII.
    case letter(Character)
    case enter, back, backspace
    case up, down, left, right
    /// `*`: the other language.
    case language
    /// `+`: call a person.
    case call
    /// A click or touch on the choice with this digit.
    case choose(Int)
    /// A click or touch on a table's row.
    case row(Int)
}

extension Key: Codable {
    /// `digit:4`, `letter:a`, `enter`, `choose:2`: stable words for the local API.
    package var word: String {
        switch self {
        case .digit(let digit): "digit:\(digit)"
        case .letter(let letter): "letter:\(letter)"
        case .enter: "enter"
        case .back: "back"
        case .backspace: "backspace"
        case .up: "up"
        case .down: "down"
        case .left: "left"
        case .right: "right"
        case .language: "language"
        case .call: "call"
        case .choose(let digit): "choose:\(digit)"
        case .row(let row): "row:\(row)"
        }
    }

    /// Nil for a word that is no key.
    package init?(word: String) {
        let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count == 2 ? parts[1] : nil) {
        case ("digit", let text?):
            if let digit = Int(text), (0...9).contains(digit) { self = .digit(digit) } else { return nil }
        case ("choose", let text?):
            if let digit = Int(text), (0...9).contains(digit) { self = .choose(digit) } else { return nil }
        case ("row", let text?):
            if let row = Int(text), (0...200).contains(row) { self = .row(row) } else { return nil }
        case ("letter", let text?):
            guard let letter = text.first, text.count == 1, letter.isASCII, letter.isLetter else { return nil }
            self = .letter(Character(letter.lowercased()))
        case ("enter", nil): self = .enter
        case ("back", nil): self = .back
        case ("backspace", nil): self = .backspace
        case ("up", nil): self = .up
        case ("down", nil): self = .down
        case ("left", nil): self = .left
        case ("right", nil): self = .right
        case ("language", nil): self = .language
        case ("call", nil): self = .call
        default: return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let key = Key(word: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a key")
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}

/// The size of a terminal in cells.
package struct Viewport: Sendable, Hashable, Codable {
    package let columns: Int
    package let rows: Int

    /// 1280x800 with a 32 px font.
    package static let standard = Viewport(columns: 80, rows: 20)
    /// The smallest that every screen must fit: 1280x800 with a 40 px font.
    package static let smallest = Viewport(columns: 64, rows: 16)

    /// Clamped to 20...400 columns and 6...200 rows, so that a hostile client cannot ask for a giant.
    package init(columns: Int, rows: Int) {
        self.columns = min(max(columns, 20), 400)
        self.rows = min(max(rows, 6), 200)
    }
}
