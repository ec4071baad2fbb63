import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

/// A restored store does not know who keeps which stay until every terminal was heard again.
@Suite struct DoubtTests {
    private static let stay = EncounterID(trusted: "E1")

    private static func take(_ centre: Centre, _ terminal: TestTerminal) async throws -> TakeAnswer? {
        let outcome = try await centre.store.take(
            stay, for: terminal.name, of: Centre.hospital, wait: 20, at: Centre.noon)
        if case .held(let answer) = outcome { return answer }
        return nil
    }

    private static func post(_ centre: Centre, _ hold: OperationID, _ terminal: TestTerminal) async throws {
        _ = try await centre.store.post(hold: hold, by: terminal.name, of: Centre.hospital, at: Centre.noon)
    }

    /// The terminal says that it has nothing more.
    private static func ask(_ centre: Centre, _ terminal: TestTerminal) async throws {
        let question = UpRequest(
            epoch: terminal.stream.epoch, head: terminal.head(before: terminal.stream.last + 1), events: [])
        _ = try await centre.store.up(question, from: terminal.name, of: Centre.hospital, at: Centre.noon)
    }

    private static func keeper(_ centre: Centre) async throws -> TerminalName? {
        try await centre.store.database.read { try $0.stayRow(stay, in: Centre.hospital)?.keeper }
    }

    private static func tick(_ centre: Centre, late: Int64 = 0) async throws -> Int {
        try await centre.store.expireHolds(of: Centre.hospital, at: Centre.noon.adding(seconds: late))
    }

