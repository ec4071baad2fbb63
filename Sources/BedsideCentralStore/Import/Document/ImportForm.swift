import BedsideDomain

/// What a value of the import format must look like (assets/import.md).
indirect enum ImportForm: Sendable {
    case id
    /// One line of plain text; its length in characters.
    case text(ClosedRange<Int>)
    case number(ClosedRange<Int64>)
    case flag
    case day
    case moment
    case word([String])
    case object(ImportShape)
    case list(ImportShape, ClosedRange<Int>)
    /// A PDF in base 64.
    case page
}

/// The keys of one kind of object. A key that is not here is refused, so that a misspelt one is never silently ignored.
struct ImportShape: Sendable {
    struct Key: Sendable {
        let form: ImportForm
        /// Whether it may be left out or null.
        var isOptional = false
        /// Whether the centre itself looks at the value, and does not only pass it on.
        var isRead = false
    }

    let keys: [String: Key]

    init(_ keys: [String: Key]) { self.keys = keys }
}

extension ImportShape.Key {
    static func must(_ form: ImportForm) -> Self { Self(form: form) }
    static func may(_ form: ImportForm) -> Self { Self(form: form, isOptional: true) }
    static func read(_ form: ImportForm) -> Self { Self(form: form, isRead: true) }
    static func mayRead(_ form: ImportForm) -> Self { Self(form: form, isOptional: true, isRead: true) }
}

extension ImportForm {
    static func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> ImportForm
    where Word.RawValue == String { .word(type.allCases.map(\.rawValue)) }

    static let fen = ImportForm.number(0...100_000_000_000)

    /// Checks a text; nil for the forms that are none.
    func check(text: String) throws(ImportFault) {
        switch self {
        case .id:
            do { _ = try Identifier<Never>(text) } catch {
                throw ImportFault("It must be 1 to 64 of the characters A-Z a-z 0-9 - _ . :")
            }
        case .text(let length):
            guard length.contains(text.unicodeScalars.count) else {
                throw ImportFault("It must be \(length.lowerBound) to \(length.upperBound) characters long.")
            }
            guard isPlain(text) else {
                throw ImportFault("It must be one line without control, zero-width or direction characters.")
            }
        case .day:
            guard importDay(text) != nil else { throw ImportFault("It must be a date YYYY-MM-DD.") }
        case .moment:
            guard importMoment(text) != nil else {
                throw ImportFault("It must be a moment like 2026-11-20T08:30:00+08:00.")
            }
        case .word(let words):
            guard words.contains(text) else {
                throw ImportFault("It must be one of: \(words.joined(separator: ", ")).")
            }
        case .number, .flag, .object, .list, .page: throw .otherType
        }
    }

    /// More than this many bytes are not even read.
    var longestText: Int {
        switch self {
        case .text(let length): length.upperBound * 4
        case .page: SyncLimits.blob / 3 * 4 + 4
        case .id, .day, .moment, .word, .number, .flag, .object, .list: 200
        }
    }
}

private func isPlain(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
    do {
        _ = try ScanText(Array(text.utf8))
        return true
    } catch { return false }
}

/// `YYYY-MM-DD`; nil when there is no such day.
func importDay(_ text: String) -> CivilDate? {
    do { return try CivilDate(text: text) } catch { return nil }
}

/// A moment as the import format writes it: `2026-11-20T08:30:00+08:00`, seconds optional, `Z` or an offset always there.
func importMoment(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    func places(_ position: Int, below limit: Int) -> Int? {
        guard position + 1 < bytes.count, let tens = digit(bytes[position]), let ones = digit(bytes[position + 1])
        else { return nil }
        let value = tens * 10 + ones
        return value < limit ? value : nil
    }
    guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
        let day = importDay(String(decoding: bytes[..<10], as: UTF8.self)), let hour = places(11, below: 24),
        let minute = places(14, below: 60)
    else { return nil }
    var position = 16
    var second = 0
    if bytes[position] == UInt8(ascii: ":") {
        guard let value = places(position + 1, below: 60) else { return nil }
        second = value
        position += 3
    }
    var offset = 0
    let rest = bytes[position...]
    if !rest.elementsEqual([UInt8(ascii: "Z")]) {
        guard rest.count == 6, bytes[position + 3] == UInt8(ascii: ":"), let hours = places(position + 1, below: 15),
            let minutes = places(position + 4, below: 60)
        else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "+"): offset = hours * 60 + minutes
        case UInt8(ascii: "-"): offset = -(hours * 60 + minutes)
        default: return nil
        }
    }
    let minutes = Int64(day.daysSince1970) * 1440 + Int64(hour * 60 + minute - offset)
    return Timestamp(milliseconds: (minutes * 60 + Int64(second)) * 1000)
}

private func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil }
