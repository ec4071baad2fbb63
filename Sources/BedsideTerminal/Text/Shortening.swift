extension Text {
    /// At most `limit` cells: the text itself, or its beginning and `…`.
    package func shortened(to limit: Int) -> Text {
        guard width > limit else { return self }
        guard limit > 0 else { return .empty }
        let kept = prefix(limit - 1)
        return Text(clean: kept.glyphs + [0x2026], width: kept.width + 1)
    }

    /// The longest beginning that takes at most `limit` cells; never half of a wide character.
    package func prefix(_ limit: Int) -> Text {
        guard width > limit else { return self }
        var taken = 0
        var end = glyphs.startIndex
        while end < glyphs.endIndex {
            let cells = glyphs[end] & Cell.wide == 0 ? 1 : 2
            if taken + cells > limit { break }
            taken += cells
            end += 1
        }
        return Text(clean: glyphs[..<end], width: taken)
    }

    /// The longest end that takes at most `limit` cells, for a field whose last characters matter.
    package func ending(_ limit: Int) -> Text {
        guard width > limit else { return self }
        var taken = 0
        var start = glyphs.endIndex
        while start > glyphs.startIndex {
            let cells = glyphs[start - 1] & Cell.wide == 0 ? 1 : 2
            if taken + cells > limit { break }
            taken += cells
            start -= 1
        }
        return Text(clean: glyphs[start...], width: taken)
    }
}
