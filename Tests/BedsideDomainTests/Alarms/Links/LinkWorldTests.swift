import Foundation
import Testing

@testable import BedsideDomain

/// Whatever order links are cut and healed in, and whatever becomes of single frames: nothing is unseen, nothing is cleared
/// by silence, and in the end every screen shows exactly the union.
@Suite("Links between terminals, cut and healed in any order")
struct LinkWorldTests {
    /// `BEDSIDE_SOAK=1` plays a hundred times as many.
    static let storms = 1...(ProcessInfo.processInfo.environment["BEDSIDE_SOAK"] == "1" ? 3000 : 30)

    @Test("holds in any storm", arguments: storms)
    func storm(_ seed: Int) {
        var world = LinkWorld(seed: UInt64(seed), screens: seed % 3 == 0 ? [1, 0, 1] : [1, 1, 0])
        world.pass(2000)
        for _ in 0..<60 {
            world.step()
            world.pass(Int64(world.net.number(1...3000)))
        }
        world.checkHealed()
        #expect(world.broken == [])
    }

    @Test("every order of cuts and healings of three links shows every call", arguments: Permutation.ofSix)
    func permutations(_ order: Permutation) {
        let pairs = [(0, 1), (0, 2), (1, 2)]
        var world = LinkWorld(seed: UInt64(order.number) + 1)
        world.pass(2000)
        for (turn, item) in order.items.enumerated() {
            let (left, right) = pairs[item % 3]
            world.toggle(left, right, isLoud: turn % 2 == 0)
            world.feed(turn % 3, .signal(LinkWorld.source(turn % 3, turn), .pressed(1)))
            world.pass(turn % 2 == 0 ? 700 : 16_000)
        }
        world.checkHealed()
        #expect(world.broken == [])
    }

    @Test("a cut link is an alarm on both sides, its rows stay and are marked, and healing mends it") func story() {
        var world = LinkWorld(seed: 5)
        world.pass(3000)
        world.feed(2, .signal(LinkWorld.source(2, 1), .pressed(1)))
        world.pass(500)
        let call = world.row(on: 0, of: 2, .call)
        #expect(call != nil && call?.silentFor == nil)
        #expect(world.terminals[2].table.unconfirmed.isEmpty, "a screen behind the link confirmed it")
        world.net.cut(0, 2, isLoud: false, at: world.uptime)
        world.net.cut(1, 2, isLoud: true, at: world.uptime)
        world.pass(16_000)
        #expect(world.row(on: 0, of: 2, .call)?.silentFor ?? 0 >= 14_000)
        #expect(world.terminals[0].hasLost(world.terminals[2].name))
        #expect(world.terminals[2].hasLost(world.terminals[0].name))
        // Nothing shows it any more, and its own terminal knows that.
        world.pass(16_000)
        #expect(world.terminals[2].table.open.values.contains { $0.kind == .technical(.noScreen) })
        world.feed(2, .cancelled(LinkWorld.source(2, 1).place))
        world.pass(3000)
        #expect(world.row(on: 0, of: 2, .call) != nil, "only its owner's word clears it")
        world.checkHealed()
        #expect(world.row(on: 0, of: 2, .call) == nil)
        #expect(world.broken == [])
    }

    @Test("a dead terminal is one row on each screen, whoever misses it") func deadSwitch() {
        var world = LinkWorld(seed: 3, screens: [1, 1, 1])
        world.pass(3000)
        world.net.cut(0, 2, isLoud: true, at: world.uptime)
        world.net.cut(1, 2, isLoud: true, at: world.uptime)
        world.pass(16_000)
        let rows = world.terminals[0].screens[0].board?.rows.filter { $0.kind == .technical(.wardLink) } ?? []
        #expect(rows.map(\.origin) == ["k-2"] && rows.allSatisfy { $0.terminal == nil })
        // Between two others it is told as well: they may have no screen.
        world.net.heal(0, 2)
        world.pass(5000)
        let others = world.terminals[0].screens[0].board?.rows.filter { $0.kind == .technical(.wardLink) } ?? []
        #expect(Set(others.map(\.origin)) == ["k-1", "k-2"])
        world.checkHealed()
        #expect(world.broken == [])
    }

    @Test("the desk sounds for others, also without contact, until the link is put out of service or paused")
    func sound() throws {
        var world = LinkWorld(seed: 9)
        world.pass(2000)
        world.feed(2, .signal(LinkWorld.source(2, 1), .pressed(1)))
        world.pass(1000)
        func sound(_ world: LinkWorld) -> AlarmSound? {
            let table = world.terminals[0].table
            return world.terminals[0].neighbours.sound(
                at: world.uptime, except: table.silencedLinks, lost: table.lostLinks)
        }
        #expect(sound(world)?.priority == .call)
        world.net.cut(0, 2, isLoud: true, at: world.uptime)
        world.pass(16_000)
        #expect(sound(world)?.priority == .call, "silence is no answer")
        let isPaused = world.terminals[0].neighbours.pause(for: .standard, at: world.now.uptime)
        #expect(isPaused)
        #expect(sound(world) == nil)
        world.pass(121_000)
        #expect(sound(world)?.priority == .call)
        let link = try #require(world.terminals[0].table.open.values.first { $0.kind == .technical(.wardLink) })
        world.feed(
            0,
            .act(
                .outOfService(link.id, hours: 8, reason: "repair"), by: NightCast.nurses[0],
                from: .screen(NightCast.screens[0])))
        #expect(sound(world)?.priority != .call && world.row(on: 0, of: 2, .call) != nil)
        world.net.heal(0, 2)
        world.pass(5000)
        #expect(sound(world)?.priority == .call, "what is heard again sounds again")
    }

