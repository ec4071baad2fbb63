/// A payment provider's bill of a day as CSV, in the form of WeChat Pay's `ALL` trade bill: a heading, one line an order
/// or a refund (each value behind a `` ` ``), a heading of sums, and the sums.
///
/// Untrusted: sizes are limited, every refusal names the line and the rule and repeats nothing of it, and a bill whose
/// lines do not add up to its own sums is refused whole: half of a bill would name hundreds of differences that are none.
package struct ProviderBill: Sendable {
    /// The largest file: a hospital's day is some 10 MiB.
    package static let limit = 64 << 20
    static let longestLine = 8 << 10
    static let mostLines = 500_000

    /// Payments and refunds in the bill's order.
    package let movements: [MoneyMovement]
    /// Refunds that the provider could not pay out; they moved nothing.
    package let failedRefunds: Int

    /// - Parameter clock: the bill's times are the hospital's.
    ///
    /// Throws ``DomainError`` `invalidBill`, or `overflow`.
    package init(_ bytes: [UInt8], clock: HospitalClock) throws(DomainError) {
        guard bytes.count <= Self.limit else {
            throw DomainError(.invalidBill, "The bill must not be larger than \(Self.limit >> 20) MiB.")
        }
        var reader = BillReader(clock: clock)
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var line = 0
        var start = content.startIndex
        while start < content.endIndex {
            let end = content[start...].firstIndex(of: 0x0A) ?? content.endIndex
            line += 1
            var text = content[start..<end]
            if text.last == 0x0D { text = text.dropLast() }
            guard text.count <= Self.longestLine, line <= Self.mostLines + 3 else {
                throw refused(line, "A bill has at most \(Self.mostLines) lines of \(Self.longestLine) bytes.")
            }
            if !text.isEmpty { try reader.read(BillFields.split(text, line), line) }
            start = end < content.endIndex ? end + 1 : end
        }
        try reader.end(line)
        movements = reader.movements
        failedRefunds = reader.failedRefunds
    }
}

func refused(_ line: Int, _ rule: String) -> DomainError {
    DomainError(.invalidBill, "Line \(line) of the bill: \(rule) Nothing of it was used; get it again.")
}

/// The values of one line.
enum BillFields {
    private static let most = 100
    private static let tick = UInt8(ascii: "`")
    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    /// A line of ticks is cut only at comma and tick, because a name of goods may hold commas. Any other line is CSV as
    /// RFC 4180 has it, as a spreadsheet program writes it back.
    static func split(_ line: ArraySlice<UInt8>, _ number: Int) throws(DomainError) -> [String] {
        let values = line.first == tick ? ticked(line) : try quoted(line, number)
        guard values.count <= most else { throw refused(number, "It has more than \(most) values.") }
        var texts: [String] = []
        texts.reserveCapacity(values.count)
        for value in values {
            guard let text = String(validating: value, as: UTF8.self) else {
                throw refused(number, "It is not UTF-8.")
            }
            texts.append(text)
        }
        return texts
    }

    private static func ticked(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var values: [ArraySlice<UInt8>] = []
        var start = line.startIndex + 1
        var position = start
        while position < line.endIndex {
            if line[position] == comma, position + 1 < line.endIndex, line[position + 1] == tick {
                values.append(line[start..<position])
                start = position + 2
                position = start
            } else {
                position += 1
            }
        }
        values.append(line[start...])
        return values
    }

    private static func quoted(_ line: ArraySlice<UInt8>, _ number: Int) throws(DomainError) -> [ArraySlice<UInt8>] {
        var values: [ArraySlice<UInt8>] = []
        var value: [UInt8] = []
        var isQuoted = false
        var position = line.startIndex
        while position < line.endIndex {
            let byte = line[position]
            if byte == quote {
                if isQuoted, position + 1 < line.endIndex, line[position + 1] == quote {
                    value.append(quote)
                    position += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == comma, !isQuoted {
                values.append(value[...])
                value = []
            } else {
                value.append(byte)
            }
            position += 1
        }
        guard !isQuoted else { throw refused(number, "A quotation mark has no end.") }
        values.append(value[...])
        return values.map { $0.first == tick ? $0.dropFirst() : $0 }
    }
}
