import BedsideDomain

/// One entry of a section: what the centre itself looks at, and the text that goes on to the terminals.
struct ImportedEntry: Sendable {
    let section: ImportSection
    /// Its place in the file's section, from 0.
    let index: Int
    /// The JSON object: keys sorted, nothing left out but nulls and the page. The same entry is always the same text.
    let text: String
    /// The values of the keys that are read; numbers as text.
    let values: [String: String]
    /// The page of a report.
    let page: [UInt8]?

    subscript(key: String) -> String? { values[key] }

    /// The name within the section.
    var key: String { values[section.key] ?? "" }

    /// A refusal of this entry, at one of its keys or as a whole.
    func refused(_ key: String?, _ rule: String) -> CentralError {
        let path: [ImportFault.Step] = [.key(section.rawValue), .index(index)] + (key.map { [.key($0)] } ?? [])
        return ImportFault(rule, path).refusal
    }
}

/// Reads values by their forms and writes them down in the one form that is compared and kept.
struct EntryReader: ~Copyable {
    private var scanner: JsonScanner
    private var values: [String: String] = [:]
    private var page: [UInt8]?
    private let replaced: [String: String]

    /// - Parameter replaced: ids that are read are written as these instead.
    init(_ scanner: consuming JsonScanner, replacing replaced: [String: String] = [:]) {
        self.scanner = scanner
        self.replaced = replaced
    }

    /// The scanner, to go on behind the entry.
    mutating func withScanner<Value, Fault: Error>(_ body: (inout JsonScanner) throws(Fault) -> Value) throws(Fault)
        -> Value
    { try body(&scanner) }

    mutating func entry(_ section: ImportSection, _ shape: ImportShape, index: Int) throws(ImportFault)
        -> ImportedEntry
    {
        values = [:]
        page = nil
        var text: [UInt8] = []
        try object(shape, isEntry: true, into: &text)
        return ImportedEntry(
            section: section, index: index, text: String(decoding: text, as: UTF8.self), values: values, page: page)
    }

    private mutating func object(_ shape: ImportShape, isEntry: Bool, into out: inout [UInt8]) throws(ImportFault) {
        guard scanner.take(UInt8(ascii: "{")) else { throw .otherType }
        var members: [String: [UInt8]] = [:]
        var seen: Set<String> = []
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                let name = try memberName(scanner.string(most: 100), shape, &seen)
                try scanner.require(UInt8(ascii: ":"))
                guard let key = shape.keys[name] else { continue }
                do throws(ImportFault) {
                    if key.isOptional, try scanner.takeNull() { continue }
                    var value: [UInt8] = []
                    try self.value(key.form, keep: isEntry && key.isRead ? name : nil, into: &value)
                    // The page goes to the blobs; its hash stands here in its place.
                    if case .page = key.form { continue }
                    members[name] = value
                } catch { throw error.within(.key(name)) }
            } while scanner.take(UInt8(ascii: ","))
            try scanner.require(UInt8(ascii: "}"))
        }
        for (name, key) in shape.keys where !key.isOptional && members[name] == nil {
            throw ImportFault("This key must be there.", [.key(name)])
        }
        write(members, into: &out)
    }

    private func memberName(_ name: String, _ shape: ImportShape, _ seen: inout Set<String>) throws(ImportFault)
        -> String
    {
        guard shape.keys[name] != nil else { throw ImportFault("The format has no such key.", [.key(name)]) }
        guard seen.insert(name).inserted else { throw ImportFault("This key is there twice.", [.key(name)]) }
        return name
    }

    private func write(_ members: [String: [UInt8]], into out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        for (position, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if position > 0 { out.append(UInt8(ascii: ",")) }
            jsonText(member.key, into: &out)
            out.append(UInt8(ascii: ":"))
            out += member.value
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func value(_ form: ImportForm, keep name: String?, into out: inout [UInt8]) throws(ImportFault) {
        switch form {
        case .number(let range):
            let number = try scanner.integer()
            guard range.contains(number) else {
                throw ImportFault("It must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            out += Array(String(number).utf8)
            if let name { values[name] = String(number) }
        case .flag: out += Array((try scanner.flag() ? "true" : "false").utf8)
        case .object(let shape): try object(shape, isEntry: false, into: &out)
        case .list(let shape, let count): try list(shape, count, into: &out)
        case .page: page = try pageBytes(scanner.string(most: form.longestText))
        case .id, .text, .day, .moment, .word:
            let text = try scanner.string(most: form.longestText)
            try form.check(text: text)
            jsonText(name.flatMap { replaced[$0] } ?? text, into: &out)
            if let name { values[name] = text }
        }
    }

    private mutating func list(_ shape: ImportShape, _ count: ClosedRange<Int>, into out: inout [UInt8])
        throws(ImportFault)
    {
        guard scanner.take(UInt8(ascii: "[")) else { throw .otherType }
        out.append(UInt8(ascii: "["))
        var index = 0
        if !scanner.take(UInt8(ascii: "]")) {
            repeat {
                guard index < count.upperBound else {
                    throw ImportFault("It must have at most \(count.upperBound) entries.")
                }
                if index > 0 { out.append(UInt8(ascii: ",")) }
                do throws(ImportFault) { try object(shape, isEntry: false, into: &out) } catch {
                    throw error.within(.index(index))
                }
                index += 1
            } while scanner.take(UInt8(ascii: ","))
            try scanner.require(UInt8(ascii: "]"))
        }
        guard index >= count.lowerBound else {
            throw ImportFault("It must have at least \(count.lowerBound) entry.")
        }
        out.append(UInt8(ascii: "]"))
    }
}

/// A string as JSON has it, with no more escapes than it must have.
func jsonText(_ text: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
        case 0..<0x20: out += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
        default: out.append(byte)
        }
    }
    out.append(UInt8(ascii: "\""))
}
