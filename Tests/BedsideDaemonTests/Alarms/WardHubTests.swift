import BedsideDomain
import BedsideKiosk
import BedsideWire
import Foundation
import Logging
import Testing

@testable import BedsideDaemon

@Suite struct WardHubTests {
    private let clock = StillClock()
    private let desk = WardScreenName(trusted: "desk")

    @Test("A name belongs to the client that has it") func taken() throws {
        let hub = try hub()
        let first = try #require(hub.join(desk, language: nil))
        #expect(hub.join(desk, language: nil) == nil)
        clock.turn(by: .milliseconds(14_999))
        #expect(hub.join(desk, language: nil) == nil)
        #expect(try hub.message(for: desk, ticket: first.ticket) != nil)
    }

    @Test("A client that is silent for fifteen seconds may be replaced, and gets nothing more") func replaced() throws {
        let hub = try hub()
        let first = try #require(hub.join(desk, language: nil))
        clock.turn(by: .seconds(10))
        hub.confirm(desk, revision: 0)
        clock.turn(by: .seconds(14))
        #expect(hub.join(desk, language: nil) == nil, "it confirmed fourteen seconds ago")
        clock.turn(by: .seconds(1))
        let second = try #require(hub.join(desk, language: nil))
        #expect(try hub.message(for: desk, ticket: first.ticket) == nil)
        #expect(try hub.message(for: desk, ticket: second.ticket) != nil)
        // The late good-bye of the first is not the second one's.
        hub.leave(desk, ticket: first.ticket)
        #expect(try hub.message(for: desk, ticket: second.ticket) != nil)
    }

    @Test("Who leaves leaves the name free at once") func left() throws {
        let hub = try hub()
        let first = try #require(hub.join(desk, language: nil))
        hub.leave(desk, ticket: first.ticket)
        #expect(try hub.message(for: desk, ticket: first.ticket) == nil)
        #expect(hub.join(desk, language: nil) != nil)
    }

    @Test("A slow client gets the newest screen only, with the names of everything that was raised") func slow() throws
    {
        let hub = try hub()
        let slow = try #require(hub.join(desk, language: nil))
        let quick = try #require(hub.join(WardScreenName(trusted: "quick"), language: nil))
        _ = try message(hub, desk, slow.ticket)
        var raised: [String] = []
        for number in 1...1000 as ClosedRange<UInt64> {
            let id = AlarmID(trusted: "alarm-\(number)")
            raised.append(id.text)
            hub.show(AlarmBoard(revision: number), raised: [id])
            #expect(hub.behind.contains(desk))
            let one = try message(hub, WardScreenName(trusted: "quick"), quick.ticket)
            #expect(one.raised == [id.text])
        }
        let all = try message(hub, desk, slow.ticket)
        #expect(all.revision == 1000)
        #expect(all.raised == raised)
        #expect(hub.behind.isEmpty)
        // Told once.
        #expect(try message(hub, desk, slow.ticket).raised.isEmpty)
    }

    @Test("A client that fetches nothing costs no more than ten thousand names") func bounded() throws {
        let hub = try hub()
        let client = try #require(hub.join(desk, language: nil))
        let many = (0..<4000).map { AlarmID(trusted: "alarm-\($0)") }
        for revision in 1...5 as ClosedRange<UInt64> { hub.show(AlarmBoard(revision: revision), raised: many) }
        let one = try message(hub, desk, client.ticket)
        #expect(one.raised.count == 10_000)
        #expect(one.revision == 5)
    }

    @Test("There are at most 32 screens; one of them may still come back") func most() throws {
        let hub = try hub()
        var tickets: [UInt64] = []
        for number in 0..<WardHub.mostScreens {
            tickets.append(try #require(hub.join(WardScreenName(trusted: "s\(number)"), language: nil)).ticket)
        }
        #expect(hub.join(desk, language: nil) == nil)
        clock.turn(by: .seconds(15))
        #expect(hub.join(desk, language: nil) == nil, "a silent one keeps its place")
        #expect(hub.join(WardScreenName(trusted: "s7"), language: nil) != nil)
        hub.leave(WardScreenName(trusted: "s0"), ticket: tickets[0])
        #expect(hub.join(desk, language: nil) != nil)
    }

    @Test("A beat is for the screens that are due, and only for them") func beat() throws {
        let hub = try hub()
        let client = try #require(hub.join(desk, language: nil))
        _ = try message(hub, desk, client.ticket)
        hub.beat(after: .seconds(5))
        #expect(hub.behind.isEmpty)
        clock.turn(by: .seconds(5))
        hub.beat(after: .seconds(5))
        #expect(hub.behind == [desk])
    }

    private func message(_ hub: WardHub, _ name: WardScreenName, _ ticket: UInt64) throws -> WardScreenMessage {
        let event = try #require(try hub.message(for: name, ticket: ticket))
        var events = ServerSentEvents()
        let bytes = try #require(try events.feed(event).first)
        return try JSONDecoder().decode(WardScreenMessage.self, from: Data(bytes))
    }

    private func hub() throws -> WardHub {
        let texts = try TextFiles.load(
            folder: URL(filePath: SampleTests.path).deletingLastPathComponent().path)
        return WardHub(
            texts: texts, clock: clock.clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { name, language in
            WardSettings(screen: name, hospital: "示范医院", ward: "一病区", firstLanguage: language ?? .chinese)
        }
    }
}
