/// A long list in pages that keeps its first row on every page: the most urgent alarm is always in sight.
struct WardPages: Sendable, Hashable {
    let count: Int
    /// Rows on one page, the first row of the list included; at least 2 when there are more pages than one.
    private let size: Int

    init(count: Int, room: Int) {
        self.count = count
        size = max(room, count > room ? 2 : 1)
    }

    /// Rows that a page after the first has beside the list's first.
    private var step: Int { size - 1 }

    var pages: Int { count <= size ? 1 : 1 + (count - size + step - 1) / step }

    func page(of index: Int) -> Int { index < size ? 0 : 1 + (index - size) / step }

    private func start(of page: Int) -> Int { page == 0 ? 0 : size + (page - 1) * step }

    func start(after index: Int) -> Int {
        let page = page(of: index)
        return page + 1 < pages ? start(of: page + 1) : index
    }

    func start(before index: Int) -> Int { start(of: max(page(of: index) - 1, 0)) }

    /// The rows of the page that holds a row.
    func indices(around index: Int) -> [Int] {
        let page = page(of: index)
        guard page > 0 else { return Array(0..<min(size, count)) }
        let start = start(of: page)
        return [0] + (start..<min(start + step, count))
    }
}
