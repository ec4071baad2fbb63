/// A name as a screen or a call may show it: one character hidden, so that a neighbour cannot read it whole.
///
/// 张明 → 张*, 张大明 → 张*明, 欧阳小明 → 欧**明; Latin names keep initials: `Anna Smith` → `A*** S****`.
package func masked(name: String) -> String {
    let characters = Array(name)
    guard let first = characters.first else { return "" }
    if first.isASCII {
        return name.split(separator: " ").map { word in
            word.prefix(1) + String(repeating: "*" as Character, count: max(word.count - 1, 1))
        }.joined(separator: " ")
    }
    switch characters.count {
    case 1: return String(first) + "*"
    case 2: return String(first) + "*"
    case let count:
        return String(first) + String(repeating: "*" as Character, count: count - 2) + String(characters[count - 1])
    }
}

/// An identity or phone number with only its first three and last two characters: `138******78`.
package func masked(number: String) -> String {
    guard number.count > 6 else { return String(repeating: "*" as Character, count: number.count) }
    return String(number.prefix(3)) + String(repeating: "*" as Character, count: number.count - 5)
        + String(number.suffix(2))
}
