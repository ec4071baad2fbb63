import BedsideScreen

/// What is being typed: digits, or digits and letters, up to a limit. More is simply not taken.
struct Field: Sendable, Hashable {
    private(set) var text = ""
    let limit: Int
    let takesLetters: Bool

    init(limit: Int, takesLetters: Bool = false) {
        self.limit = limit
        self.takesLetters = takesLetters
    }

    var isEmpty: Bool { text.isEmpty }

    mutating func take(_ key: Key) {
        switch key {
        case .digit(let digit) where text.count < limit: text += String(digit)
        case .letter(let letter) where takesLetters && text.count < limit: text.append(letter)
        case .backspace where !text.isEmpty: text.removeLast()
        default: break
        }
    }
}
