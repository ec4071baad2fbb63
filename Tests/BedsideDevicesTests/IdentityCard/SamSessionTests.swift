import BedsideDomain
import Testing

@testable import BedsideDevices

@Suite struct SamSessionTests {
    @Test func aCardIsFoundSelectedAndRead() {
        var talk = Talk()
        #expect(talk.tick(at: 0) == ["find"])
        #expect(talk.hear(CardFixtures.found, at: 10) == ["select"])
        #expect(talk.hear(CardFixtures.selected, at: 20) == ["read"])
        #expect(talk.hear(CardFixtures.reply(CardFixtures.zhang), at: 150) == ["'11010519491231002X'"])
        #expect(talk.read == [CardFixtures.zhang])
        #expect(talk.tick(at: 449) == [])
        #expect(talk.tick(at: 450) == ["find"], "the pause of the protocol")
    }

    @Test func aCardThatLiesThereIsReadOnceUntilItIsTakenAway() {
        var talk = Talk()
        talk.readCard(CardFixtures.zhang, at: 0)
        // A module reports the selected card no more; it lies there for a minute.
        for second in 1...60 { #expect(talk.ask(CardFixtures.nothing, at: Double(second * 1000)) == []) }
        // Found again, it was lifted and laid down again.
        #expect(talk.readCard(CardFixtures.zhang, at: 61_000) == ["'11010519491231002X'"])
        // A reader that goes on reporting it gets asked, and tells nothing new.
        for second in stride(from: 62.0, to: 80, by: 2) {
            #expect(talk.readCard(CardFixtures.zhang, at: second * 1000) == [])
        }
        // One question that finds nothing is no removal, two are.
        #expect(talk.ask(CardFixtures.nothing, at: 90_000) == [])
        #expect(talk.readCard(CardFixtures.zhang, at: 91_000) == [])
        #expect(talk.ask(CardFixtures.nothing, at: 93_000) == [])
        #expect(talk.ask(CardFixtures.nothing, at: 94_000) == [])
        #expect(talk.readCard(CardFixtures.zhang, at: 95_000) == ["'11010519491231002X'"])
    }

    @Test func aCardThatIsSwappedAtOnceIsRead() {
        var talk = Talk()
        #expect(talk.readCard(CardFixtures.zhang, at: 0) == ["'11010519491231002X'"])
        #expect(talk.readCard(CardFixtures.li, at: 1000) == ["'440524188001010014'"])
        #expect(talk.read == [CardFixtures.zhang, CardFixtures.li])
    }

    @Test func aReaderThatIsSilentIsAskedMoreSlowlyAndForEver() {
        var talk = Talk()
        var asked: [Double] = []
        for time in stride(from: 0.0, to: 20_000, by: 10) where talk.tick(at: time).contains("find") {
            asked.append(time)
        }
        #expect(asked.prefix(5) == [0, 510, 1020, 1530, 3030])
        #expect(zip(asked.dropFirst(4), asked.dropFirst(5)).allSatisfy { $0.1 - $0.0 == 1500 })
        var time = 20_000.0
        while !talk.tick(at: time).contains("find"), time < 30_000 { time += 10 }
        #expect(talk.hear(CardFixtures.found, at: time + 100) == ["select"], "it answers again")
    }

    @Test func aLostReplyIsTriedAgainAndACardTakenAwayTooEarlyIsTold() {
        var talk = Talk()
        _ = talk.tick(at: 0)
        _ = talk.hear(CardFixtures.found, at: 10)
        _ = talk.hear(CardFixtures.selected, at: 20)
        #expect(talk.tick(at: 2519) == [])
        #expect(talk.tick(at: 2520) == ["reset", "select"], "no reply to the read")
        _ = talk.hear(CardFixtures.selected, at: 2530)
        #expect(talk.hear(CardFixtures.reply(CardFixtures.zhang), at: 2700) == ["'11010519491231002X'"])

        var early = Talk()
        _ = early.tick(at: 0)
        #expect(early.hear(CardFixtures.found, at: 10) == ["select"])
        #expect(early.hear(CardFixtures.selectFailed, at: 20) == ["select"])
        #expect(early.hear(CardFixtures.selectFailed, at: 30) == ["select"])
        #expect(early.hear(CardFixtures.selectFailed, at: 40) == ["incomplete"])
        #expect(early.tick(at: 340) == ["find"])
    }

    @Test func aBrokenReplyIsAskedForAgain() {
        var talk = Talk()
        var wrong = CardFixtures.reply(CardFixtures.zhang)
        wrong[400] ^= 0x10
        _ = talk.tick(at: 0)
        _ = talk.hear(CardFixtures.found, at: 10)
        _ = talk.hear(CardFixtures.selected, at: 20)
        #expect(talk.hear(wrong, at: 150) == ["select"])
        #expect(talk.hear(CardFixtures.selected, at: 160) == ["read"])
        #expect(talk.hear(CardFixtures.reply(CardFixtures.zhang), at: 300) == ["'11010519491231002X'"])
    }

    @Test func aLateReplyIsNotTakenForAnother() {
        var talk = Talk()
        _ = talk.tick(at: 0)
        #expect(talk.hear(CardFixtures.selected, at: 1) == [])
        #expect(talk.hear(CardFixtures.reply(CardFixtures.zhang), at: 2) == [])
        #expect(talk.hear(CardFixtures.found, at: 3) == ["select"])
        #expect(talk.hear(CardFixtures.reply(CardFixtures.zhang), at: 4) == [], "a card's text to a select")
        #expect(talk.hear(CardFixtures.selected, at: 5) == ["read"])
        #expect(talk.hear(CardFixtures.selected, at: 6) == [])
    }

    @Test func aCardThatCannotBeReadIsToldOnce() {
        var talk = Talk()
        let noise = SamFrame(body: [0, 0, 0x90, 1, 0, 4, 0] + [UInt8](repeating: 0xD8, count: 1280)).bytes
        #expect(talk.exchange(noise, at: 0) == ["not-text"])
        #expect(talk.exchange(noise, at: 2000) == [])
        _ = talk.ask(CardFixtures.nothing, at: 4000)
        _ = talk.ask(CardFixtures.nothing, at: 5000)
        #expect(talk.exchange(noise, at: 6000) == ["not-text"])
    }

    @Test func unplugInTheMiddleOfACardIsTold() {
        var talk = Talk()
        _ = talk.tick(at: 0)
        _ = talk.hear(CardFixtures.found, at: 10)
        #expect(talk.session.close() == [.tell(.fault(.unplugged))])
        var idle = Talk()
        _ = idle.tick(at: 0)
        #expect(idle.session.close() == [])
    }

    @Test func nothingThatAReaderSendsCrashesOrStopsTheTalk() {
        var random = SeededGenerator(seed: 0x467)
        let replies = [
            CardFixtures.found, CardFixtures.selected, CardFixtures.nothing, CardFixtures.reply(CardFixtures.li),
            CardFixtures.selectFailed, CardFixtures.readFailed, SamFrame(body: [0]).bytes,
        ]
        for _ in 0..<300 {
            var talk = Talk()
            var time = 0.0
            for _ in 0..<40 {
                time += Double.random(in: 0...900, using: &random)
                _ = talk.tick(at: time)
                var bytes = replies[Int.random(in: replies.indices, using: &random)]
                if Bool.random(using: &random) {
                    bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
                }
                for word in talk.hear(bytes, at: time) where word.hasPrefix("'") {
                    #expect(word == "'440524188001010014'")
                }
            }
            // It always wants to go on.
            #expect(talk.session.deadline <= moment(time) + .seconds(3))
        }
    }
}

/// A session with its parser, in short words.
private struct Talk {
    var session = SamSession(at: moment(0))
    var parser = SamFrameParser()
    var read: [IdentityCard] = []

