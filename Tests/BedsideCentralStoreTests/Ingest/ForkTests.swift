import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

/// sync.md 6, row 6: a cloned disk and a restored backup.
@Suite struct ForkTests {
    @Test(arguments: Engine.allCases) func twoBranchesAreKeptAndFrozen(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 100)
            try await centre.up(terminal)
            var clone = terminal
            terminal.paid("P1", of: "E1", fen: 100)
            terminal.tell("print.printed", "a", "{}")
            clone.tell("print.printed", "b", "{}")
            clone.tell("print.printed", "c", "{}")
            clone.tell("print.printed", "d", "{}")
            try await centre.up(terminal, from: 3)
            #expect(try await centre.refusal { try await centre.up(clone, from: 3) }?.code == .fork)
            // Nothing of either is dropped.
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 4)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM fork_inbox") == 3)
            // Both wait for a person now.
            for one in [terminal, clone] {
                #expect(try await centre.refusal { try await centre.up(one, from: 5) }?.code == .frozen)
            }
            let fleet = try await centre.store.fleet(of: Centre.hospital)
            #expect(fleet.map(\.state) == [.frozen])
            #expect(fleet.first?.forkedAt == Centre.noon)
            // A person says which machine is the right one.
            clone.newEpoch(2, from: 3)
            try await centre.enrol(clone, bound: true)
            let answer = try await centre.up(clone)
            #expect(answer.ack == 5)
            #expect(answer.held.isEmpty)
            #expect(try await centre.refusal { try await centre.up(terminal, from: 5) }?.code == .wrongEpoch)
            #expect(try await centre.store.fleet(of: nil).map(\.state) == [.active])
            #expect(try await centre.store.fleet(of: nil).first?.forkedAt == nil)
        }
    }

    /// The head that a batch hangs on is compared as well: the branches may have parted before it.
    @Test(arguments: Engine.allCases) func aBranchThatPartedEarlierIsSeen(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.tell("print.printed", "0", "{}")
            var clone = terminal
            for index in 1..<4 { terminal.tell("print.printed", "a\(index)", "{}") }
            for index in 1..<5 { clone.tell("print.printed", "b\(index)", "{}") }
            try await centre.up(terminal)
            #expect(try await centre.refusal { try await centre.up(clone, from: 5) }?.code == .fork)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM fork_inbox") == 1)
        }
    }

    /// sync.md 0, finding 7: a restored backup sends again what the store had from it, years later, in a new epoch: the
    /// money moves once.
    @Test(arguments: Engine.allCases) func nothingIsChargedTwiceYearsLater(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 900)
            terminal.paid("P1", of: "E1", fen: 900)
            terminal.create("P2", of: "E1", fen: 50)
            try await centre.up(terminal)
            terminal.now = Centre.noon.adding(days: 3650)
            // The backup knew of no answer to anything.
            terminal.newEpoch(2, from: 1)
            terminal.tell("print.printed", "new", "{}")
            try await centre.enrol(terminal, bound: true)
            let answer = try await centre.up(terminal)
            #expect(answer.ack == 5)
            #expect(answer.held.isEmpty)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM transfers") == 1)
            #expect(
                try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox WHERE verdict = 'repeated'") == 4)
            #expect(try await centre.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 900)
            #expect(try await centre.isSound())
        }
    }
}
