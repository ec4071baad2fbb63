import BedsideDomain

/// The words of one line, taken one after another.
struct WordReader {
    private var words: ArraySlice<Substring>
    /// The word before ended with a comma: a list goes on.
    private(set) var isInList = false

    init(_ text: some StringProtocol) { words = text.split(whereSeparator: \.isWhitespace).map { Substring($0) }[...] }

    var isAtEnd: Bool { words.isEmpty }
    /// The next word, without a comma at its end.
    var peek: String? { words.first.map(bare) }

    /// - Parameter what: what should stand here, for the complaint.
    mutating func next(_ what: String) throws(Complaint) -> String {
        guard let word = words.popFirst() else { throw Complaint("\(what) is missing at the end of the line") }
        isInList = word.hasSuffix(",")
        return bare(word)
    }

    /// Takes these words if they are next.
    mutating func skip(_ phrase: String) -> Bool {
        let parts = phrase.split(separator: " ")
        guard words.prefix(parts.count).map(bare) == parts.map(String.init) else { return false }
        isInList = words.dropFirst(parts.count - 1).first?.hasSuffix(",") ?? false
        words.removeFirst(parts.count)
        return true
    }

    mutating func take(_ phrase: String) throws(Complaint) {
        guard skip(phrase) else { throw Complaint("\"\(phrase)\" is missing \(here)") }
    }

    /// One of several phrases, the longest that fits.
    mutating func choice<Value>(_ what: String, of known: [(phrase: String, value: Value)]) throws(Complaint) -> Value {
        for (phrase, value) in known.sorted(by: { $0.phrase.utf8.count > $1.phrase.utf8.count }) where skip(phrase) {
            return value
        }
        throw Complaint("\(what) is missing \(here)", known: known.map(\.phrase))
    }

    mutating func rest(_ what: String) throws(Complaint) -> String {
        guard !words.isEmpty else { throw Complaint("\(what) is missing at the end of the line") }
        defer { words = [] }
        return words.joined(separator: " ")
    }

    /// Reads on while the word before ended with a comma.
    mutating func list<Item>(_ item: (inout WordReader) throws(Complaint) -> Item) throws(Complaint) -> [Item] {
        var items = [try item(&self)]
        while isInList { items.append(try item(&self)) }
        return items
    }

    func end() throws(Complaint) {
        guard words.isEmpty else {
            throw Complaint("nobody understands \"\(words.joined(separator: " "))\" at the end of the line")
        }
    }

    private var here: String { words.first.map { "before \"\($0)\"" } ?? "at the end of the line" }

    private func bare(_ word: Substring) -> String { String(word.hasSuffix(",") ? word.dropLast() : word) }
}

/// What is wrong with a line, before file and line are known.
struct Complaint: Error, Hashable {
    let message: String
    var known: [String] = []

    init(_ message: String, known: [String] = []) {
        self.message = message
        self.known = known
    }
}
