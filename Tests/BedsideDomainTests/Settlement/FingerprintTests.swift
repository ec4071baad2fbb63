import BedsideDomain
import Testing

/// The text that becomes the fingerprint: whatever changes between preview and commit must change it.
@Suite("What the patient agreed to")
struct FingerprintTests {
    @Test("the same inputs give the same text")
    func same() throws {
        #expect(
            try text(Sample.inputs(lines: lines(), insurance: result(), deposits: deposits()))
                == text(Sample.inputs(lines: lines(), insurance: result(), deposits: deposits())))
    }

    @Test("every single change of an input changes the text, and no two changes look alike")
    func changes() throws {
        let lines = try lines()
        let kept = Array(lines.dropLast())
        func last(_ change: ChargeLine) throws -> SettlementInputs { try inputs(kept + [change]) }
        let price = Money(fen: 250)
        let variants: [SettlementInputs] = [
            try inputs(lines),
            try inputs(kept, isInsured: false), try inputs(lines.reversed()),
            try inputs(lines + [Sample.line(3, unitPrice: .zero)]),
            try last(Sample.line(7, unitPrice: price)),
            try last(Sample.line(2, quantity: Quantity(tenThousandths: 10_001), unitPrice: price)),
            try last(Sample.line(2, unitPrice: Money(fen: 251))),
            try last(Sample.line(2, unitPrice: price, selfPayPercent: 50)),
            try last(Sample.line(2, unitPrice: price, category: .material)),
            try last(Sample.line(2, unitPrice: price, item: "A2")),
            try last(Sample.line(2, unitPrice: price, priceVersion: 2)),
            try last(Sample.line(2, unitPrice: price, name: "阿司匹林")),
            try last(Sample.line(2, unitPrice: price, name: "阿司匹林肠溶片 3:片", unit: "")),
            try last(Sample.line(2, unitPrice: price, unit: "盒")),
            try last(Sample.line(2, unitPrice: price, chargedAt: Sample.noon.adding(seconds: 1))),
            try last(Sample.line(2, unitPrice: price, day: Sample.today.adding(days: 1))),
            try last(Sample.line(2, unitPrice: price, orderReference: "O2")),
            try last(Sample.line(2, unitPrice: price, orderReference: "")),
            try last(Sample.line(2, unitPrice: price, reverses: ChargeID(trusted: "C1"))),
            try last(Sample.line(2, unitPrice: price, reverses: ChargeID(trusted: "-"))),
            try inputs(lines, isInsured: false),
            try inputs(lines, insurance: Sample.insurance(fund: 500, account: 100, cash: 650, id: "IR2")),
            try inputs(lines, insurance: Sample.insurance(fund: 501, account: 99, cash: 650)),
            try inputs(lines, insurance: Sample.insurance(fund: 500, account: 99, cash: 651)),
            try inputs(lines, insurance: Sample.insurance(fund: 500, account: 100, cash: 651)),
            try inputs(lines, deposits: []), try inputs(lines, deposits: [Sample.deposit(fen: 801)]),
            try inputs(lines, deposits: [Sample.deposit(2, fen: 800)]),
            try inputs(lines, deposits: [Sample.deposit(fen: 801, refunded: 1)]),
            try inputs(lines, deposits: [Sample.deposit(fen: 800, channel: .cashier)]),
            try inputs(lines, deposits: [Sample.deposit(fen: 800, paidAt: Sample.noon.adding(seconds: 1))]),
            try inputs(lines, deposits: [Sample.deposit(fen: 800, towards: "abc")]),
            try inputs(lines, deposits: [Sample.deposit(fen: 800, towards: "-")]),
            try inputs(lines, deposits: [Sample.deposit(fen: 800, towards: "")]),
            try inputs(lines, deposits: [Sample.deposit(1, fen: 300), Sample.deposit(2, fen: 500)]),
            try inputs(lines, payer: .resident), try inputs(lines, dischargedOn: Sample.today.adding(days: 1)),
            try inputs(lines, encounter: EncounterID(trusted: "WD0000025")),
        ]
        let texts = try variants.map(text)
        for (index, one) in texts.enumerated() {
            for (other, another) in texts.enumerated() where other > index {
                #expect(one != another, "variants \(index) and \(other)")
            }
        }
    }

    private func lines() throws -> [ChargeLine] {
        [try Sample.line(1, unitPrice: Money(fen: 1_000)), try Sample.line(2, unitPrice: Money(fen: 250))]
    }
    private func deposits() -> [Deposit] { [Sample.deposit(fen: 800)] }
    private func result() throws -> InsuranceResult { try Sample.insurance(fund: 500, account: 100, cash: 650) }

    private func inputs(
        _ lines: [ChargeLine], isInsured: Bool = true, insurance: InsuranceResult? = nil,
        deposits: [Deposit] = [Sample.deposit(fen: 800)], payer: PayerClass = .employee,
        dischargedOn: CivilDate = Sample.today, encounter: EncounterID = Sample.encounter
    ) throws -> SettlementInputs {
        let usual = try result()
        return Sample.inputs(
            lines: lines, insurance: isInsured ? insurance ?? usual : nil, deposits: deposits, payer: payer,
            dischargedOn: dischargedOn, encounter: encounter)
    }

    private func text(_ inputs: SettlementInputs) throws -> String { try SettlementPreview(inputs).canonicalText }
}
