import BedsideDomain
import Testing

@Suite("Floods, standing alarms, chattering inputs") struct NuisanceTests {
    @Test("ten in ten minutes are no flood, the eleventh starts one")
    func floodStarts() throws {
        let ten = try (0..<10).map { try alarm($0, at: Double($0)) }
        #expect(report(ten).floods.floods.isEmpty && report(ten).floods.peak == 10)
        let floods = report(ten + [try alarm(10, at: 599)]).floods
        let flood = try #require(floods.floods.first)
        #expect(floods.floods.count == 1 && floods.peak == 11)
        #expect(flood.start == eight.adding(seconds: 599) && flood.alarms == 11)
        // Those of seconds 0 to 6 leave the window one by one; with the seventh only four are left.
        #expect(flood.end == eight.adding(seconds: 606) && !flood.isCut)
    }

    @Test("the eleventh ten minutes after the first is no flood")
    func floodWindow() throws {
        let spread = try (0..<11).map { try alarm($0, at: Double($0) * 60) }
        #expect(report(spread).floods.floods.isEmpty)
    }

    @Test("a flood lasts while five come in ten minutes, and its share is of the time seen")
    func floodLasts() throws {
        let burst = try (0..<11).map { try alarm($0, at: 0.001 * Double($0)) }
        // One each two minutes: five in every ten.
        let trickle = try (1...50).map { try alarm(100 + $0, at: Double($0) * 120) }
        let floods = report(burst + trickle, hours: 8).floods
        #expect(floods.floods.count == 1)
        // The last is raised at second 6000; when that of 5520 leaves at 6120, four are left.
        #expect(floods.floods.first?.end == eight.adding(seconds: 6120))
        #expect(floods.longest == 6_119_990 && floods.permille == 6_119_990 / 28_800)
    }

    @Test("a flood that goes on at the end is cut there")
    func floodCut() throws {
        let burst = try (0..<20).map { try alarm($0, at: 28_000 + Double($0)) }
        let flood = report(burst, hours: 8, now: eight.adding(seconds: 28_100)).floods.floods.first
        #expect(flood?.isCut == true && flood?.end == eight.adding(seconds: 28_100) && flood?.alarms == 20)
    }

    @Test("two floods are two")
    func twoFloods() throws {
        let bursts = try [0.0, 7200].flatMap { start in
            try (0..<12).map { try alarm(Int(start) + $0, at: start + Double($0)) }
        }
        #expect(report(bursts).floods.floods.map(\.alarms) == [12, 12])
    }

    @Test("what stood longer than a day, also when it was raised before the period")
    func standing() throws {
        let old = try alarm(1, "3", .technical(.batteryLow), at: -90_000, origin: "base")
        let ended = try alarm(2, "4", at: -90_000, closed: 90_100)
        let before = try alarm(3, "5", at: -200_000, closed: 190_000)
        let day = try alarm(4, "6", at: -86_400 + 28_800)
        let list = report([old, ended, before, day]).standing
        #expect(list.map(\.place.label) == ["3", "4"])
        #expect(list.map(\.isStillOpen) == [true, false])
        #expect(list.first?.openFor == 118_800_000 && list.last?.openFor == 90_100_000)
        #expect(report([old]).all.count == 0, "it was not raised in the period")
    }

    @Test("three raises in a minute chatter, two do not; sources are told apart")
    func chattering() throws {
        let three = try (0..<3).map { try alarm($0, "7", .device, at: Double($0) * 30, origin: "relay") }
        #expect(report(three).chattering.map(\.raises) == [3])
        #expect(report(Array(three.prefix(2))).chattering.isEmpty)
        let apart = try (0..<3).map { try alarm($0, "7", .device, at: Double($0), origin: "relay-\($0)") }
        #expect(report(apart).chattering.isEmpty)
        let slow = try (0..<3).map { try alarm($0, "7", .device, at: Double($0) * 31, origin: "relay") }
        #expect(report(slow).chattering.isEmpty)
    }

    @Test("an alarm raised more often than twice for each of its minutes had a minute with three")
    func occurrences() throws {
        #expect(report([try alarm(1, occurrences: 3, closed: 60)]).chattering.count == 1)
        #expect(report([try alarm(1, occurrences: 4, closed: 120)]).chattering.isEmpty)
        #expect(report([try alarm(1, occurrences: 5, closed: 120)]).chattering.count == 1)
    }

    @Test("what the alarm system called unstable is listed, however rarely it was raised")
    func unstable() throws {
        let list = report([try alarm(1, "8", .technical(.unstableInput), origin: "gpio")]).chattering
        #expect(list.map(\.origin) == ["gpio"])
    }
}
