extension Grid {
    /// The screen as text, one line a row, trimmed at the right: for golden files and the walkthrough.
    ///
    /// A code's dark cells become block characters, so that the text shows the code as the screen does.
    package var plainText: String {
        var text = ""
        text.reserveCapacity(cells.count * 2)
        for row in 0..<rows {
            var line = String.UnicodeScalarView()
            for cell in cells[row * columns..<(row + 1) * columns] where !cell.isRightHalf {
                if let scalar = Unicode.Scalar(cell.style == .codeDark ? Self.inverse(cell.scalar) : cell.scalar) {
                    line.append(scalar)
                }
            }
            while line.last == " " { line.removeLast() }
            text.unicodeScalars.append(contentsOf: line)
            text.append("\n")
        }
        return text
    }

    /// Light on dark as dark on light.
    private static func inverse(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x20: 0x2588  // blank: full block
        case 0x2580: 0x2584  // upper half: lower half
        default: scalar
        }
    }
}
