extension AlarmPlace {
    /// As people count: bed 2 before bed 10. Runs of digits compare as numbers, all else as text.
    static func areInWalkingOrder(_ left: AlarmPlace, _ right: AlarmPlace) -> Bool {
        let (ones, others) = (parts(left.label), parts(right.label))
        for (one, other) in zip(ones, others) where one != other {
            switch (one.number, other.number) {
            case (.some(let number), .some(let otherNumber)) where number != otherNumber: return number < otherNumber
            case (.some, .none): return true
            case (.none, .some): return false
            default: return one.text < other.text
            }
        }
        return ones.count == others.count ? left.label < right.label : ones.count < others.count
    }

    private struct Part: Equatable {
        let text: String
        /// Nil for letters, and for more digits than any door has.
        let number: Int?
    }

    private static func parts(_ label: String) -> [Part] {
        var runs: [(text: String, isNumber: Bool)] = []
        for character in label {
            let isDigit = character.isASCII && character.isWholeNumber
            if let last = runs.last, last.isNumber == isDigit {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), isDigit))
            }
        }
        return runs.map { Part(text: $0.text, number: $0.isNumber ? Int($0.text) : nil) }
    }
}
