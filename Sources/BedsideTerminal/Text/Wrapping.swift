extension Text {
    /// The text in lines of at most `limit` cells.
    ///
    /// Latin text breaks at blanks, Chinese between characters; no line begins with a closing mark (`，。」`) or ends with
    /// an opening one. A word longer than a line is broken where the line ends. Never an empty list.
    package func wrapped(at limit: Int) -> [Text] {
        guard width > limit, limit > 1 else { return [self] }
        var lines: [Text] = []
        var start = glyphs.startIndex
        while start < glyphs.endIndex {
            let (end, next) = lineEnd(from: start, limit: limit)
            lines.append(Text(clean: glyphs[start..<end]))
            start = next
        }
        return lines.isEmpty ? [.empty] : lines
    }

    /// Where the line that begins at `start` ends, and where the next begins.
    private func lineEnd(from start: Int, limit: Int) -> (end: Int, next: Int) {
        var taken = 0
        var best: Int?
        var index = start
        while index < glyphs.endIndex {
            if index > start, mayBreak(before: index) { best = index }
            let glyph = glyphs[index]
            taken += glyph & Cell.wide == 0 ? 1 : 2
            // A blank may stand over the edge: it is trimmed.
            if taken > limit, glyph != Self.blank {
                let end = best ?? max(index, start + 1)
                return (trimmed(start, end), end)
            }
            index += 1
        }
        return (trimmed(start, index), index)
    }

    private func mayBreak(before index: Int) -> Bool {
        let left = glyphs[index - 1]
        let right = glyphs[index]
        if right == Self.blank { return false }
        if left == Self.blank {
            return !isAfterOpening(index - 1) && !Self.neverFirst.contains(right & Cell.scalarMask)
        }
        guard (left | right) & Cell.wide != 0 else { return false }
        return !Self.neverFirst.contains(right & Cell.scalarMask) && !Self.neverLast.contains(left & Cell.scalarMask)
    }

    /// The blank belongs to a symbol such as `“`, which stays with what follows.
    private func isAfterOpening(_ blank: Int) -> Bool {
        blank > glyphs.startIndex && Self.neverLast.contains(glyphs[blank - 1] & Cell.scalarMask)
    }

    private func trimmed(_ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, glyphs[end - 1] == Self.blank { end -= 1 }
        return end
    }

    private static let blank: UInt32 = 0x20
    private static let neverFirst = scalars("，。、；：！？）》」』】〕〉”’…—·％℃,.;:!?)]}%")
    private static let neverLast = scalars("（《「『【〔〈“‘([{¥￥$")

    private static func scalars(_ text: String) -> Set<UInt32> {
        Set(text.unicodeScalars.map(\.value))
    }
}
