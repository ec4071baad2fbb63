import BedsideTerminal
import CPosix
import Foundation
import Glibc

/// Text and JSON for people and programs. JSON has sorted keys; problems go to standard error only.
enum Output {
    static func line(_ text: String) { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

    /// For files that go to standard output.
    static func bytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    static func problem(_ text: String) { write(Array(("bedside: " + text + "\n").utf8), to: STDERR_FILENO) }

    /// A reader that went away (`| head -1`) is no failure, and nobody waits for the rest: the command ends.
    private static func write(_ bytes: [UInt8], to file: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_write(file, $0.baseAddress, $0.count) }
            if count == -Int(EPIPE) { exit(EXIT_SUCCESS) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// One value in one line, for streams.
    static func jsonLine(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Standard output is a person's terminal.
    static var isTerminal: Bool { isatty(1) == 1 }

    /// Begins the terminal anew.
    static func clear() { write(Array("\u{1B}[H\u{1B}[2J".utf8), to: STDOUT_FILENO) }

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
