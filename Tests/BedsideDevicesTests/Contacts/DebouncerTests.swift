import Testing

@testable import BedsideDevices

/// What edges mean. Times are milliseconds of the test's own clock; the debounce time is 30 ms.
@Suite("Debouncer") struct DebouncerTests {
    @Test("A press counts at its first edge, and its bouncing is one press")
    func momentary() {
        var edges = (0..<40).map { Edge(at: Double($0), level: $0.isMultiple(of: 2)) }
        edges.append(Edge(at: 40, level: true))
        #expect(told(edges, isMomentary: true) == [Edge(at: 0, level: true)])
    }

    @Test("The next press counts when the button was at rest for the debounce time")
    func twoPresses() {
        let near = [Edge(at: 0, level: true), Edge(at: 100, level: false), Edge(at: 129, level: true)]
        #expect(told(near, isMomentary: true).count == 1)
        let apart = [Edge(at: 0, level: true), Edge(at: 100, level: false), Edge(at: 130, level: true)]
        #expect(told(apart, isMomentary: true).map(\.at) == [0, 130])
    }

    @Test("A level counts when it stood; a shorter one never was")
    func level() {
        #expect(
            told([Edge(at: 0, level: true), Edge(at: 200, level: false)])
                == [Edge(at: 30, level: true), Edge(at: 230, level: false)])
        #expect(told([Edge(at: 0, level: true), Edge(at: 29, level: false)]).isEmpty)
        // An open loop that closes for a moment stays open.
        let flicker = [Edge(at: 0, level: true), Edge(at: 100, level: false), Edge(at: 120, level: true)]
        #expect(told(flicker) == [Edge(at: 30, level: true)])
    }

    @Test("1 kHz of bouncing is one raise and a right level in the end", arguments: [true, false])
    func bounce(last: Bool) {
        var edges = (0..<20).map { Edge(at: Double($0) / 2, level: $0.isMultiple(of: 2)) }
        edges.append(Edge(at: 10, level: last))
        #expect(told(edges) == (last ? [Edge(at: 40, level: true)] : []))
    }

    @Test("A contact that does not come to rest is active, and stays so until it does")
    func endlessChatter() {
        let edges = (0..<2_000).map { Edge(at: Double($0) / 2, level: $0.isMultiple(of: 2)) }
        let all = told(edges)
        #expect(all.map(\.level) == [true, false])
        #expect((120.0...121).contains(all.first?.at ?? 0))
        #expect(all.last?.at == 1029.5)
    }

    @Test("The first reading counts at once, and only a press of a button is told")
    func start() {
        for level in [true, false] {
            var contact = Debouncer(time: .milliseconds(30), isMomentary: false, at: moment(0))
            #expect(contact.start(level, at: moment(0)) == level)
            var button = Debouncer(time: .milliseconds(30), isMomentary: true, at: moment(0))
            #expect(button.start(level, at: moment(0)) == (level ? true : nil))
        }
    }

    @Test("Lost edges of a button at rest were a press; of a held one they were none")
    func missed() {
        var button = Debouncer(time: .milliseconds(30), isMomentary: true, at: moment(0))
        #expect(button.miss(at: moment(0)) == true)
        #expect(button.miss(at: moment(10)) == nil)
        #expect(button.see(true, at: moment(50)) == true)
        #expect(button.miss(at: moment(60)) == nil)
    }

    @Test("A loss raises what was about to be raised")
    func closing() {
        var contact = Debouncer(time: .milliseconds(30), isMomentary: false, at: moment(0))
        #expect(contact.see(true, at: moment(0)) == nil)
        #expect(contact.close() == true && contact.close() == nil)
    }

    @Test("Any edges: presses are those after a rest; levels alternate, are earned, and end right")
    func anyEdges() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let edges = randomEdges(&random)
            let presses = told(edges, isMomentary: true)
            let levels = told(edges)
            var isRight = presses == pressesByTheRule(edges) && levels.last?.level ?? false == edges.last?.level
            var last = false
            for level in levels {
                isRight = isRight && level.level != last
                isRight = isRight && (stood(edges, level) || (level.level && chattered(edges, until: level.at)))
                last = level.level
            }
            guard isRight else {
                Issue.record("seed \(seed), edges \(edges): presses \(presses), levels \(levels)")
                return
            }
        }
    }
}

private struct Edge: Equatable, CustomStringConvertible {
    let at: Double
    let level: Bool

    var description: String { "\(at)\(level ? "+" : "-")" }
}

/// What is told, with its times: edges come, deadlines are kept, and at the end there is rest.
private func told(_ edges: [Edge], isMomentary: Bool = false) -> [Edge] {
    var debouncer = Debouncer(time: .milliseconds(30), isMomentary: isMomentary, at: moment(0))
    var all: [Edge] = []
    func expire(before time: Double) {
        guard let deadline = debouncer.deadline, deadline < moment(time) else { return }
        if let level = debouncer.expire(at: deadline) { all.append(Edge(at: milliseconds(deadline), level: level)) }
    }
    for edge in edges {
        expire(before: edge.at)
        if let level = debouncer.see(edge.level, at: moment(edge.at)) { all.append(Edge(at: edge.at, level: level)) }
    }
    expire(before: (edges.last?.at ?? 0) + 1_000)
    return all
}

private func milliseconds(_ instant: ContinuousClock.Instant) -> Double { (instant - moment(0)) / .milliseconds(1) }

/// Edges that alternate: bursts of bouncing with rests between.
private func randomEdges(_ random: inout SeededGenerator) -> [Edge] {
    var time = 100.0
    return (0..<Int.random(in: 1...60, using: &random)).map { index in
        time += Double(
            Int.random(in: 0..<10, using: &random) < 8
                ? Int.random(in: 1...12, using: &random) : Int.random(in: 25...200, using: &random))
        return Edge(at: time, level: index.isMultiple(of: 2))
    }
}

private func pressesByTheRule(_ edges: [Edge]) -> [Edge] {
    edges.indices.filter { index in
        edges[index].level && (index == 0 || edges[index].at - edges[index - 1].at >= 30)
    }.map { edges[$0] }
}

/// Whether the level stood for 30 ms up to the time that it was told.
private func stood(_ edges: [Edge], _ told: Edge) -> Bool {
    guard let last = edges.last(where: { $0.at < told.at }) else { return false }
    return last.level == told.level && told.at - last.at >= 30
}

/// Whether edges went on for 120 ms up to a time, never 30 ms apart.
private func chattered(_ edges: [Edge], until time: Double) -> Bool {
    var begin = time
    for edge in edges.reversed() where edge.at < time {
        guard begin - edge.at < 30 else { break }
        begin = edge.at
    }
    return time - begin >= 120
}
