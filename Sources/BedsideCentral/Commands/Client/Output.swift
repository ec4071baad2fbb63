import CPosix
import Foundation

/// Text and JSON for people and programs; problems go to standard error only.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: 1) }

    static func problem(_ text: String) { write("bedside-central: " + text + "\n", to: 2) }

    /// A reader that went away (`| head -1`) is no failure; what nobody reads is not written.
    private static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Keys sorted: the same state gives the same bytes.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Columns as wide as their widest cell; cells hold identifiers, words and numbers.
    static func table(_ head: [String], _ rows: [[String]]) {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [head] + rows {
            line(
                row.enumerated().map { column, cell in
                    column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
                }.joined(separator: "  "))
        }
    }

    /// `2026-11-22 10:50` in UTC, or a dash.
    static func moment(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "-" }
        let seconds = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        return seconds.ISO8601Format(.init(dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon))
    }
}
