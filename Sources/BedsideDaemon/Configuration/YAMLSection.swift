import Yams

/// A mapping of the file while it is read: hands out typed values, notes every rule that breaks, and in the end every key
/// that nobody asked for.
///
/// Yams itself, because it knows the line of each value and lists of mappings; a final class, as issues of all sections go
/// into one list.
final class YAMLSection {
    final class Notes {
        let file: String
        private(set) var issues: [ConfigurationIssue] = []

        init(file: String) { self.file = file }

        func add(_ node: Node?, _ key: String, _ rule: String) {
            issues.append(ConfigurationIssue(file: file, line: node?.mark?.line ?? 0, key: key, rule: rule))
        }
    }

    let notes: Notes
    private let path: String
    private let node: Node?
    private var seen: Set<String> = []

    init(_ node: Node?, path: String, notes: Notes) {
        self.node = node
        self.path = path
        self.notes = notes
        if let node, node.mapping == nil {
            notes.add(node, path.isEmpty ? "(file)" : path, "must be a mapping of keys")
        }
    }

    /// The full name of a key, for messages.
    func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func contains(_ key: String) -> Bool { node?.mapping?[key] != nil }

    private func take(_ key: String) -> Node? {
        seen.insert(key)
        return node?.mapping?[key]
    }

    func section(_ key: String) -> YAMLSection { YAMLSection(take(key), path: name(key), notes: notes) }

    /// The mappings of a list; an absent key is an empty list.
    func sections(_ key: String, limit: Int) -> [YAMLSection] {
        guard let list = take(key) else { return [] }
        guard let items = list.sequence else {
            notes.add(list, name(key), "must be a list")
            return []
        }
        if items.count > limit { notes.add(list, name(key), "may have at most \(limit) entries") }
        return items.prefix(limit).enumerated().map { index, item in
            YAMLSection(item, path: "\(name(key))[\(index)]", notes: notes)
        }
    }

    /// A text; nil default means that the key must be there.
    func string(_ key: String, default fallback: String? = nil, _ rule: String, where holds: (String) -> Bool) -> String
    {
        guard let value = take(key) else {
            if fallback == nil { notes.add(node, name(key), "is missing; it \(rule)") }
            return fallback ?? ""
        }
        guard let text = value.scalar?.string, text.utf8.count <= 4096, holds(text) else {
            notes.add(value, name(key), rule)
            return fallback ?? ""
        }
        return text
    }

    /// A whole number in a range.
    func integer(_ key: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int {
        let rule = "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let value = take(key) else {
            if fallback == nil { notes.add(node, name(key), "is missing; it \(rule)") }
            return fallback ?? range.lowerBound
        }
        guard let number = value.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            notes.add(value, name(key), rule)
            return fallback ?? range.lowerBound
        }
        return number
    }

    /// One of an enumeration's words.
    func choice<Value: RawRepresentable & CaseIterable>(_ key: String, default fallback: Value) -> Value
    where Value.RawValue == String {
        guard let value = take(key) else { return fallback }
        guard let chosen = value.scalar.flatMap({ Value(rawValue: $0.string) }) else {
            notes.add(value, name(key), "must be one of: " + Value.allCases.map(\.rawValue).joined(separator: ", "))
            return fallback
        }
        return chosen
    }

    /// One of some values that have words, which are no enumeration.
    func word<Value>(_ key: String, default fallback: Value, of known: [Value], by word: (Value) -> String) -> Value {
        guard let value = take(key) else { return fallback }
        guard let chosen = known.first(where: { word($0) == value.scalar?.string }) else {
            notes.add(value, name(key), "must be one of: " + known.map(word).joined(separator: ", "))
            return fallback
        }
        return chosen
    }

    /// Notes a key that is there but must not be, or must be another.
    func refuse(_ key: String, _ rule: String) {
        seen.insert(key)
        notes.add(node?.mapping?[key] ?? node, name(key), rule)
    }

    /// A list of texts; an absent key is `fallback`.
    func strings(_ key: String, default fallback: [String], limit: Int) -> [String] {
        guard let value = take(key) else { return fallback }
        guard let items = value.sequence, items.count <= limit else {
            notes.add(value, name(key), "must be a list of at most \(limit) texts")
            return fallback
        }
        return items.enumerated().compactMap { index, item in
            if item.scalar == nil { notes.add(item, "\(name(key))[\(index)]", "must be a text") }
            return item.scalar?.string
        }
    }

    /// A mapping of texts, such as udev properties.
    func properties(_ key: String) -> [String: String] {
        guard let value = take(key) else { return [:] }
        guard let mapping = value.mapping else {
            notes.add(value, name(key), "must be a mapping of texts")
            return [:]
        }
        var texts: [String: String] = [:]
        for (entry, content) in mapping {
            guard let word = entry.scalar?.string, let text = content.scalar?.string else {
                notes.add(content, name(key), "must be a mapping of texts")
                continue
            }
            texts[word] = text
        }
        return texts
    }

    /// Runs a domain rule; its sentence becomes the issue.
    func check<Value>(_ key: String, _ make: () throws -> Value) -> Value? {
        do {
            return try make()
        } catch {
            notes.add(node?.mapping?[key] ?? node, name(key), "\(error)")
            return nil
        }
    }

    /// Call when everything was read: what is left is a misspelt or unknown key.
    func finish() {
        guard let mapping = node?.mapping else { return }
        for (key, _) in mapping {
            guard let word = key.scalar?.string, !seen.contains(word) else { continue }
            notes.add(key, name(word), "is not a key of this section; known: " + seen.sorted().joined(separator: ", "))
        }
    }
}