    @Test("without contact an act is refused, not lost") func refused() throws {
        var world = LinkWorld(seed: 8)
        world.feed(2, .signal(LinkWorld.source(2, 1), .pressed(1)))
        world.pass(3000)
        let row = try #require(world.row(on: 0, of: 2, .call))
        world.net.cut(0, 2, isLoud: false, at: world.uptime)
        world.ask(0, row, .accept(row.id), bed: nil)
        world.pass(6000)
        #expect(world.terminals[0].answers == [1: [.noContact]])
        world.net.heal(0, 2)
        world.pass(20_000)
        #expect(world.performed.isEmpty)
        world.ask(0, row, .accept(row.id), bed: nil)
        world.pass(1000)
        #expect(world.terminals[0].answers[2] == [nil])
        #expect(world.row(on: 1, of: 2, .call)?.lifecycle == .acked)
        world.ask(1, row, .attend(row.id), bed: nil)
        world.pass(1000)
        #expect(world.terminals[1].answers[3] == [.onlyAtTheBed])
        world.ask(1, row, .attend(row.id), bed: row.place)
        world.pass(1000)
        #expect(world.row(on: 0, of: 2, .call) == nil)
    }
}

/// An order in which three links are cut and healed: of six changes each link has two.
struct Permutation: Sendable, CustomStringConvertible {
    let number: Int
    let items: [Int]
    var description: String { items.map(String.init).joined() }

    /// All distinct ones: 6! / 2!^3.
    static let ofSix: [Permutation] = {
        var found: Set<[Int]> = []
        func extend(_ begun: [Int]) {
            if begun.count == 6 { found.insert(begun) }
            guard begun.count < 6 else { return }
            for item in 0..<3 where begun.count(where: { $0 == item }) < 2 { extend(begun + [item]) }
        }
        extend([])
        return found.sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map {
            Permutation(number: $0.offset, items: $0.element)
        }
    }()
}

extension LinkWorld {
    static func source(_ terminal: Int, _ number: Int) -> AlarmSource {
        AlarmSource(
            place: NightCast.place("\(terminal * 10 + number % 4)"), kind: number % 3 == 2 ? .emergency : .call,
            origin: "p\(number)")
    }

    func row(on index: Int, of other: Int, _ kind: AlarmKind) -> AlarmRow? {
        terminals[index].screens[0].board?.rows.first { $0.terminal == terminals[other].name && $0.kind == kind }
    }

    mutating func toggle(_ left: Int, _ right: Int, isLoud: Bool) {
        if net.cut.contains([left, right]) {
            net.heal(left, right)
        } else {
            net.cut(left, right, isLoud: isLoud, at: uptime)
        }
    }

    mutating func step() {
        let pairs = [(0, 1), (0, 2), (1, 2)]
        let index = net.number(0...2)
        switch net.number(0...11) {
        case 0...2:
            let (left, right) = pairs[net.number(0...2)]
            toggle(left, right, isLoud: net.number(0...1) == 0)
        case 3...5: feed(index, .signal(Self.source(index, net.number(0...9)), .pressed(1)))
        case 6: feed(index, .cancelled(Self.source(index, net.number(0...9)).place))
        case 7: net.trouble = net.number(0...2) * 20
        case 8: feed(index, .probe)
        case 9:
            for screen in terminals[index].screens.indices {
                terminals[index].screens[screen].isFrozen.toggle()
            }
        default:
            guard let row = terminals[index].screens.first?.board?.rows.randomElement(&net) else { return }
            let acts: [AlarmAct] = [.accept(row.id), .reject(row.id), .attend(row.id)]
            ask(index, row, acts[net.number(0...2)], bed: net.number(0...1) == 0 ? row.place : nil)
        }
    }

    /// All links work again, and nothing happens for a while.
    mutating func checkHealed() {
        net.cut = []
        net.trouble = 0
        for index in terminals.indices {
            for screen in terminals[index].screens.indices { terminals[index].screens[screen].isFrozen = false }
        }
        pass(40_000)
        // What changed a moment ago may still be on its way.
        for _ in 0..<5 where !differences.isEmpty { pass(200) }
        broken += differences
        for (ticket, ask) in asked {
            let answers = terminals[ask.by].answers[ticket] ?? []
            if answers.count != 1 { broken.append("an act has \(answers.count) answers") }
        }
        if performed.values.contains(where: { $0.count > 1 }) { broken.append("an act was done twice") }
    }

    /// Where a screen does not show exactly the union of everybody's alarms as their owners have them.
    private var differences: [String] {
        var found: [String] = []
        let all = Set(
            terminals.flatMap { terminal in
                terminal.table.board(at: now).rows.map { $0.told(by: terminal.name) }
            })
        for terminal in terminals {
            for screen in terminal.screens {
                let rows = screen.board?.rows ?? []
                let shown = Set(rows.map { $0.told(by: $0.terminal ?? terminal.name) })
                if shown != all {
                    found.append("\(terminal.name.text) shows not the union: \(shown.symmetricDifference(all))")
                }
                if rows.contains(where: { $0.silentFor != nil }) {
                    found.append("\(terminal.name.text) has marks left")
                }
            }
            for other in terminals where terminal.hasLost(other.name) {
                found.append("\(terminal.name.text) still misses \(other.name.text)")
            }
        }
        return found
    }
}

extension Array {
    fileprivate func randomElement(_ net: inout LinkNet) -> Element? {
        isEmpty ? nil : self[net.number(0...Int64(count - 1))]
    }
}

extension AlarmRow {
    fileprivate func told(by terminal: TerminalName) -> String {
        "\(id.text) \(lifecycle) \(level) \(terminal.text)"
    }
}
