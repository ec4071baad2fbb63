import BedsideTerminal
import Foundation

/// Text and JSON for people and programs. JSON has sorted keys; problems go to standard error only.
enum Output {
    static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func problem(_ text: String) { FileHandle.standardError.write(Data(("bedside: " + text + "\n").utf8)) }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Columns as wide as their widest cell, by terminal cells.
    static func table(_ head: [String], _ rows: [[String]]) {
        let widths = head.indices.map { column in
            ([head] + rows).map { Text.width(of: $0[column]) }.max() ?? 0
        }
        for row in [head] + rows {
            line(
                row.enumerated().map { column, cell in
                    column == row.count - 1
                        ? cell : cell + String(repeating: " ", count: widths[column] - Text.width(of: cell))
                }.joined(separator: "  "))
        }
    }
}
