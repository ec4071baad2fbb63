import BedsideDomain
import BedsideWire
import Crypto
import Foundation
import Testing

@testable import BedsideCentralStore

@Suite struct HeldTests {
    /// sync.md 6, row 5: a failing rule and an unknown kind at the head of 5,000.
    @Test(.timeLimit(.minutes(2)), arguments: Engine.allCases)
    func poisonAtTheHeadOfFiveThousandBlocksNothing(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.tell("future.thing", "1", "{}")
            terminal.settle("NOBODY", total: 100, deposits: 100)
            terminal.tell("payment.paid", "x", "no JSON at all")
            terminal.admit("E1")
            for index in 0..<1665 {
                terminal.create("P\(index)", of: "E1", fen: 100)
                terminal.paid("P\(index)", of: "E1", fen: 100)
                terminal.tell("print.printed", "\(index)", "{}")
            }
            terminal.tell("print.printed", "last", "{}")
            var from: Int64 = 1
            var held: [UpAnswer.Held] = []
            while from <= terminal.stream.last {
                let answer = try await centre.up(terminal, from: from)
                #expect(answer.ack == min(from + 99, terminal.stream.last))
                held += answer.held
                from = answer.ack + 1
            }
            #expect(
                held == [
                    UpAnswer.Held(seq: 1, code: "unknown-kind"), UpAnswer.Held(seq: 2, code: "unknown-stay"),
                    UpAnswer.Held(seq: 3, code: "bad-body"),
                ])
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM inbox") == 5000)
            #expect(try await centre.balance(.custody(terminal.name, EncounterID(trusted: "E1"))) == 166_500)
            #expect(try await centre.store.heldEvents(of: Centre.hospital).map(\.kind).count == 3)
            #expect(try await centre.isSound())
            // A repeated batch tells the same.
            #expect(try await centre.up(terminal, from: 1).held == held)
        }
    }

    /// What an older central store does not know is held, and takes effect once after the upgrade.
    @Test(arguments: Engine.allCases) func anUpgradeAppliesWhatWaited(_ engine: Engine) async throws {
        var old = FactCatalogue.current
        old.kinds.remove("payment.paid")
        try await Centre.with(engine, catalogue: old) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 700)
            terminal.paid("P1", of: "E1", fen: 700)
            terminal.tell("print.printed", "1", "{}", version: 2)
            #expect(try await centre.up(terminal).held.map(\.code) == ["unknown-kind", "newer-version"])
            let custody = LedgerAccount.custody(terminal.name, EncounterID(trusted: "E1"))
            #expect(try await centre.balance(custody) == 0)
            let later = try await centre.again()
            #expect(try await later.store.replayHeld(of: Centre.hospital, at: Centre.noon) == 1)
            #expect(try await later.store.replayHeld(of: Centre.hospital, at: Centre.noon) == 0)
            #expect(try await later.balance(custody) == 700)
            #expect(try await later.store.heldEvents(of: Centre.hospital).map(\.code) == ["newer-version"])
            #expect(try await later.isSound())
            #expect(try await later.up(terminal).held.map(\.code) == ["newer-version"])
            let held = try #require(try await later.store.heldEvents(of: Centre.hospital).first)
            #expect(try await later.store.dismiss(held, at: Centre.noon))
            #expect(try await later.store.dismiss(held, at: Centre.noon) == false)
            #expect(try await later.store.heldEvents(of: Centre.hospital).isEmpty)
            await later.store.close()
        }
    }

    @Test(arguments: Engine.allCases) func moneyWithoutItsSignatureIsHeld(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.tell(
                "payment.created", "P1",
                #"{"payment":"P1","encounter":"E1","channel":"wallet","purpose":"deposit","amount_fen":1}"#,
                isSigned: false)
            let stranger = TestTerminal("K1")
            terminal.create("P2", of: "E1", fen: 5)
            terminal.events[2].signature = terminal.events[2].signature.map { _ in
                do {
                    return try stranger.key.signature(for: OutboxEvent.signedBytes(terminal.hashes[2]))
                        .base64EncodedString()
                } catch { return "" }
            }
            terminal.create("P3", of: "E1", fen: 5)
            terminal.events[3].signature = "§§§"
            let answer = try await centre.up(terminal)
            #expect(answer.ack == 4)
            #expect(answer.held.map(\.code) == ["not-signed", "bad-signature", "bad-signature"])
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM payments") == 0)
            // Not believed is not seen: the right machine may still say it.
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM op_seen") == 1)
        }
    }

    /// The same operation with other words is no repetition.
    @Test(arguments: Engine.allCases) func anOperationWithOtherWordsIsHeld(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var first = TestTerminal("K1")
            var second = TestTerminal("K2")
            try await centre.enrol(first)
            try await centre.enrol(second)
            first.admit("E1")
            second.admit("E1")
            #expect(try await centre.up(first).held.isEmpty)
            #expect(try await centre.up(second).held.map(\.code) == ["operation-differs"])
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM stays WHERE keeper = 'K1'") == 1)
        }
    }
}
