import Testing

@testable import BedsideDevices

/// What frames mean, and when a base cannot be heard.
@Suite("Ward bus: session") struct WardBusSessionTests {
    private func session(supervision: Duration = .seconds(90)) throws -> WardBusSession {
        let input = try ContactInput(
            "base", .wirelessBase(SerialPath("/dev/base"), baud: 9600), supervision: supervision,
            ContactPoint("call", .station(WardBusBytes.bed1, .call), debounce: .zero),
            ContactPoint("cancel", .station(WardBusBytes.bed1, .clear), debounce: .zero),
            ContactPoint("help", .station(WardBusBytes.bed2, .help), debounce: .zero))
        var session = WardBusSession(input, at: moment(0))
        #expect(session.opened(at: moment(0)).map(\.word) == ["back base"])
        return session
    }

    @Test("The verbs of a station are the presses of its points")
    func presses() throws {
        var session = try session()
        var told: [String] = []
        for command: UInt8 in [0x05, 0x10, 0x13, 0x05] {
            told += session.take(WardBusBytes.frame(WardBusBytes.bed1, command), at: moment(1000)).events.map(\.word)
        }
        #expect(told == ["press call 1", "press cancel 1", "press cancel 1", "press call 1"])
    }

    @Test("A help call is answered by the host's confirmation to that station; nothing else is answered")
    func help() throws {
        var session = try session()
        let host = WardBusStation(area: 7, room: 8, bed: 9)
        let help = session.take(WardBusBytes.frame(WardBusBytes.bed2, 0x09, to: host), at: moment(1000))
        #expect(help.events.map(\.word) == ["press help 1"])
        #expect(help.reply == WardBusBytes.frame(host, 0x23, to: WardBusBytes.bed2))
        #expect(session.take(WardBusBytes.frame(WardBusBytes.bed1, 0x05), at: moment(1001)).reply == [])
    }

    @Test("A station that is not configured is told; so is a call that a configured one has no point for")
    func strangers() throws {
        var session = try session()
        #expect(session.take(WardBusBytes.frame(WardBusBytes.elsewhere, 0x05), at: moment(1000)).events == [])
        #expect(session.expire(at: moment(1200)).events.map(\.word) == ["stranger base"])
        func told(_ command: UInt8) -> [String] {
            session.take(WardBusBytes.frame(WardBusBytes.bed1, command), at: moment(2000)).events.map(\.word)
        }
        #expect(told(0x08) == ["stranger base"])
        // A help call that nobody would hear is not confirmed.
        #expect(session.take(WardBusBytes.frame(WardBusBytes.bed1, 0x09), at: moment(2000)).reply == [])
        #expect(told(0x83) == [])
    }

    @Test("Frames without an event are counted and are signs of life", arguments: WardBusBytes.others)
    func others(_ command: UInt8) throws {
        var session = try session()
        var outcome = session.take(WardBusBytes.frame(WardBusBytes.elsewhere, command), at: moment(80_000))
        let late = session.expire(at: moment(80_200))
        outcome.frames += late.frames
        #expect(outcome.frames == 1 && outcome.events == [] && late.events == [])
        #expect(session.expire(at: moment(90_000)).events == [])
    }

    @Test("Silence beyond the supervision time is a loss, once; the first frame ends it and counts")
    func silence() throws {
        var session = try session()
        _ = session.expire(at: moment(200))
        #expect(session.deadline == moment(90_000))
        #expect(session.expire(at: moment(89_999)).events == [])
        #expect(session.expire(at: moment(90_000)).events.map(\.word) == ["lost base silent"])
        #expect(session.expire(at: moment(200_000)).events == [])
        #expect(session.deadline == nil)
        let told = session.take(WardBusBytes.frame(WardBusBytes.bed1, 0x05), at: moment(200_001)).events.map(\.word)
        #expect(told == ["back base", "press call 1"])
        #expect(session.deadline == moment(290_001))
    }

    @Test("A base that sends bytes but no frames is garbled")
    func garbled() throws {
        var session = try session()
        _ = session.take([0xEE, 0xEE], at: moment(60_000))
        #expect(session.expire(at: moment(60_200)).events == [])
        #expect(session.expire(at: moment(90_000)).events.map(\.word) == ["lost base garbled"])
    }

    @Test("A line that goes is lost once for each reason, and back when it opens")
    func reopening() throws {
        var session = try session()
        #expect(session.closed(.absent).map(\.word) == ["lost base absent"])
        #expect(session.closed(.absent) == [])
        #expect(session.closed(.refused).map(\.word) == ["lost base refused"])
        #expect(session.deadline == nil && session.expire(at: moment(500_000)).events == [])
        #expect(session.opened(at: moment(500_000)).map(\.word) == ["back base"])
    }
}
