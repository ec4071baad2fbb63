import BedsideDomain

/// A day's reconciliation as lines: for a person's screen, for a spreadsheet, and for programs.
struct ReconciliationSheet: Sendable {
    private static let head = ["DIFFERENCE", "TERMINAL", "ABOUT", "STATED", "FOUND", "LINE", "ACTION"]

    private let result: Reconciliation
    private let failedRefunds: Int

    init(_ result: Reconciliation, failedRefunds: Int) {
        self.result = result
        self.failedRefunds = failedRefunds
    }

    var message: ReconciledMessage {
        ReconciledMessage(
            text: text, csv: csv, differences: result.differences.map(DifferenceRow.init), isBalanced: result.agrees)
    }

    private var text: String {
        var lines = ["\(result.day.text): \(result.agrees ? "everything agrees" : "there are differences")"]
        if let bill = result.bill { lines.append("bill    " + Self.totals(bill)) }
        lines.append("ledger  " + Self.totals(result.ledger))
        if failedRefunds > 0 { lines.append("\(failedRefunds) refunds of the bill failed and moved nothing") }
        guard !result.differences.isEmpty else { return lines.joined(separator: "\n") }
        let rows = [Self.head] + result.differences.map(Self.cells)
        let widths = Self.head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            lines.append(cells.joined(separator: "  "))
        }
        return lines.joined(separator: "\n")
    }

    private var csv: String {
        // With a byte-order mark: without it Excel on Chinese Windows reads GBK.
        "\u{FEFF}" + ([Self.head] + result.differences.map(Self.cells)).map(CSVLine.text).joined()
    }

    private static func totals(_ totals: BookTotals) -> String {
        let parts = BookTotals.Part.allCases.map { part in
            "\(part.rawValue) \(totals[part].count) (\(totals[part].amount.fen) fen)"
        }
        return "\(totals.whole.count) movements, \(totals.whole.amount.fen) fen: " + parts.joined(separator: ", ")
    }

    private static func cells(_ difference: Difference) -> [String] {
        let row = DifferenceRow(difference)
        return [
            row.difference, row.terminal ?? "", row.about, row.stated.map { "\($0)" } ?? "",
            row.found.map { "\($0)" } ?? "", row.line.map { "\($0)" } ?? "", row.action,
        ]
    }
}
