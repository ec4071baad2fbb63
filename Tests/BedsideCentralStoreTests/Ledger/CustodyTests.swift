import BedsideDomain
import BedsideWire
import Synchronization
import Testing

@testable import BedsideCentralStore

@Suite struct CustodyTests {
    private static let stay = EncounterID(trusted: "E1")

    /// Two terminals of a ward, the first with a stay and 1,000 fen.
    private static func with(
        _ engine: Engine, _ body: (Centre, TestTerminal, TestTerminal) async throws -> Void
    ) async throws {
        try await Centre.with(engine) { centre in
            var first = TestTerminal("K1")
            let second = TestTerminal("K2")
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.admit("E1")
            first.create("P1", of: "E1", fen: 1_000)
            first.paid("P1", of: "E1", fen: 1_000)
            try await centre.up(first)
            try await body(centre, first, second)
            #expect(try await centre.isSound())
        }
    }

    private static func take(_ centre: Centre, _ terminal: TestTerminal, at now: Timestamp = Centre.noon) async throws
        -> TakeAnswer?
    {
        let outcome = try await centre.store.take(stay, for: terminal.name, of: Centre.hospital, wait: 20, at: now)
        if case .held(let answer) = outcome { return answer }
        return nil
    }

    private static func refusedTake(_ centre: Centre, _ stay: String, by terminal: TerminalName) async throws
        -> SyncRefusal?
    {
        do {
            _ = try await centre.store.take(
                EncounterID(trusted: stay), for: terminal, of: Centre.hospital, wait: 1, at: Centre.noon)
            return nil
        } catch let refusal as SyncRefusal { return refusal }
    }

    private static func post(
        _ centre: Centre, _ hold: OperationID, _ terminal: TestTerminal, at now: Timestamp = Centre.noon
    )
        async throws -> StayRow
    {
        try await centre.store.post(hold: hold, by: terminal.name, of: Centre.hospital, at: now)
    }

