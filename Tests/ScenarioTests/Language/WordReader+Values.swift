import BedsideDomain

/// The values of the language: places, alarms, screens, nurses, times.
extension WordReader {
    mutating func place() throws(Complaint) -> AlarmPlace {
        let word = try next("a place")
        do throws(DomainError) { return try AlarmPlace(word) } catch { throw Complaint(error.sentence) }
    }

    mutating func screen() throws(Complaint) -> WardScreenName {
        let word = try next("a screen's name")
        do throws(DomainError) { return try WardScreenName(word) } catch { throw Complaint(error.sentence) }
    }

    mutating func screens() throws(Complaint) -> [WardScreenName] {
        try list { reader throws(Complaint) in try reader.screen() }
    }

    /// `by nurse A`
    mutating func nurse() throws(Complaint) -> String {
        try take("by nurse")
        let word = try next("the nurse's letter")
        do throws(DomainError) { return try StaffID(word).text } catch { throw Complaint(error.sentence) }
    }

    mutating func count(_ what: String) throws(Complaint) -> Int {
        let word = try next(what)
        guard let number = Int(word), number >= 0 else { throw Complaint("\(what) must be a number, not \"\(word)\"") }
        return number
    }

    /// `30s`, `1m30s`, `500ms`
    mutating func duration() throws(Complaint) -> Duration {
        let word = try next("a time")
        guard let duration = Duration(scenario: word) else {
            throw Complaint("\"\(word)\" is no time", known: ["500ms", "30s", "2m", "1m30s", "1h", "7d"])
        }
        return duration
    }

    /// `1h ahead`, `1h back`
    mutating func clockStep() throws(Complaint) -> Duration {
        let size = try duration()
        return try choice("the direction", of: [("ahead", size), ("back", .zero - size)])
    }

    mutating func point() throws(Complaint) -> WardPoint {
        let kind = try choice("a kind of alarm", of: AlarmName.kinds.map { ($0.word, $0.kind) })
        return WardPoint(kind: kind, place: try place())
    }

    mutating func point(_ kind: AlarmKind) throws(Complaint) -> WardPoint {
        WardPoint(kind: kind, place: try place())
    }

    /// Whether an alarm is named next.
    var isAtAlarm: Bool { peek == "technical" || AlarmName.kinds.contains { $0.word == peek } }

    /// - Parameter reserved: words that belong to what follows and are never what a technical alarm is about.
    mutating func alarm(reserved: Set<String> = ["by", "at"]) throws(Complaint) -> AlarmName {
        guard isAtAlarm else { throw Complaint("an alarm is missing at \"\(peek ?? "")\"", known: AlarmName.forms) }
        guard skip("technical") else { return try point().alarm }
        let fault = try choice(
            "a fault", of: TechnicalFault.allCases.map { (phrase: $0.rawValue, value: $0) })
        guard let next = peek, !reserved.contains(next), !isInList else { return .technical(fault, about: nil) }
        return .technical(fault, about: try self.next("what it is about"))
    }
}

extension Duration {
    /// Nil for what is no time.
    init?(scenario text: String) {
        let units: [String: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        var total: Int64 = 0
        var rest = Substring(text)
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
            guard digits.count <= 9, let number = Int64(digits), let size = units[String(unit)] else { return nil }
            total += number * size
            rest = rest.dropFirst(digits.count + unit.count)
        }
        self = .milliseconds(total)
    }

    /// As a scenario writes it.
    var scenarioText: String {
        var left = abs(milliseconds)
        var text = milliseconds < 0 ? "-" : ""
        for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
        where left >= size {
            text += "\(left / Int64(size))\(unit)"
            left %= Int64(size)
        }
        return text.isEmpty || text == "-" ? "0s" : text
    }
}
