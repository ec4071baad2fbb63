import BedsideScreen

/// A number in digits of three rows, made of half blocks: 3 by 5 points each, so that 0, 6, 8 and 9 cannot be taken for
/// each other from afar.
struct BigDigits {
    private let rows: [Text]

    /// Five lines of three points for each digit, the highest bit left.
    private static let points: [[UInt8]] = [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1], [7, 4, 7, 1, 7],
        [7, 4, 7, 5, 7], [7, 1, 1, 1, 1], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ]

    /// Nil for what is no number of one to three digits.
    init?(_ number: String) {
        let digits = number.utf8.map { Int($0) - 0x30 }
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        rows = (0..<3).map { row in
            Text(digits.map { Self.line(Self.points[$0], row) }.joined(separator: " "))
        }
    }

    var width: Int { rows.first?.width ?? 0 }

    func draw(column: Int, row: Int, style: Style, on canvas: inout Canvas) {
        for (index, text) in rows.enumerated() {
            canvas.put(text, column: column, row: row + index, style: style, limit: text.width, name: "number")
        }
    }

    private static func line(_ points: [UInt8], _ row: Int) -> String {
        let upper = points[2 * row]
        let lower = 2 * row + 1 < points.count ? points[2 * row + 1] : 0
        return ([4, 2, 1] as [UInt8]).map { bit in
            switch (upper & bit != 0, lower & bit != 0) {
            case (true, true): "█"
            case (true, false): "▀"
            case (false, true): "▄"
            case (false, false): " "
            }
        }.joined()
    }
}
