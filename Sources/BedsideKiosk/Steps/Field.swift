import BedsideDomain
import BedsideScreen

/// What is being typed: digits, or digits and letters, up to a limit. More is simply not taken.
struct Field: Sendable, Hashable {
    /// It may be a PIN or a phone number: a dump of the flow must not show it.
    private var kept = Sensitive("")
    let limit: Int
    let takesLetters: Bool

    init(limit: Int, takesLetters: Bool = false) {
        self.limit = limit
        self.takesLetters = takesLetters
    }

    var text: String { kept.value }
    var isEmpty: Bool { text.isEmpty }

    mutating func take(_ key: Key) {
        switch key {
        case .digit(let digit) where text.count < limit: kept = Sensitive(text + String(digit))
        case .letter(let letter) where takesLetters && text.count < limit: kept = Sensitive(text + String(letter))
        case .backspace where !text.isEmpty: kept = Sensitive(String(text.dropLast()))
        default: break
        }
    }
}
