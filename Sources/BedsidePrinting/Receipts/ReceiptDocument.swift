import BedsideDomain

/// What stands on a receipt, from top to bottom, whatever its width: set in columns for a printer on a line of its own, or
/// as a document for a roll behind the print server. Two equal documents give the same bytes.
package struct ReceiptDocument: Sendable, Hashable {
    /// The kind of paper, never a name or number of a patient.
    let title: String
    /// Stands at the head and the foot of a copy.
    let banner: String?
    /// The encounter's number: on each page where one receipt takes several.
    let reference: String
    let printedAt: Timestamp
    let blocks: [ReceiptBlock]
}

/// One part of a receipt.
enum ReceiptBlock: Sendable, Hashable {
    /// Running text, wrapped at the width.
    case text(String, ReceiptStyle = .plain, Alignment = .leading)
    /// A label at the left and its value at the right edge: amounts stand under each other.
    case pair(String, String, ReceiptStyle = .plain)
    /// A line across the roll.
    case rule(Block.Rule)
    /// Code 128 with its text beneath: printable ASCII.
    case barcode(String)
    /// QR: printable ASCII.
    case code(String)
    /// Blank lines.
    case gap(Int)
}

/// How a line looks on a head with one font.
struct ReceiptStyle: Sendable, Hashable {
    enum Size: Sendable, Hashable {
        case normal
        /// Twice as high.
        case tall
        /// Twice as high and wide: half the columns.
        case large
    }

    let size: Size
    let isStrong: Bool

    static let plain = ReceiptStyle(size: .normal, isStrong: false)
    static let strong = ReceiptStyle(size: .normal, isStrong: true)
    static let tall = ReceiptStyle(size: .tall, isStrong: true)
    static let large = ReceiptStyle(size: .large, isStrong: true)

    /// Columns of the head that one column of this style takes.
    var columnWidth: Int { size == .large ? 2 : 1 }
}
