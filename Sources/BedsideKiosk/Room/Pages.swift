/// A list in pages, with one place in it: where the reader is, whatever the size of the screen.
struct Pages: Sendable, Hashable {
    /// Index of a row; on the first row of a page unless rows are selected one by one.
    private(set) var place = 0

    func page(_ size: Int) -> Int { place / max(size, 1) }

    /// Pages of a list with `count` rows; at least one.
    func pages(_ size: Int, count: Int) -> Int { max((count + size - 1) / max(size, 1), 1) }

    /// The rows of the page that holds the place.
    func rows(_ size: Int, count: Int) -> Range<Int> {
        let start = min(page(size) * size, max(count - 1, 0) / size * size)
        return start..<min(start + size, count)
    }

    /// The place as a row of its page.
    func selected(_ size: Int, count: Int) -> Int? {
        guard count > 0 else { return nil }
        return min(place, count - 1) - rows(size, count: count).lowerBound
    }

    /// To the next page; after the last comes the first again.
    mutating func turn(_ size: Int, count: Int) {
        let next = (page(size) + 1) * size
        place = next < count ? next : 0
    }

    mutating func turnBack(_ size: Int, count: Int) {
        place = page(size) > 0 ? (page(size) - 1) * size : max(count - 1, 0) / max(size, 1) * size
    }

    /// One row down or up; it stops at the ends.
    mutating func step(_ rows: Int, count: Int) { place = min(max(place + rows, 0), max(count - 1, 0)) }

    /// To a row of the page that is shown. False when there is no such row.
    mutating func point(_ row: Int, _ size: Int, count: Int) -> Bool {
        let shown = rows(size, count: count)
        guard row >= 0, shown.lowerBound + row < shown.upperBound else { return false }
        place = shown.lowerBound + row
        return true
    }

    mutating func start() { place = 0 }
}
