/// Where each brick stands: pages of marks, y from the top of the page's body.
struct PageBreaker {
    /// Height of a page's body in points.
    let pageHeight: Double

    private var pages: [[Mark]] = [[]]
    private var y = 0.0
    private var isPageEmpty = true

    init(pageHeight: Double) { self.pageHeight = pageHeight }

    /// Breaks a wall into pages. Throws ``PrintingError`` `doesNotFit` when one brick is higher than a page.
    static func pages(of wall: Wall, height: Double) throws(PrintingError) -> [[Mark]] {
        var breaker = PageBreaker(pageHeight: height)
        var start = wall.bricks.startIndex
        while start < wall.bricks.endIndex {
            let end = chainEnd(wall.bricks, from: start)
            try breaker.place(wall.bricks[start..<end], heads: wall.heads)
            start = end
        }
        return breaker.pages
    }

    /// Bricks that keep with the next one form a chain; this is the index after its last.
    private static func chainEnd(_ bricks: [Brick], from start: Int) -> Int {
        var end = start
        while end < bricks.count - 1, bricks[end].keepsWithNext { end += 1 }
        return end + 1
    }

    private mutating func place(_ chain: ArraySlice<Brick>, heads: [Brick]) throws(PrintingError) {
        let needed = chain.reduce(0) { $0 + $1.gapAbove + $1.height }
        if !isPageEmpty, y + needed > pageHeight, height(onNewPage: chain, heads) <= pageHeight { turn() }
        for brick in chain {
            // A chain higher than a page is broken where it must be.
            if !isPageEmpty, y + brick.gapAbove + brick.height > pageHeight { turn() }
            if isPageEmpty, let head = brick.head { put(heads[head]) }
            guard y + (isPageEmpty ? 0 : brick.gapAbove) + brick.height <= pageHeight else {
                throw PrintingError(
                    .doesNotFit,
                    "One part of the paper is higher than the page's \(Int(pageHeight)) points; shorten it or take a larger sheet."
                )
            }
            put(brick)
        }
    }

    private func height(onNewPage chain: ArraySlice<Brick>, _ heads: [Brick]) -> Double {
        let head = chain.first?.head.map { heads[$0].height } ?? 0
        let gap = chain.first.map { $0.head == nil ? $0.gapAbove : 0 } ?? 0
        return chain.reduce(head - gap) { $0 + $1.gapAbove + $1.height }
    }

    private mutating func put(_ brick: Brick) {
        if !isPageEmpty { y += brick.gapAbove }
        pages[pages.count - 1] += brick.marks.map { $0.moved(x: 0, y: y) }
        y += brick.height
        isPageEmpty = false
    }

    private mutating func turn() {
        pages.append([])
        y = 0
        isPageEmpty = true
    }
}
