/// Comma-separated values (RFC 4180) for the spreadsheets of a hospital.
///
/// UTF-8 with a byte-order mark: without it Excel on Chinese Windows reads GBK and shows a heap of signs.
enum CSVText {
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// One line with its CR LF. Cells with a comma, a quote or a line break are quoted.
    static func line(_ cells: [String]) -> [UInt8] { Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8) }

    /// A name that begins like a formula gets an apostrophe before it, so that a spreadsheet shows it and runs nothing; a
    /// negative number stays one.
    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first), Double(text) == nil
        {
            text = "'" + text
        }
        guard text.unicodeScalars.contains(where: { [",", "\"", "\r", "\n"].contains($0) }) else { return text }
        // By scalars: a quote with an accent on it is one character and still ends the cell.
        let doubled = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
        return "\"" + doubled.joined() + "\""
    }
}
