import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

@Suite struct CentralLedgerTests {
    private static let stay = EncounterID(trusted: "E1")

    @Test(arguments: Engine.allCases) func aStayIsPaidSettledAndPaidBack(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 10_000)
            terminal.paid("P1", of: "E1", fen: 10_000)
            terminal.settle("E1", total: 12_000, insurance: 5_000, deposits: 10_000)
            #expect(try await centre.up(terminal).held.isEmpty)
            #expect(try await centre.balance(.custody(terminal.name, Self.stay)) == 0)
            #expect(try await centre.balance(.clearing(terminal.name, Self.stay)) == 3_000)
            #expect(try await centre.balance(.receivable(Self.stay)) == 0)
            #expect(try await centre.balance(.revenue) == 12_000)
            terminal.refund("R1", payment: "P1", fen: 3_000)
            #expect(try await centre.up(terminal, from: 5).held.isEmpty)
            #expect(try await centre.balance(.clearing(terminal.name, Self.stay)) == 0)
            #expect(try await centre.balance(.channel(terminal.name, .wallet)) == -7_000)
            #expect(try await centre.isSound())
        }
    }

    /// Money never vanishes and is never there twice: what would overspend is held.
    @Test(arguments: Engine.allCases) func nothingIsSpentThatIsNotThere(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 1_000)
            terminal.paid("P1", of: "E1", fen: 1_000)
            terminal.settle("E1", total: 5_000, deposits: 5_000)
            terminal.refund("R1", payment: "P1", fen: 1)
            terminal.tell("print.printed", "after", "{}")
            let answer = try await centre.up(terminal)
            #expect(answer.held.map(\.code) == ["overspent", "overspent"])
            #expect(answer.ack == 6)
            #expect(try await centre.balance(.custody(terminal.name, Self.stay)) == 1_000)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM settlements") == 0)
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM refunds") == 0)
            #expect(try await centre.isSound())
        }
    }

    @Test(arguments: Engine.allCases) func aPaymentThatIsAnotherIsHeld(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            terminal.create("P1", of: "E1", fen: 1_000)
            terminal.paid("P1", of: "E1", fen: 999)
            terminal.tell("payment.closed", "PX", #"{"payment":"PX","encounter":"E1","reason":"expired"}"#)
            terminal.create("P2", of: "E1", fen: -5)
            terminal.create("P3", of: "E1", fen: 0)
            terminal.create("P4", of: "E1", fen: .max)
            let codes = try await centre.up(terminal).held.map(\.code)
            #expect(codes == ["payment-differs", "unknown-payment", "bad-body", "rule-broken", "bad-body"])
            #expect(try await centre.isSound())
        }
    }

    /// Words that PostgreSQL cannot hold are held on both engines alike.
    @Test(arguments: Engine.allCases) func aBodyWithNothingInItIsHeld(_ engine: Engine) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.tell(
                "dispute.opened", "D1",
                #"{"dispute":"D1","encounter":"E1","charge":"C1","reason":"a\u0000b"}"#)
            terminal.tell("dispute.opened", "D2", #"{"dispute":"D2","encounter":"E1","charge":"C1","reason":"wrong"}"#)
            #expect(try await centre.up(terminal).held.map(\.code) == ["bad-body"])
            #expect(try await centre.number("SELECT CAST(count(*) AS BIGINT) FROM disputes") == 1)
        }
    }
}
