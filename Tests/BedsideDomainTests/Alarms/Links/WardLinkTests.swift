import Testing

@testable import BedsideDomain

/// One end of a link by itself: what it does with each message, late, doubled or hostile.
@Suite("One end of a link") struct WardLinkTests {
    static let line = LinkConnection(7)
    static let nurse = NightCast.nurses[0]

    private func link(isOpen: Bool = true) -> WardLink {
        var link = WardLink(own: TerminalName(trusted: "a"), peer: TerminalName(trusted: "b"), at: 0)
        if isOpen {
            _ = link.handle(.opened(Self.line), at: 0)
            _ = link.handle(.own(ForwardedAlarms(revision: 4, rows: [])), at: 0)
            _ = link.handle(.received(Self.line, .alarms(ForwardedAlarms(revision: 1, rows: []))), at: 0)
        }
        return link
    }

    private func act(_ number: UInt64, at: Int64 = 0) -> LinkEvent {
        .received(
            Self.line, .act(LinkAct(number: number, at: at, act: .pauseSound, staff: Self.nurse, bed: nil)))
    }

    private func pulse(
        at: Int64, echo: Int64? = nil, have: UInt64? = nil, shown: UInt64? = nil, screens: Bool = true
    ) -> LinkEvent {
        .received(Self.line, .pulse(LinkPulse(at: at, echo: echo, have: have, shown: shown, hasScreens: screens)))
    }

    private func performs(_ actions: [LinkAction]) -> Int {
        actions.count { if case .perform = $0 { true } else { false } }
    }

    @Test("an act is done once, however often it comes, and answered each time") func once() {
        var link = link()
        #expect(performs(link.handle(act(1), at: 10)) == 1)
        #expect(performs(link.handle(act(1), at: 20)) == 0)
        _ = link.handle(.performed(Self.line, 1, .taken), at: 30)
        #expect(link.handle(act(1), at: 40) == [.send(Self.line, .answer(LinkAnswer(number: 1, refusal: .taken)))])
    }

    @Test("an act that was too long on its way is refused: somebody read that it was not done") func late() {
        var link = link()
        #expect(performs(link.handle(act(1, at: 1000), at: 1020)) == 1)
        let actions = link.handle(act(2, at: 2000), at: 7100)
        #expect(performs(actions) == 0)
        #expect(actions.contains(.send(Self.line, .answer(LinkAnswer(number: 2, refusal: .noContact)))))
    }

    @Test("more acts at once than anybody does are refused, and numbers of any size do no harm") func many() {
        var link = link()
        let done = (1...200).map { performs(link.handle(act(UInt64($0)), at: 0)) }.reduce(0, +)
        #expect(done == LinkRules.mostActs)
        for at in [Int64.min, .max, 0] {
            _ = link.handle(act(.max, at: at), at: 100)
            _ = link.handle(pulse(at: at, echo: at, have: .max, shown: .max), at: 100)
        }
        _ = link.handle(.tick, at: 200)
        #expect(link.nextDue().map { $0 > 200 } ?? false)
    }

    @Test(
        "screens behind the link are one of ours once they have drawn something that was sent, and as long as they live"
    )
    func annunciator() {
        var link = link()
        #expect(!link.handle(pulse(at: 1, screens: true), at: 1).contains(.sign(.joined)))
        #expect(!link.handle(pulse(at: 2, shown: 9), at: 2).contains(.sign(.joined)), "9 was never sent")
        let actions = link.handle(pulse(at: 3, shown: 4), at: 3)
        #expect(actions.contains(.sign(.joined)) && actions.contains(.sign(.confirmed(4))))
        #expect(link.handle(.tick, at: 2600).contains(.sign(.confirmed(4))), "a heartbeat of its own")
        #expect(link.handle(pulse(at: 2601, screens: false), at: 2601).contains(.sign(.left)))
        _ = link.handle(pulse(at: 2602, shown: 4), at: 2602)
        #expect(link.handle(.closed(Self.line), at: 2603).contains(.sign(.left)))
    }

    @Test("only what went there and back is contact") func oneWay() {
        var link = link()
        for time in stride(from: Int64(1000), through: 15_000, by: 1000) {
            _ = link.handle(pulse(at: time, echo: 0), at: time)
            _ = link.handle(.tick, at: time)
        }
        #expect(link.isLost, "the peer is heard, but hears nothing")
    }

    @Test("whoever waits for an answer gets one when the line breaks, and at the end") func answers() {
        var link = link()
        let ticket = LinkTicket(3)
        _ = link.handle(.ask(ticket, .pauseSound, by: Self.nurse, bed: nil), at: 0)
        #expect(link.handle(.closed(Self.line), at: 1).contains(.answer(ticket, .noContact)))
        #expect(
            link.handle(.ask(ticket, .pauseSound, by: Self.nurse, bed: nil), at: 2) == [.answer(ticket, .noContact)])
        var other = self.link()
        _ = other.handle(.ask(ticket, .pauseSound, by: Self.nurse, bed: nil), at: 0)
        #expect(other.end().contains(.answer(ticket, .noContact)))
    }

    /// Whether it would dial at that moment.
    private func isDialling(_ link: WardLink, at now: Int64) -> Bool {
        var copy = link
        return copy.handle(.tick, at: now).contains(.dial)
    }

    @Test("it tries again within two seconds, for ever, and after a good connection at once") func retries() {
        var link = link(isOpen: false)
        var now: Int64 = 0
        for _ in 0..<50 {
            var tried: Int64?
            while tried == nil, now < 10_000_000 {
                if link.handle(.tick, at: now).contains(.dial) { tried = now }
                if tried == nil { now = link.nextDue() ?? .max }
            }
            _ = link.handle(.failed, at: now)
            let before = now
            // The alarm about the link may come before the next try.
            while now < before + 2000, !isDialling(link, at: now) { now += 1 }
            #expect(now - before <= 2000)
        }
        #expect(link.isLost)
    }

    @Test("a newer connection takes the place of the older one, never the other way round") func newest() {
        var link = link()
        let newer = link.handle(.opened(LinkConnection(9)), at: 5)
        #expect(newer.contains(.close(Self.line)))
        #expect(link.handle(.opened(LinkConnection(8)), at: 6).contains(.close(LinkConnection(8))))
        #expect(link.handle(act(1), at: 7).isEmpty, "what an older connection still brings is nothing")
    }

    @Test("ages go on while there is no contact") func ages() {
        var link = WardLink(own: TerminalName(trusted: "a"), peer: TerminalName(trusted: "b"), at: 0)
        let row = AlarmRow(id: AlarmID(trusted: "x"), place: NightCast.home, kind: .call, age: 1000, due: 9000)
        _ = link.handle(.own(ForwardedAlarms(revision: 1, rows: [row])), at: 0)
        for case .send(_, .alarms(let alarms)) in link.handle(.opened(Self.line), at: 5000) {
            #expect(alarms.rows.first?.age == 6000 && alarms.rows.first?.due == 4000)
        }
    }
}
