import BedsideDomain

/// The import document as the central store takes it (assets/import.md): every entry checked for its form, none
/// understood further than the centre needs. What a terminal alone can judge it answers by `feed.refused`.
struct CentralDocument: Sendable {
    /// The largest file: 256 MiB.
    static let limit = 256 << 20

    /// By section, in the order of the file.
    let entries: [ImportSection: [ImportedEntry]]

    /// Throws ``CentralError`` `importRefused`, naming the place and the rule, never a value.
    init(_ bytes: [UInt8]) throws(CentralError) {
        guard bytes.count <= Self.limit else {
            throw ImportFault("It must not be larger than \(Self.limit >> 20) MiB.").refusal
        }
        do throws(ImportFault) {
            entries = try Self.read(bytes)
        } catch { throw error.refusal }
    }

    private static func read(_ bytes: [UInt8]) throws(ImportFault) -> [ImportSection: [ImportedEntry]] {
        var reader = EntryReader(JsonScanner(bytes))
        var entries: [ImportSection: [ImportedEntry]] = [:]
        var seen: Set<String> = []
        try reader.withScanner { scanner throws(ImportFault) in
            guard scanner.peek() != nil else { throw .notJSON }
            guard scanner.take(UInt8(ascii: "{")) else { throw .otherType }
        }
        var isEnd = try reader.withScanner { scanner throws(ImportFault) in scanner.take(UInt8(ascii: "}")) }
        while !isEnd {
            let name = try reader.withScanner { scanner throws(ImportFault) in
                let name = try scanner.string(most: 100)
                try scanner.require(UInt8(ascii: ":"))
                return name
            }
            guard seen.insert(name).inserted else { throw ImportFault("This key is there twice.", [.key(name)]) }
            do throws(ImportFault) {
                if let section = ImportSection(rawValue: name) {
                    entries[section] = try list(section, &reader)
                } else {
                    try reader.withScanner { scanner throws(ImportFault) in try head(name, &scanner) }
                }
            } catch { throw error.within(.key(name)) }
            isEnd = try reader.withScanner { scanner throws(ImportFault) in
                if scanner.take(UInt8(ascii: ",")) { return false }
                try scanner.require(UInt8(ascii: "}"))
                return true
            }
        }
        try reader.withScanner { scanner throws(ImportFault) in try scanner.end() }
        for name in ["format", "version"] where !seen.contains(name) {
            throw ImportFault("This key must be there.", [.key(name)])
        }
        return entries
    }

    private static func head(_ name: String, _ scanner: inout JsonScanner) throws(ImportFault) {
        switch name {
        case "format":
            guard try scanner.string(most: 200) == "bedside-import" else {
                throw ImportFault("It must be bedside-import.")
            }
        case "version":
            guard try scanner.integer() == 1 else { throw ImportFault("It must be a whole number from 1 to 1.") }
        case "comment":
            if try scanner.takeNull() { return }
            try ImportForm.text(0...500).check(text: scanner.string(most: 2000))
        default: throw ImportFault("The format has no such key.")
        }
    }

    private static func list(_ section: ImportSection, _ reader: inout EntryReader) throws(ImportFault)
        -> [ImportedEntry]
    {
        let isThere = try reader.withScanner { scanner throws(ImportFault) in
            if try scanner.takeNull() { return false }
            guard scanner.take(UInt8(ascii: "[")) else { throw .otherType }
            return !scanner.take(UInt8(ascii: "]"))
        }
        guard isThere else { return [] }
        let shape = section.shape
        var entries: [ImportedEntry] = []
        repeat {
            do throws(ImportFault) {
                entries.append(try reader.entry(section, shape, index: entries.count))
            } catch { throw error.within(.index(entries.count)) }
        } while reader.withScanner({ $0.take(UInt8(ascii: ",")) })
        try reader.withScanner { scanner throws(ImportFault) in try scanner.require(UInt8(ascii: "]")) }
        return entries
    }
}
