/// One way to write a line: its first words, how a message shows it, and how the rest is read.
struct Form<Value>: Sendable {
    /// What the line begins with.
    let phrase: String
    /// What follows, for people.
    let usage: String
    let read: @Sendable (inout WordReader) throws(Complaint) -> Value

    init(
        _ phrase: String, _ usage: String = "", read: @escaping @Sendable (inout WordReader) throws(Complaint) -> Value
    ) {
        self.phrase = phrase
        self.usage = usage
        self.read = read
    }

    var text: String { usage.isEmpty ? phrase : "\(phrase) \(usage)" }
}

extension WordReader {
    /// Reads the rest of the line by the form whose first words fit; the longest wins. Nil when none does.
    mutating func read<Value>(_ forms: [Form<Value>]) throws(Complaint) -> Value? {
        for form in forms.sorted(by: { $0.phrase.utf8.count > $1.phrase.utf8.count }) where skip(form.phrase) {
            do throws(Complaint) {
                let value = try form.read(&self)
                try end()
                return value
            } catch {
                throw Complaint(error.message, known: error.known.isEmpty ? [form.text] : error.known)
            }
        }
        return nil
    }
}
