@testable import BedsideDomain

/// A network of the tests between the ends of links: frames are late, lost, doubled and overtaken, lines are cut silently
/// or with a word, and healed.
struct LinkNet {
    struct End: Hashable {
        let terminal: Int
        let connection: LinkConnection
    }

    struct Letter {
        let at: Int64
        let to: Int
        let from: Int
        let event: LinkEvent
    }

    /// Which pairs are cut.
    var cut: Set<[Int]> = []
    /// Frames in a hundred that are lost, doubled or overtaken.
    var trouble = 0
    private var letters: [Letter] = []
    private var others: [End: End] = [:]
    private var connections: UInt64 = 0
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func number(_ range: ClosedRange<Int64>) -> Int { Int(random.int(range)) }

    private func isCut(_ left: Int, _ right: Int) -> Bool { cut.contains([min(left, right), max(left, right)]) }

    /// A silent cut tells nobody; a loud one closes what is open.
    mutating func cut(_ left: Int, _ right: Int, isLoud: Bool, at now: Int64) {
        cut.insert([min(left, right), max(left, right)])
        letters.removeAll { Set([$0.to, $0.from]) == Set([left, right]) }
        for (end, other) in others where isLoud && Set([end.terminal, other.terminal]) == Set([left, right]) {
            letters.append(
                Letter(at: now, to: end.terminal, from: other.terminal, event: .closed(end.connection)))
            others[end] = nil
        }
    }

    mutating func heal(_ left: Int, _ right: Int) { cut.remove([min(left, right), max(left, right)]) }

    mutating func dial(from: Int, to: Int, at now: Int64) {
        if isCut(from, to) {
            if random.int(0...1) == 0 {
                letters.append(Letter(at: now + 300, to: from, from: to, event: .failed))
            }
            return
        }
        connections += 2
        let (left, right) = (
            End(terminal: from, connection: LinkConnection(connections)),
            End(terminal: to, connection: LinkConnection(connections + 1))
        )
        others[left] = right
        others[right] = left
        for (end, other) in [(left, right), (right, left)] {
            letters.append(
                Letter(at: now + late(), to: end.terminal, from: other.terminal, event: .opened(end.connection)))
        }
    }

    mutating func close(_ terminal: Int, _ connection: LinkConnection, at now: Int64) {
        guard let other = others.removeValue(forKey: End(terminal: terminal, connection: connection)) else { return }
        others[other] = nil
        guard !isCut(terminal, other.terminal) else { return }
        letters.append(
            Letter(at: now + late(), to: other.terminal, from: terminal, event: .closed(other.connection)))
    }

    mutating func send(_ terminal: Int, _ connection: LinkConnection, _ message: LinkMessage, at now: Int64) {
        guard let other = others[End(terminal: terminal, connection: connection)],
            !isCut(terminal, other.terminal)
        else { return }
        let isTroubled = random.int(1...100) <= trouble
        let kind = isTroubled ? random.int(0...2) : 3
        if kind == 0 { return }
        let letter = { (at: Int64) in
            Letter(at: at, to: other.terminal, from: terminal, event: .received(other.connection, message))
        }
        // A line keeps the order unless it is in trouble.
        let last = letters.filter { $0.to == other.terminal && $0.from == terminal }.map(\.at).max() ?? now
        letters.append(letter(kind == 2 ? now + 1 : max(now + late(), last)))
        if kind == 1 { letters.append(letter(now + late() + 400)) }
    }

    private mutating func late() -> Int64 { Int64(random.int(1...40)) }

    /// What arrives by now, in its order.
    mutating func arrived(by now: Int64) -> [Letter] {
        let due = letters.enumerated().filter { $0.element.at <= now }
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        letters.removeAll { $0.at <= now }
        return due.map(\.element)
    }
}