    @Test(arguments: Engine.allCases) func aStayGoesOverWithItsMoney(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            #expect(try await Self.take(centre, second) == nil)
            #expect(try await Self.take(centre, second) == nil)
            // Asked once.
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM commands") == 1)
            first.release("E1", fen: 1_000)
            #expect(try await centre.up(first, from: 4).held.isEmpty)
            #expect(try await centre.balance(.custody(first.name, Self.stay)) == 0)
            let answer = try #require(try await Self.take(centre, second))
            #expect(answer.holdMs == 60_000)
            #expect(answer.stay.keeper == nil)
            #expect(answer.stay.payments.map(\.amountFen) == [1_000])
            let row = try await Self.post(centre, answer.hold, second)
            #expect(row.keeper == second.name)
            // The answer was lost: the same again.
            #expect(try await Self.post(centre, answer.hold, second) == row)
            #expect(try await Self.take(centre, second)?.hold == answer.hold)
            #expect(try await centre.balance(.custody(second.name, Self.stay)) == 1_000)
            #expect(try await centre.balance(.transit(Self.stay)) == 0)
            // The old keeper has no word in it any more.
            first.settle("E1", total: 1_000, deposits: 1_000)
            #expect(try await centre.up(first, from: 5).held.map(\.code) == ["not-keeper"])
            var later = second
            later.tell("stay.taken", "1", #"{"encounter":"E1","hold":"\#(answer.hold)"}"#)
            later.tell("stay.taken", "2", #"{"encounter":"E1","hold":"00000000000000000000000000000000"}"#)
            later.settle("E1", total: 1_000, deposits: 1_000)
            #expect(try await centre.up(later).held.map(\.code) == ["hold-not-posted"])
            #expect(try await centre.balance(.custody(second.name, Self.stay)) == 0)
        }
    }

    @Test(arguments: Engine.allCases) func aHoldThatNobodyTakesEnds(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 1_000)
            try await centre.up(first, from: 4)
            let answer = try #require(try await Self.take(centre, second))
            // While it lasts nobody else gets it.
            #expect(try await centre.refusal { _ = try await Self.take(centre, first) }?.code == .stayInUse)
            let late = Centre.noon.adding(seconds: 61)
            #expect(
                try await centre.refusal { _ = try await Self.post(centre, answer.hold, second, at: late) }?.code
                    == .holdEnded)
            // Also for a clock that was set back.
            #expect(
                try await centre.refusal { _ = try await Self.post(centre, answer.hold, second) }?.code == .holdEnded)
            #expect(try await centre.store.expireHolds(of: Centre.hospital, at: late) == 0)
            #expect(try await centre.balance(.transit(Self.stay)) == 1_000)
            // It is offered to the old keeper, which takes it back in the same way.
            let offered = try await centre.store.database.read { try $0.stayRow(Self.stay, in: Centre.hospital) }
            #expect(offered?.keeper == first.name)
            let back = try #require(try await Self.take(centre, first, at: late))
            #expect(try await Self.post(centre, back.hold, first, at: late).keeper == first.name)
            #expect(try await centre.balance(.custody(first.name, Self.stay)) == 1_000)
        }
    }

    @Test(arguments: Engine.allCases) func theTimeEndsHoldsByItself(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 1_000)
            try await centre.up(first, from: 4)
            let late = Centre.noon.adding(seconds: 61)
            #expect(try await centre.store.expireHolds(of: Centre.hospital, at: Centre.noon) == 0)
            #expect(try await centre.store.expireHolds(of: Centre.hospital, at: late) == 1)
            #expect(try await centre.store.expireHolds(of: Centre.hospital, at: late) == 0)
        }
    }

    /// A hold ends once, whoever pulls at it from whatever server.
    @Test(arguments: Engine.allCases) func aHoldEndsOnce(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 1_000)
            try await centre.up(first, from: 4)
            let answer = try #require(try await Self.take(centre, second))
            let late = Centre.noon.adding(seconds: 61)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<16 {
                    group.addTask {
                        if index % 2 == 0 {
                            _ = try await centre.refusal { _ = try await Self.post(centre, answer.hold, second) }
                        } else {
                            try await centre.store.expireHolds(of: Centre.hospital, at: late)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(
                try await centre.number(
                    "SELECT CAST(count(*) AS BIGINT) FROM transfers WHERE pending_id IS NOT NULL") == 1)
            let (mine, free) = (
                try await centre.balance(.custody(second.name, Self.stay)),
                try await centre.balance(.transit(Self.stay))
            )
            #expect([[1_000, 0], [0, 1_000]].contains([mine, free]))
        }
    }

    /// The schema itself lets a pending transfer end once and no account go below zero.
    @Test(arguments: Engine.allCases) func theSchemaGuardsTheLedgerToo(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            _ = try await Self.take(centre, second)
            first.release("E1", fen: 1_000)
            try await centre.up(first, from: 4)
            let answer = try #require(try await Self.take(centre, second))
            _ = try await Self.post(centre, answer.hold, second)
            let error = await #expect(throws: CentralError.self) {
                try await centre.store.database.write { transaction in
                    try transaction.insert(
                        transferInsert,
                        [
                            [
                                .id(Centre.hospital), .fixed(TestTerminal.operation("x", "y")), "a", "b", 1_000, "void",
                                .fixed(answer.hold), nil, "p", "r", "K1", 0,
                            ]
                        ])
                }
            }
            #expect(error?.code == .ruleBroken)
            let second = await #expect(throws: CentralError.self) {
                try await centre.store.database.write {
                    _ = try $0.run("UPDATE accounts SET debits_fen = credits_fen + 1")
                }
            }
            #expect(second?.code == .ruleBroken)
        }
    }

    @Test(arguments: Engine.allCases) func aReleaseWithOtherDepositsIsHeld(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, keeper, second in
            var first = keeper
            first.release("E1", fen: 999)
            let held = try await centre.up(first, from: 4).held
            #expect(held.map(\.code) == ["deposits-differ"])
            #expect(try await centre.balance(.custody(first.name, Self.stay)) == 1_000)
            // A stay that nobody gave up is asked for, not given away.
            #expect(try await Self.take(centre, second) == nil)
        }
    }

    @Test(arguments: Engine.allCases) func onlyTheWardMayAsk(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, first, second in
            let stranger = TestTerminal("K9", ward: WardID(trusted: "W9"))
            try await centre.enrol(stranger)
            #expect(try await centre.refusal { _ = try await Self.take(centre, stranger) }?.code == .notYours)
            #expect(try await Self.refusedTake(centre, "E404", by: second.name)?.code == .notFound)
            let hold = TestTerminal.operation("no", "hold")
            #expect(try await centre.refusal { _ = try await Self.post(centre, hold, second) }?.code == .notFound)
            // The keeper's own question has an answer too, without any movement.
            let own = try #require(try await Self.take(centre, first))
            #expect(try await Self.post(centre, own.hold, first).keeper == first.name)
        }
    }

    /// A stolen terminal keeps nobody's money from them.
    @Test(arguments: Engine.allCases) func aRevokedKeeperLosesItsStays(_ engine: Engine) async throws {
        try await Self.with(engine) { centre, first, second in
            #expect(try await centre.store.revoke(first.name, of: Centre.hospital, at: Centre.noon))
            let answer = try #require(try await Self.take(centre, second))
            _ = try await Self.post(centre, answer.hold, second)
            #expect(try await centre.balance(.custody(second.name, Self.stay)) == 1_000)
        }
    }
}
