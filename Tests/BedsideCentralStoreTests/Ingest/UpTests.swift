import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

@Suite struct UpTests {
    private static func ready(_ count: Int = 5) -> TestTerminal {
        var terminal = TestTerminal("K1")
        for index in 0..<count { terminal.tell("print.printed", "J\(index)", #"{"job":"J\#(index)"}"#) }
        return terminal
    }

    @Test(arguments: Engine.allCases) func aBatchIsKeptWordForWord(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            try await centre.enrol(terminal)
            let answer = try await centre.up(terminal)
            #expect(answer.ack == 5)
            #expect(answer.head == terminal.hashes.last)
            #expect(answer.held.isEmpty)
            #expect(answer.serverTime == Centre.noon.milliseconds)
            let rows = try await centre.store.database.read {
                try $0.rows("SELECT seq, body, hash, verdict FROM inbox ORDER BY seq")
            }
            #expect(try rows.map { try $0.int(0) } == [1, 2, 3, 4, 5])
            #expect(try rows.map { try $0.bytes(1) } == terminal.events.map { Array($0.body.utf8) })
            #expect(try rows.map { try $0.bytes(2) } == terminal.hashes.map(\.bytes))
            #expect(try rows.allSatisfy { try $0.text(3) == "applied" })
        }
    }

    /// sync.md 6, row 4: the answer was lost, the same comes again, also in other pieces and late.
    @Test(arguments: Engine.allCases) func aLostAnswerMakesNoSecondRow(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = Self.ready()
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 500)
            terminal.paid("P1", of: "E1", fen: 500)
            try await centre.enrol(terminal)
            let first = try await centre.up(terminal)
            for (from, most) in [(1, 100), (1, 3), (4, 100), (8, 1), (1, 100)] {
                let again = try await centre.up(terminal, from: Int64(from), most: most)
                #expect(again.ack == first.ack)
                #expect(again.head == first.head)
            }
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 8)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM transfers") == 1)
            #expect(try await centre.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 500)
            terminal.tell("print.printed", "late", "{}")
            // Old and new in one.
            #expect(try await centre.up(terminal, from: 5).ack == 9)
        }
    }

    @Test(arguments: Engine.allCases) func twentyAtOnceMakeOneRowEach(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready(20)
            try await centre.enrol(terminal)
            try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<20 { group.addTask { try await centre.up(terminal).ack } }
                for try await ack in group { #expect(ack == 20) }
            }
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 20)
        }
    }

    @Test(arguments: Engine.allCases) func whatIsMissingIsAskedFor(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            try await centre.enrol(terminal)
            try await centre.up(terminal, most: 2)
            let refusal = try await centre.refusal { try await centre.up(terminal, from: 4) }
            #expect(refusal?.code == .gap)
            #expect(refusal?.expect == 3)
            #expect(try await centre.up(terminal, from: 3).ack == 5)
        }
    }

    @Test(arguments: Engine.allCases) func anEmptyBatchTellsWhereItStands(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            try await centre.enrol(terminal)
            try await centre.up(terminal)
            // The terminal's store went back: it sees that more is known here than there.
            let answer = try await centre.store.up(
                UpRequest(epoch: terminal.stream.epoch, head: terminal.hashes[1], events: []), from: terminal.name,
                of: Centre.hospital, at: Centre.noon)
            #expect(answer.ack == 5)
            // An answer to that question may have been lost: only the terminal's own word freezes it.
            #expect(try await centre.store.fleet(of: Centre.hospital).map(\.state) == [.active])
        }
    }

    @Test(arguments: Engine.allCases) func whoSaysThatItsDiskIsAnOlderCopyIsFrozen(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            try await centre.enrol(terminal)
            try await centre.up(terminal)
            func say(_ head: EventHash) async throws -> SyncRefusal.Code? {
                try await centre.refusal {
                    _ = try await centre.store.up(
                        UpRequest(epoch: terminal.stream.epoch, head: head, events: [], isBehind: true),
                        from: terminal.name, of: Centre.hospital, at: Centre.noon)
                }?.code
            }
            // One that has everything says nonsense.
            #expect(try await say(terminal.hashes[4]) == nil)
            #expect(try await say(terminal.hashes[1]) == .storeWentBack)
            #expect(try await centre.store.fleet(of: Centre.hospital).map(\.state) == [.frozen])
            #expect(try await centre.number("SELECT seq FROM forks") == 3)
            #expect(try await centre.refusal { try await centre.up(terminal) }?.code == .frozen)
        }
    }

    @Test(arguments: Engine.allCases) func whoIsNotEnrolledIsRefused(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            #expect(try await centre.refusal { try await centre.up(terminal) }?.code == .notFound)
            try await centre.enrol(terminal)
            var other = terminal
            other.stream = TestTerminal.stream(9, first: 1, root: nil)
            #expect(try await centre.refusal { try await centre.up(other) }?.code == .wrongEpoch)
            #expect(try await centre.store.revoke(terminal.name, of: Centre.hospital, at: Centre.noon))
            #expect(try await centre.refusal { try await centre.up(terminal) }?.code == .revoked)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 0)
        }
    }

    @Test(arguments: Engine.allCases) func aChainWithoutItsRootIsRefused(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            let terminal = Self.ready()
            try await centre.enrol(terminal)
            let batch = UpRequest(epoch: terminal.stream.epoch, head: terminal.hashes[2], events: terminal.events)
            let refusal = try await centre.refusal {
                _ = try await centre.store.up(batch, from: terminal.name, of: Centre.hospital, at: Centre.noon)
            }
            #expect(refusal?.code == .brokenChain)
        }
    }

    @Test(arguments: Engine.allCases) func whatNoOutboxHoldsIsRefusedWhole(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            for index in 0..<101 { terminal.tell("print.printed", "\(index)", "{}") }
            var codes: [SyncRefusal.Code?] = []
            codes.append(try await centre.refusal { try await centre.up(terminal, most: 101) }?.code)
            var large = terminal
            for index in 0..<5 {
                large.tell("print.printed", "large\(index)", #"{"a":"\#(String(repeating: "x", count: 60_000))"}"#)
            }
            codes.append(try await centre.refusal { try await centre.up(large, from: 102) }?.code)
            var huge = terminal
            huge.tell("print.printed", "huge", #"{"a":"\#(String(repeating: "x", count: 66_000))"}"#)
            codes.append(try await centre.refusal { try await centre.up(huge, from: 102) }?.code)
            #expect(codes == [.tooLarge, .tooLarge, .tooLarge])
            var strange = terminal
            strange.tell("Print;\u{0}", "strange", "{}")
            #expect(try await centre.refusal { try await centre.up(strange, from: 102) }?.code == .malformed)
            var hole = terminal.batch(most: 4)
            hole = UpRequest(epoch: hole.epoch, head: hole.head, events: hole.events.filter { $0.seq != 2 })
            let refusal = try await centre.refusal {
                _ = try await centre.store.up(hole, from: terminal.name, of: Centre.hospital, at: Centre.noon)
            }
            #expect(refusal?.code == .malformed)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 0)
        }
    }

    /// A clock that is ten years off changes neither order nor amounts.
    @Test(arguments: Engine.allCases) func aWrongClockChangesNothing(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.now = Centre.noon.adding(days: -3650)
            terminal.create("P1", of: "E1", fen: 500)
            terminal.now = Centre.noon.adding(days: 3650)
            terminal.paid("P1", of: "E1", fen: 500)
            terminal.now = Centre.noon
            #expect(try await centre.up(terminal).held.isEmpty)
            #expect(try await centre.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 500)
        }
    }
}