    mutating func tick(at milliseconds: Double) -> [String] { words(session.tick(at: moment(milliseconds))) }

    mutating func hear(_ bytes: [UInt8], at milliseconds: Double) -> [String] {
        var told: [String] = []
        for piece in parser.feed(bytes[...]) { told += words(session.take(piece, at: moment(milliseconds))) }
        return told
    }

    /// One question for a card and its answer.
    mutating func ask(_ answer: [UInt8], at milliseconds: Double) -> [String] {
        #expect(tick(at: milliseconds) == ["find"])
        return hear(answer, at: milliseconds + 10)
    }

    /// A whole exchange with a card that lies there; only what is told.
    @discardableResult
    mutating func readCard(_ card: IdentityCard, at milliseconds: Double) -> [String] {
        exchange(CardFixtures.reply(card), at: milliseconds)
    }

    mutating func exchange(_ reply: [UInt8], at milliseconds: Double) -> [String] {
        #expect(ask(CardFixtures.found, at: milliseconds) == ["select"])
        #expect(hear(CardFixtures.selected, at: milliseconds + 20) == ["read"])
        return hear(reply, at: milliseconds + 150)
    }

    private mutating func words(_ actions: [SamSession.Action]) -> [String] {
        actions.map { action in
            switch action {
            case .send(.find): return "find"
            case .send(.select): return "select"
            case .send(.read): return "read"
            case .resetParser:
                parser.reset()
                return "reset"
            case .tell(let outcome):
                if case .scan(let reading) = outcome, case .identityCard(let card) = reading.content {
                    read.append(card.value)
                }
                return shown(outcome)
            }
        }
    }
}
