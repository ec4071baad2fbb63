import BedsideDomain
import Foundation

/// The keys of one object of the file: an unknown key is refused, every value is checked when it is read, and each
/// refusal names its place. Values never get into a refusal.
struct Fields {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let container: KeyedDecodingContainer<Key>

    init(_ decoder: any Decoder, _ known: Set<String>) throws {
        container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys where !known.contains(key.stringValue) {
            throw importRefused(importPlace(container.codingPath + [key]), "The format has no such key.")
        }
    }

    func refused(_ name: String, _ rule: String) -> StoreError {
        importRefused(importPlace(container.codingPath + [Key(stringValue: name)]), rule)
    }

    func has(_ name: String) throws -> Bool { try !container.decodeNilIfAbsent(Key(stringValue: name)) }

    /// One line of plain text; its length in characters.
    func text(_ name: String, _ length: ClosedRange<Int>) throws -> String {
        let text = try container.decode(String.self, forKey: Key(stringValue: name))
        guard length.contains(text.unicodeScalars.count) else {
            throw refused(name, "It must be \(length.lowerBound) to \(length.upperBound) characters long.")
        }
        guard isPlain(text) else {
            throw refused(name, "It must be one line without control, zero-width or direction characters.")
        }
        return text
    }

    /// A value that was given as text, through its own parser.
    func parsed<Value>(_ name: String, _ rule: String, _ parse: (String) -> Value?) throws -> Value {
        guard let value = parse(try text(name, 0...100)) else { throw refused(name, rule) }
        return value
    }

    func integer(_ name: String, _ range: ClosedRange<Int64>) throws -> Int64 {
        let value = try container.decode(Int64.self, forKey: Key(stringValue: name))
        guard range.contains(value) else {
            throw refused(name, "It must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    func flag(_ name: String) throws -> Bool { try container.decode(Bool.self, forKey: Key(stringValue: name)) }

    func word<Word: RawRepresentable & CaseIterable>(_ name: String) throws -> Word where Word.RawValue == String {
        let rule = "It must be one of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))."
        return try parsed(name, rule, Word.init(rawValue:))
    }

    func id<Owner>(_ name: String) throws -> Identifier<Owner> {
        try parsed(name, "It must be 1 to 64 of the characters A-Z a-z 0-9 - _ . :") { text in
            do { return try Identifier(text) } catch { return nil }
        }
    }

    func optionalID<Owner>(_ name: String) throws -> Identifier<Owner>? { try has(name) ? try id(name) : nil }

    func day(_ name: String) throws -> CivilDate { try parsed(name, "It must be a date YYYY-MM-DD.", importDay) }

    func moment(_ name: String) throws -> Timestamp {
        try parsed(name, "It must be a moment like 2026-11-20T08:30:00+08:00.", importMoment)
    }

    func optionalMoment(_ name: String) throws -> Timestamp? { try has(name) ? try moment(name) : nil }

    func object<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
        try container.decode(type, forKey: Key(stringValue: name))
    }

    /// A list; an absent one is empty.
    func list<Element: Decodable>(
        _ name: String, most: Int = .max, _ type: Element.Type = Element.self,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> [Element] {
        guard try has(name) else { return [] }
        var list = try container.nestedUnkeyedContainer(forKey: Key(stringValue: name))
        let total = list.count ?? 0
        guard total <= most else { throw refused(name, "It must have at most \(most) entries.") }
        var elements: [Element] = []
        elements.reserveCapacity(total)
        while !list.isAtEnd {
            elements.append(try list.decode(type))
            if elements.count.isMultiple(of: 5000) { progress(elements.count, total) }
        }
        progress(total, total)
        return elements
    }

    /// Base 64 of a file of at most that many bytes.
    func base64(_ name: String, most: Int) throws -> [UInt8] {
        let text = try container.decode(String.self, forKey: Key(stringValue: name))
        guard text.utf8.count <= most / 3 * 4 + 4, let data = Data(base64Encoded: text), data.count <= most else {
            throw refused(name, "It must be base 64 of at most \(most) bytes.")
        }
        return Array(data)
    }
}

extension KeyedDecodingContainer {
    /// Whether a key is absent or null.
    fileprivate func decodeNilIfAbsent(_ key: Key) throws -> Bool { try !contains(key) || decodeNil(forKey: key) }
}

/// `charges[12].amount_fen`; a key that is no plain word is not repeated.
func importPlace(_ path: [any CodingKey]) -> String {
    var place = ""
    for key in path {
        if let index = key.intValue {
            place += "[\(index)]"
            continue
        }
        let name = key.stringValue
        let isPlain = (1...40).contains(name.utf8.count) && name.utf8.allSatisfy(isKeyByte)
        place += (place.isEmpty ? "" : ".") + (isPlain ? name : "(a key that is no plain word)")
    }
    return place.isEmpty ? "the file" : place
}

private func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
}

private func isPlain(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
    do {
        _ = try ScanText(Array(text.utf8))
        return true
    } catch { return false }
}
