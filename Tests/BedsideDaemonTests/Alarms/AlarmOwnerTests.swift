import BedsideDevices
import BedsideDomain
import Synchronization
import Testing

@testable import BedsideDaemon

@Suite struct AlarmOwnerTests {
    private let desk = WardScreenName(trusted: "desk")
    private let bedside = WardScreenName(trusted: "bed-12")
    private let clock = StillClock()

    @Test("An episode that changed several times is one record, its last state at its last place") func newest() throws
    {
        var owner = try owner()
        let turn = owner.take([try press("12"), try press("13"), try press("12")], at: clock.now)
        #expect(turn.records.map(\.source.place.label) == ["13", "12"])
        #expect(turn.records.map(\.occurrences) == [1, 2])
        #expect(turn.raised == turn.records.map(\.id).sorted { owner.isEarlier($0, $1) })
    }

    /// A write that is torn between the two must keep the new one.
    @Test("Where a new episode takes the place of an old one, the new one is written first") func supersede() throws {
        var owner = try owner(kind: .device)
        let point = try PointName("call-12")
        _ = owner.take([.contacts([.pressed(point, count: 1)])], at: clock.now)
        clock.turn(by: .seconds(10))
        // Believed to be gone, and nobody has seen it.
        _ = owner.take([.tick], at: clock.now)
        let old = try #require(owner.table.open.keys.first)
        clock.turn(by: .seconds(40))
        let records = owner.take([.contacts([.pressed(point, count: 1)])], at: clock.now).records
            .filter { $0.kind == .device }
        #expect(records.map(\.isOpen) == [true, false])
        #expect(records.map(\.id).last == old)
    }

    @Test("A fact for the report holds nothing up, and goes with the next record of its episode") func notes() throws {
        var owner = try owner()
        _ = owner.take([.screen(desk, .joined), try press("12")], at: clock.now)
        let shown = owner.take([.screen(desk, .confirmed(owner.table.revision))], at: clock.now)
        #expect(shown.records.isEmpty)
        #expect(shown.notes.count == 1)
        let both = owner.take([try press("12")], at: clock.now)
        #expect(both.notes.isEmpty)
        #expect(both.records.first?.facts.shownAt != nil)
    }

    @Test("A call is ended where it came from, and nowhere else", arguments: Whereabouts.allCases)
    func place(_ whereabouts: Whereabouts) throws {
        let twelve = try AlarmPlace("12")
        var owner = try owner(
            beds: whereabouts == .kioskAtTheBed ? [twelve] : [], screenBeds: [bedside: [twelve]])
        _ = owner.take([try press("12")], at: clock.now)
        let id = try #require(owner.table.open.keys.first)
        let answer = Answers()
        let turn = owner.take(
            [.act(.attend(id), by: AlarmWard.nurse, from: whereabouts.origin, answer.reply)], at: clock.now)
        #expect(turn.answers.count == 1)
        #expect(turn.answers.first?.1 == (whereabouts.isAtTheBed ? nil : .onlyAtTheBed))
        #expect(owner.table.open.isEmpty == whereabouts.isAtTheBed)
    }

    enum Whereabouts: CaseIterable {
        case screenAtTheBed, screenElsewhere, kioskAtTheBed, kioskElsewhere

        var isAtTheBed: Bool { self == .screenAtTheBed || self == .kioskAtTheBed }
        var origin: ActOrigin {
            switch self {
            case .screenAtTheBed: .screen(WardScreenName(trusted: "bed-12"))
            case .screenElsewhere: .screen(WardScreenName(trusted: "desk"))
            case .kioskAtTheBed, .kioskElsewhere: .kiosk
            }
        }
    }

    @Test("A call from this kiosk is ended at this kiosk, for whatever bed it was") func ownCall() throws {
        var owner = try owner()
        let answer = Answers()
        _ = owner.take([.call(try AlarmPlace("77"), answer.reply)], at: clock.now)
        let id = try #require(owner.table.open.keys.first)
        let turn = owner.take([.act(.attend(id), by: AlarmWard.nurse, from: .kiosk, answer.reply)], at: clock.now)
        #expect(turn.answers.map(\.1) == [nil])
        #expect(owner.table.open.isEmpty)
    }

    @Test("A badge at the kiosk ends everything at a bed only where the kiosk stands") func attendAll() throws {
        let twelve = try AlarmPlace("12")
        for isThere in [true, false] {
            var owner = try owner(beds: isThere ? [twelve] : [])
            let answer = Answers()
            _ = owner.take([try press("12")], at: clock.now)
            let turn = owner.take(
                [.act(.attendAll(twelve), by: AlarmWard.nurse, from: .kiosk, answer.reply)], at: clock.now)
            #expect(turn.answers.map(\.1) == [isThere ? nil : .onlyAtTheBed])
        }
    }

    @Test("A point that stands for nothing raises nothing") func unknownPoint() throws {
        var owner = try owner()
        let turn = owner.take([.contacts([.pressed(try PointName("other"), count: 1)])], at: clock.now)
        #expect(turn.records.isEmpty)
        #expect(!turn.isShown)
    }

    @Test("A beat alone changes nothing") func beat() throws {
        var owner = try owner()
        let turn = owner.take([.beat], at: clock.now)
        #expect(turn.hasBeat)
        #expect(turn.records.isEmpty)
        #expect(!turn.isShown)
    }

    private func press(_ bed: String) throws -> AlarmInput {
        .contacts([.pressed(try PointName("call-\(bed)"), count: 1)])
    }

    private func owner(
        beds: Set<AlarmPlace> = [], screenBeds: [WardScreenName: Set<AlarmPlace>] = [:], kind: AlarmKind = .call
    ) throws -> AlarmOwner {
        var configuration = try AlarmWard.configuration(beds: beds, screenBeds: screenBeds)
        configuration.meanings[try PointName("call-12")] = .raises(
            AlarmSource(place: try AlarmPlace("12"), kind: kind, origin: "call-12"))
        return AlarmOwner(
            configuration: configuration,
            table: AlarmTable(home: configuration.home, seed: 1, at: clock.now))
    }
}

extension AlarmOwner {
    fileprivate func isEarlier(_ left: AlarmID, _ right: AlarmID) -> Bool { left < right }
}

/// Remembers what was answered.
final class Answers: Sendable {
    private let given = Mutex<[AlarmRefusal?]>([])

    var reply: AlarmReply { AlarmReply { refusal in self.given.withLock { $0.append(refusal) } } }
    var all: [AlarmRefusal?] { given.withLock { $0 } }
}