    /// The stay goes over from one terminal to the other, which pays something in.
    private static func hand(
        _ centre: Centre, from: inout TestTerminal, to: inout TestTerminal, fen: Int64, pays: Int64, _ id: String
    ) async throws {
        _ = try await take(centre, to)
        let before = from.stream.last + 1
        from.release("E1", fen: fen, id)
        try await centre.up(from, from: before)
        let hold = try #require(try await take(centre, to)).hold
        try await post(centre, hold, to)
        let next = to.stream.last + 1
        to.tell("stay.taken", id, #"{"encounter":"E1","hold":"\#(hold)"}"#)
        to.create("P\(id)", of: "E1", fen: pays)
        to.paid("P\(id)", of: "E1", fen: pays)
        #expect(try await centre.up(to, from: next).held.isEmpty)
    }

    /// Two terminals between which a stay of 1,000 fen goes to and fro, with all that they told.
    private static func story(_ engine: Engine, hands: Int) async throws -> (TestTerminal, TestTerminal) {
        var (first, second) = (TestTerminal("K1"), TestTerminal("K2"))
        try await Centre.with(engine) { centre in
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.admit("E1")
            first.create("P0", of: "E1", fen: 1_000)
            first.paid("P0", of: "E1", fen: 1_000)
            try await centre.up(first)
            var fen: Int64 = 1_000
            for hand in 1...hands {
                if hand % 2 == 1 {
                    try await Self.hand(centre, from: &first, to: &second, fen: fen, pays: 100, "\(hand)")
                } else {
                    try await Self.hand(centre, from: &second, to: &first, fen: fen, pays: 100, "\(hand)")
                }
                fen += 100
            }
        }
        return (first, second)
    }

    /// The store of an hour ago: it knows the terminals, and the admission.
    private static func withRestored(
        _ engine: Engine, _ first: TestTerminal, _ second: TestTerminal, _ body: (Centre) async throws -> Void
    ) async throws {
        try await Centre.with(engine) { centre in
            try await centre.enrol(first)
            try await centre.enrol(second)
            try await centre.up(first, most: 3)
            try await centre.store.noteRestored(at: Centre.noon)
            try await body(centre)
            #expect(try await centre.isSound())
        }
    }

    @Test(arguments: Engine.allCases) func aReleaseEndsTheKeepersOwnHold(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var first = TestTerminal("K1")
            let second = TestTerminal("K2")
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.admit("E1")
            try await centre.up(first)
            let own = try #require(try await Self.take(centre, first))
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 0)
            try await centre.up(first, from: 2)
            let late = try await centre.refusal { try await Self.post(centre, own.hold, first) }
            #expect(late?.code == .holdEnded)
            // The one who asked has its own, and takes it.
            let hold = try #require(try await Self.take(centre, second)).hold
            try await Self.post(centre, hold, second)
            #expect(try await Self.keeper(centre) == second.name)
            #expect(try await centre.isSound())
        }
    }

    @Test(arguments: Engine.allCases) func nothingIsGivenAwayUntilAllWereHeard(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var first = TestTerminal("K1")
            let second = TestTerminal("K2")
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.admit("E1")
            try await centre.up(first)
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 0)
            try await centre.up(first, from: 2)
            let hold = try #require(try await Self.take(centre, second)).hold
            try await centre.store.noteRestored(at: Centre.noon)
            // A new start of the server forgets nothing.
            let open = try await centre.again()
            for code in [
                try await open.refusal { _ = try await Self.take(open, second) }?.code,
                try await open.refusal { try await Self.post(open, hold, second) }?.code,
            ] { #expect(code == .busy) }
            try await Self.ask(open, first)
            // Not with its newest hash: it has more than is here.
            let odd = UpRequest(epoch: second.stream.epoch, head: first.stream.root, events: [])
            _ = try await open.store.up(odd, from: second.name, of: Centre.hospital, at: Centre.noon)
            #expect(try await Self.tick(open, late: 3_600) == 0, "no hold ends while nobody knows")
            let awaited = try await open.store.fleet().filter { $0.awaitedSince != nil }.map(\.terminal)
            #expect(awaited == [second.name])
            #expect(try await open.refusal { _ = try await Self.take(open, second) }?.code == .busy)
            try await Self.ask(open, second)
            #expect(try await Self.tick(open) == 1)
            #expect(try await Self.tick(open) == 0)
            // Its post would have been told by now; the stay is offered back.
            #expect(try await open.refusal { try await Self.post(open, hold, second) }?.code == .holdEnded)
            #expect(try await Self.keeper(open) == first.name)
            #expect(try await open.isSound())
            await open.store.close()
        }
    }

    /// From hand to hand and back since the backup, whoever is heard first.
    @Test(arguments: Engine.allCases, [false, true])
    func whoKeepsItFollowsFromTheFacts(_ engine: Engine, _ isSecondHeardFirst: Bool) async throws {
        for hands in 1...4 {
            let (first, second) = try await Self.story(engine, hands: hands)
            try await Self.withRestored(engine, first, second) { centre in
                let order = isSecondHeardFirst ? [second, first] : [first, second]
                for terminal in order {
                    try await centre.up(terminal)
                    try await Self.ask(centre, terminal)
                }
                #expect(try await Self.tick(centre) == 1)
                #expect(try await centre.store.heldEvents(of: Centre.hospital).isEmpty)
                let keeper = hands % 2 == 1 ? second : first
                #expect(try await Self.keeper(centre) == keeper.name)
                #expect(try await centre.balance(.custody(keeper.name, Self.stay)) == 1_000 + 100 * Int64(hands))
                #expect(try await centre.balance(.transit(Self.stay)) == 0)
            }
        }
    }

    @Test(arguments: Engine.allCases) func aPersonMayEndTheWait(_ engine: Engine) async throws {
        let (first, second) = try await Self.story(engine, hands: 1)
        try await Self.withRestored(engine, first, second) { centre in
            // The first one burned down with what it had not sent again.
            try await centre.up(second)
            try await Self.ask(centre, second)
            #expect(try await Self.tick(centre) == 0)
            #expect(try await centre.store.endWait(of: Centre.hospital, at: Centre.noon))
            #expect(try await !centre.store.endWait(of: Centre.hospital, at: Centre.noon))
            #expect(try await Self.keeper(centre) == second.name)
            #expect(try await centre.balance(.custody(second.name, Self.stay)) == 1_100)
            #expect(try await centre.store.heldEvents(of: Centre.hospital).isEmpty)
            // It was not: what it says now waits for a person, and moves nothing.
            #expect(try await centre.up(first, from: 4).held.map(\.code) == ["not-keeper"])
            #expect(try await Self.keeper(centre) == second.name)
        }
    }

    @Test(arguments: Engine.allCases) func whoIsRevokedIsNotAwaitedAndWhoIsNewIs(_ engine: Engine) async throws {
        let (first, second) = try await Self.story(engine, hands: 1)
        try await Self.withRestored(engine, first, second) { centre in
            let third = TestTerminal("K3", epoch: 3)
            try await centre.enrol(third)
            try await centre.up(second)
            try await Self.ask(centre, second)
            #expect(try await centre.store.revoke(first.name, of: Centre.hospital, at: Centre.noon))
            #expect(try await Self.tick(centre) == 0)
            try await Self.ask(centre, third)
            #expect(try await Self.tick(centre) == 1)
            #expect(try await Self.keeper(centre) == second.name)
        }
    }
}
