/// What happens when, in order; ties by who came first.
struct EventQueue<Event> {
    private struct Entry {
        let at: Duration
        let order: Int
        let event: Event

        static func < (left: Entry, right: Entry) -> Bool { (left.at, left.order) < (right.at, right.order) }
    }

    private var heap: [Entry] = []
    private var order = 0

    var isEmpty: Bool { heap.isEmpty }

    mutating func push(_ event: Event, at time: Duration) {
        order += 1
        heap.append(Entry(at: time, order: order, event: event))
        var index = heap.count - 1
        while index > 0, heap[index] < heap[(index - 1) / 2] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func pop() -> (at: Duration, event: Event)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            var index = 0
            while true {
                let left = 2 * index + 1
                guard left < heap.count else { break }
                let least = left + 1 < heap.count && heap[left + 1] < heap[left] ? left + 1 : left
                guard heap[least] < heap[index] else { break }
                heap.swapAt(index, least)
                index = least
            }
        }
        return (first.at, first.event)
    }
}
