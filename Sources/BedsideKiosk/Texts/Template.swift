/// A text with places to fill: `押金余额 {amount} 元`.
enum Template {
    /// The places of a text; nil when a brace is not closed or a name is unknown.
    static func placeholders(of text: String) -> Set<Placeholder>? {
        var found: Set<Placeholder> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}"),
                let place = Placeholder(rawValue: String(rest[rest.index(after: open)..<close]))
            else { return nil }
            found.insert(place)
            rest = rest[rest.index(after: close)...]
        }
        return rest.contains("}") ? nil : found
    }

    /// Each place filled; a place without a value stays as it is, so that a test sees the brace. Values are never read
    /// as templates themselves.
    static func fill(_ text: String, with values: [Placeholder: String]) -> String {
        guard text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let place = Placeholder(rawValue: String(rest[rest.index(after: open)..<close]))
            filled += place.flatMap { values[$0] } ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
