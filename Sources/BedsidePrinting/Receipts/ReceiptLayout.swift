/// One line of a set receipt, as the head prints it.
enum ReceiptLine: Sendable, Hashable {
    case text(String, ReceiptStyle, Alignment)
    case barcode(String)
    case code(String)
    case blank(Int)
}

extension ReceiptDocument {
    /// A receipt is a slip of paper, not a roll of it: about 1.9 m.
    static let maximumLines = 500

    /// The receipt in lines for a head of so many columns (48 on 80 mm, 32 on 58 mm).
    ///
    /// Throws ``PrintingError`` `doesNotFit` when it is longer than ``maximumLines``.
    func lines(columns: Int) throws(PrintingError) -> [ReceiptLine] {
        var lines = blocks.flatMap { $0.lines(columns: columns) }
        if let banner {
            let mark = [ReceiptBlock.rule(.thick), .text(banner, .strong, .centre), .rule(.thick)]
                .flatMap { $0.lines(columns: columns) }
            // At both ends: a strip torn in two says on each piece that it is a copy.
            lines = mark + lines + mark
        }
        guard lines.count <= Self.maximumLines else {
            throw PrintingError(
                .doesNotFit,
                "The receipt has \(lines.count) lines, more than the \(Self.maximumLines) that a roll is given; print it on A4."
            )
        }
        return lines
    }
}

extension ReceiptBlock {
    fileprivate func lines(columns: Int) -> [ReceiptLine] {
        switch self {
        case .text(let text, let style, let alignment):
            wrapped(text, columns: columns / style.columnWidth).map { .text($0, style, alignment) }
        case .pair(let label, let value, let style):
            paired(label, value, columns: columns / style.columnWidth).map { .text($0, style, .leading) }
        case .rule(let rule):
            [.text(String(repeating: rule == .thick ? "=" : "-", count: columns), .plain, .leading)]
        case .barcode(let text): [.barcode(text)]
        case .code(let text): [.code(text)]
        case .gap(let count): [.blank(count)]
        }
    }
}

/// Label and value on one line when they fit with a blank between; else the value ends the line below.
private func paired(_ label: String, _ value: String, columns: Int) -> [String] {
    let free = columns - cells(of: label) - cells(of: value)
    if free >= 1 { return [label + String(repeating: " ", count: free) + value] }
    let values = wrapped(value, columns: columns)
    return wrapped(label, columns: columns)
        + values.map { String(repeating: " ", count: max(columns - cells(of: $0), 0)) + $0 }
}
