import BedsideDevices
import BedsideDomain
import Testing

@testable import BedsideDaemon

/// The alarms of other terminals beside this one's own, in the one loop that owns them.
@Suite("Alarms of other terminals") struct NeighbourTests {
    private let clock = StillClock()
    private let other = TerminalName(trusted: "k-2")
    private let desk = WardScreenName(trusted: "desk")

    private func owner(sounder: AlarmAudience.SounderRole = .desk) throws -> AlarmOwner {
        var configuration = try AlarmWard.configuration()
        configuration.audience.sounder = sounder
        return AlarmOwner(
            configuration: configuration,
            table: AlarmTable(audience: configuration.audience, home: configuration.home, seed: 1, at: clock.now),
            own: TerminalName(trusted: "k-1"))
    }

    private func news(_ revision: UInt64, _ rows: [AlarmRow], silent: Int64? = nil) -> AlarmInput {
        .neighbour(
            other,
            NeighbourNews(
                alarms: ForwardedAlarms(revision: revision, rows: rows),
                mark: LinkMark(LinkConnection(1), revision), cameAt: clock.now.uptime, silentSince: silent))
    }

    private func row(_ lifecycle: AlarmLifecycle = .unacked) throws -> AlarmRow {
        AlarmRow(id: AlarmID(trusted: "far"), place: try AlarmPlace("4"), kind: .emergency, lifecycle: lifecycle)
    }

    @Test("They are shown in one order with its own, announced, heard at a desk, and confirmed once drawn")
    func shown() throws {
        var owner = try owner()
        _ = owner.take([.contacts([.pressed(try .init("call-12"), count: 1)])], at: clock.now)
        let turn = owner.take([news(3, [try row()])], at: clock.now)
        #expect(turn.isShown && turn.raised.map(\.text) == ["far"])
        let board = owner.neighbours.merged(into: owner.table.board(at: clock.now), at: clock.now.uptime)
        #expect(board.rows.map { $0.terminal?.text } == ["k-2", nil])
        #expect(owner.sound(at: clock.now)?.priority == .emergency)
        #expect(owner.neighbours.drawn.isEmpty)
        let revision = owner.table.revision
        // What the screens behind a link drew is not what ours did.
        _ = owner.take([.screen(.link(other), .confirmed(revision))], at: clock.now)
        #expect(owner.neighbours.drawn.isEmpty)
        _ = owner.take([.screen(desk, .joined), .screen(desk, .confirmed(revision - 1))], at: clock.now)
        #expect(owner.neighbours.drawn.isEmpty)
        _ = owner.take([.screen(desk, .confirmed(revision))], at: clock.now)
        #expect(owner.neighbours.drawn[other]?.revision == 3)
    }

    @Test("What another terminal told is not forwarded; what happens here is") func forwarded() throws {
        var owner = try owner()
        let first = try #require(LinkTurn(owner, after: nil, at: clock.now))
        _ = owner.take([news(1, [try row()])], at: clock.now)
        #expect(LinkTurn(owner, after: first, at: clock.now) == nil)
        _ = owner.take([.contacts([.pressed(try .init("call-12"), count: 1)])], at: clock.now)
        let turn = try #require(LinkTurn(owner, after: first, at: clock.now))
        #expect(turn.own?.rows.map(\.place.label) == ["12"], "its own alone")
    }

    @Test("At a bed it is silent for others; a desk is heard without contact too, unless it is paused here")
    func sound() throws {
        var bed = try owner(sounder: .bed)
        _ = bed.take([.screen(desk, .confirmed(0)), news(1, [try row()])], at: clock.now)
        #expect(bed.sound(at: clock.now) == nil)
        var owner = try owner()
        var call = try row()
        call.kind = .call
        _ = owner.take([news(1, [call], silent: clock.now.uptime)], at: clock.now)
        #expect(owner.sound(at: clock.now)?.priority == .call)
        let answers = Answers()
        let turn = owner.take(
            [.act(.pauseSound, by: AlarmWard.nurse, from: .screen(desk), answers.reply)], at: clock.now)
        #expect(turn.answers.first?.1 == nil && owner.sound(at: clock.now) == nil)
        #expect(owner.neighbours.nextDue(after: clock.now.uptime) == clock.now.uptime + 120_000)
    }

    @Test("An act from another terminal stands at the bed that it names, or nowhere") func acts() throws {
        var owner = try owner()
        _ = owner.take([.contacts([.pressed(try .init("call-12"), count: 1)])], at: clock.now)
        let id = try #require(owner.table.open.keys.first)
        func attend(_ bed: AlarmPlace?) -> AlarmRefusal? {
            let reply = Answers().reply
            return owner.take(
                [.act(.attend(id), by: AlarmWard.nurse, from: .link(other, bed: bed), reply)], at: clock.now
            ).answers.first.flatMap { $0.1 }
        }
        #expect(attend(nil) == .onlyAtTheBed)
        #expect(attend(try AlarmPlace("13")) == .onlyAtTheBed)
        #expect(attend(try AlarmPlace("12")) == nil)
        #expect(owner.table.open.isEmpty)
    }
}
