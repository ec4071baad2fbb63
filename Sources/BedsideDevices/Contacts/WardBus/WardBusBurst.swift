/// The bytes between two boundaries of the ward bus, read in the way that explains most of them.
///
/// Each way to read them has a price: a frame of a configured station nothing, a frame that the next one cuts a little, each
/// byte that belongs to nothing one, and a frame of an unknown station some (and it must have a boundary or a frame on both
/// sides, or any garbage would be full of them). The cheapest way is found from the end.
struct WardBusBurst {
    enum End { case boundary, open }

    /// What the cheapest way says.
    struct Reading {
        var frames: [WardBusFrame] = []
        var ignored = 0
        /// How many bytes were read; the rest of an open burst is kept for what follows.
        var length = 0
        var endsWithFrame = false
    }

    let bytes: [UInt8]
    /// How many bytes at the front are the receiver of a frame that was told already.
    let tail: Int
    /// What stands after the tail has a boundary or a frame before it.
    let isAtBoundary: Bool
    let end: End
    let stations: Set<WardBusStation>

    func read() -> Reading {
        let plan = plan()
        // The bytes at the end of an open burst may be the beginning of something.
        let limit = end == .open ? bytes.count - 2 * WardBusFrame.length : bytes.count
        var reading = Reading()
        var state = isAtBoundary ? State.clean : .dirty
        reading.length = start(plan, state)
        while reading.length < limit {
            let step = plan[reading.length][state.rawValue].step
            switch step {
            case .frame, .stranger, .cut:
                if let frame = frame(at: reading.length) { reading.frames.append(frame) }
            case .garbage: reading.ignored += 1
            }
            reading.length += step.length
            state = step.next
        }
        reading.length = min(reading.length, bytes.count)
        reading.endsWithFrame = state != .dirty
        return reading
    }

    /// What stands before a place: a boundary or a frame, garbage, or an unknown station's frame, which garbage must not
    /// follow.
    private enum State: Int, CaseIterable { case clean, dirty, strict }

    private enum Step {
        case frame, stranger, garbage
        case cut(Int)

        var length: Int {
            switch self {
            case .frame, .stranger: WardBusFrame.length
            case .garbage: 1
            case .cut(let length): length
            }
        }

        var next: State {
            switch self {
            case .frame, .cut: .clean
            case .stranger: .strict
            case .garbage: .dirty
            }
        }
    }

    private struct Choice {
        var step = Step.garbage
        var price = 0
    }

    /// More than any way costs.
    private static let never = 10_000
    private static let cutPrice = 2
    /// Less than the seven bytes that it explains; two of them more, or they would outweigh a configured station's frame that
    /// lies across them.
    private static let strangerPrice = 4

    /// The cheapest step at each place for each thing that may stand before it.
    private func plan() -> [[Choice]] {
        let none = State.allCases.map { _ in Choice() }
        var plan = [[Choice]](repeating: none, count: bytes.count + 1)
        for place in bytes.indices.reversed() {
            for state in State.allCases {
                var best = Choice(step: .garbage, price: Self.never)
                func consider(_ step: Step, _ price: Int) {
                    let whole = price + plan[place + step.length][step.next.rawValue].price
                    if whole < best.price { best = Choice(step: step, price: whole) }
                }
                // Of two ways at one price: after garbage skip on, else believe what stands here.
                if state == .dirty { consider(.garbage, 1) }
                if isKnown(place) {
                    if place + WardBusFrame.length <= bytes.count { consider(.frame, 0) }
                    for length in 4..<WardBusFrame.length where isWhole(place + length) {
                        consider(.cut(length), Self.cutPrice)
                    }
                } else if state != .dirty, frame(at: place) != nil {
                    consider(.stranger, Self.strangerPrice)
                }
                if state == .clean { consider(.garbage, 1) }
                plan[place][state.rawValue] = best
            }
        }
        return plan
    }

    /// Where the first step begins: after the tail, or inside it when the frame that it belongs to was cut.
    private func start(_ plan: [[Choice]], _ state: State) -> Int {
        var (first, price) = (tail, plan[tail][state.rawValue].price)
        for place in 0..<tail where isWhole(place) && plan[place][State.clean.rawValue].price + Self.cutPrice < price {
            (first, price) = (place, plan[place][State.clean.rawValue].price + Self.cutPrice)
        }
        return first
    }

    /// A configured station and a command stand here.
    private func isKnown(_ place: Int) -> Bool {
        place + 4 <= bytes.count && WardBusCommand(bytes[place + 3]) != nil
            && stations.contains(WardBusStation(bytes[place...]))
    }

    private func isWhole(_ place: Int) -> Bool { isKnown(place) && place + WardBusFrame.length <= bytes.count }

    /// The frame that stands here, whoever sent it; the bytes that a cut one lacks are the next one's.
    private func frame(at place: Int) -> WardBusFrame? {
        place + WardBusFrame.length <= bytes.count ? WardBusFrame(bytes[place...]) : nil
    }
}
