import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCentralStore

@Suite("Reconciling a day at the centre", .serialized)
struct CentralReconcileTests {
    private static let clock = HospitalClock.china
    private static let day = clock.day(of: Centre.noon)

    /// The provider's bill over these orders, in yuan.
    private static func bill(_ lines: [(order: String, yuan: String)]) throws -> ProviderBill {
        let total = try lines.compactMap { billAmount($0.yuan) }.total()
        let rows = lines.map { "`\(day.text) 12:00:05,`\($0.order),`SUCCESS,`CNY,`0,`0.00,`,`\($0.yuan)\n" }
        let text =
            "交易时间,商户订单号,交易状态,货币种类,商户退款单号,退款金额,退款状态,订单金额\n" + rows.joined()
            + "总交易单数,订单总金额,退款总金额\n`\(lines.count),`\(total.yuan),`0.00\n"
        return try ProviderBill(Array(text.utf8), clock: clock)
    }

    /// A terminal with a stay, two payments and its statement of the day.
    private static func with(
        _ engine: Engine, paid: Int64 = 1_500, from: Int64 = 1,
        _ body: (Centre, inout TestTerminal) async throws -> Void
    ) async throws {
        try await Centre.with(engine) { centre in
            var terminal = TestTerminal("K1")
            try await centre.enrol(terminal)
            terminal.admit("E1")
            for (payment, fen) in [("P1", 1_000), ("P2", 500)] as [(String, Int64)] {
                terminal.create(payment, of: "E1", fen: fen)
                terminal.paid(payment, of: "E1", fen: fen)
            }
            let head = terminal.head(before: 6)
            terminal.tell(
                "statement.day", "\(day.text)",
                """
                {"day":"\(day.text)","epoch":"\(terminal.stream.epoch)","from_seq":\(from),"to_seq":5,"head_hash":"\(head)",\
                "events":\(6 - from),"paid":{"wallet":\(paid)},"refunded":{},"settled_fen":0,"settlements":0,"waiting":0}
                """)
            let answer = try await centre.up(terminal)
            #expect(answer.held.isEmpty)
            try await body(centre, &terminal)
        }
    }

    private static func words(_ centre: Centre, _ bill: ProviderBill?) async throws -> [String] {
        let result = try await centre.store.reconcile(day, of: Centre.hospital, clock: clock, bill: bill)
        #expect(result.ledger.addsUp && result.bill?.addsUp ?? true)
        return result.differences.map(\.word)
    }

    private static func expect(_ expected: [String], _ centre: Centre, _ bill: ProviderBill?) async throws {
        let found = try await words(centre, bill)
        #expect(found == expected)
    }

    @Test("terminals, ledger and bill agree", arguments: Engine.allCases)
    func agrees(engine: Engine) async throws {
        try await Self.with(engine) { centre, _ in
            try await Self.expect([], centre, Self.bill([("P1", "10.00"), ("P2", "5")]))
            try await Self.expect([], centre, nil)
        }
    }

    @Test("what the bill says otherwise is named", arguments: Engine.allCases)
    func differs(engine: Engine) async throws {
        try await Self.with(engine) { centre, _ in
            try await Self.expect(
                ["amount-differs", "ledger-only", "provider-only"], centre,
                Self.bill([("P1", "10.01"), ("P9", "3.00")]))
        }
    }

    @Test("a statement that says another sum, leaves events out, or never came", arguments: Engine.allCases)
    func statements(engine: Engine) async throws {
        try await Self.with(engine, paid: 1_499) { centre, _ in
            try await Self.expect(["statement-disagrees"], centre, nil)
            try await centre.enrol(TestTerminal("K2"))
            try await Self.expect(["statement-disagrees", "statement-missing"], centre, nil)
        }
        try await Self.with(engine, from: 3) { centre, _ in
            let words = try await Self.words(centre, nil)
            #expect(words.first == "range-has-gap")
        }
    }

    @Test("an open clearing account and held money are named", arguments: Engine.allCases)
    func clearing(engine: Engine) async throws {
        try await Self.with(engine) { centre, terminal in
            // 500 fen go back to the patient, and nobody has seen them arrive.
            terminal.settle("E1", total: 1_000, deposits: 1_500)
            // Money whose word is not signed is kept and not believed.
            terminal.tell(
                "payment.paid", "P7", #"{"payment":"P7","encounter":"E1","amount_fen":5}"#, isSigned: false)
            let answer = try await centre.up(terminal, from: 7)
            #expect(answer.held.map(\.seq) == [8])
            try await Self.expect(["not-zero", "held"], centre, nil)
        }
    }
}
