import BedsideDomain
import Testing

@Suite("Settlement preview")
struct SettlementPreviewTests {
    @Test("due = total − insurance − account − deposits, for random stays", arguments: 0..<100)
    func due(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let inputs = try randomStay(&random)
        let preview = try SettlementPreview(inputs)
        let total = inputs.lines.map(\.amount.fen).reduce(0, +)
        let held = inputs.deposits.map { $0.amount.fen - $0.refunded.fen }.reduce(0, +)
        #expect(preview.bill.total.fen == total)
        #expect(preview.insurance.fen == inputs.insurance?.fund.fen ?? 0)
        #expect(preview.account.fen == inputs.insurance?.account.fen ?? 0)
        #expect(preview.deposits.fen == held)
        #expect(preview.due.fen == total - preview.insurance.fen - preview.account.fen - held)
        #expect(preview.refund?.amount.fen == (preview.due.fen < 0 ? -preview.due.fen : nil))
    }

    @Test("nothing to settle, and a stay that owes the patient its care, are refused")
    func empty() throws {
        expectRule(.wrongState) { () throws(DomainError) in _ = try SettlementPreview(Sample.inputs(lines: [])) }
        let line = try Sample.line(quantity: Quantity(tenThousandths: -1), unitPrice: Money(fen: 10_000))
        expectRule(.linesDoNotAddUp) { () throws(DomainError) in _ = try SettlementPreview(Sample.inputs(lines: [line]))
        }
    }

    @Test("the insurance may see 0.05 yuan more or less, not 0.06", arguments: [-6, -5, -1, 0, 1, 5, 6] as [Int64])
    func tolerance(difference: Int64) throws {
        let line = try Sample.line(unitPrice: Money(fen: 10_000))
        let result = try Sample.insurance(fund: 5_000, account: 1_000, cash: 4_000 + difference)
        let inputs = Sample.inputs(lines: [line], insurance: result, payer: .employee)
        guard difference.magnitude <= 5 else {
            expectRule(.insuranceDisagrees) { () throws(DomainError) in _ = try SettlementPreview(inputs) }
            return
        }
        #expect(try SettlementPreview(inputs).due.fen == 4_000)
    }

    @Test("an insurance that pays more than the bill is asked again, not paid out to the patient")
    func overpaid() throws {
        let line = try Sample.line(unitPrice: Money(fen: 10_000))
        for deposits in [[], [Sample.deposit(fen: 50_000)]] {
            let result = try Sample.insurance(fund: 9_000, account: 1_003, cash: 0)
            expectRule(.insuranceDisagrees) { () throws(DomainError) in
                _ = try SettlementPreview(Sample.inputs(lines: [line], insurance: result, deposits: deposits))
            }
        }
        let whole = try Sample.insurance(fund: 9_000, account: 1_000, cash: 0)
        #expect(try SettlementPreview(Sample.inputs(lines: [line], insurance: whole)).due == .zero)
    }

    @Test(
        "an insurance result must add up, without negative parts",
        arguments: [(100, 50, 20, 29), (100, 50, 20, 31), (0, -1, 1, 0), (0, 1, -1, 0), (0, 1, 0, -1)]
            as [(Int64, Int64, Int64, Int64)])
    func parts(total: Int64, fund: Int64, account: Int64, cash: Int64) {
        expectRule(.insuranceDisagrees) { () throws(DomainError) in
            _ = try InsuranceResult(
                id: InsuranceResultID(trusted: "I"), total: Money(fen: total), fund: Money(fen: fund),
                account: Money(fen: account), cash: Money(fen: cash))
        }
    }
}

/// A stay with charges, perhaps an insurance result, and deposits of which some went back already.
func randomStay(_ random: inout SplitMix64) throws(DomainError) -> SettlementInputs {
    var lines = try randomLines(&random, count: Int(random.int(1...40)))
    lines.append(try Sample.line(9_999, unitPrice: Money(fen: 20_000_000)))
    let total = try Bill(lines: lines).total.fen
    let deposits = (0..<Int(random.int(0...6))).map { number in
        let fen = random.int(1...9_000_000)
        return Sample.deposit(
            number, fen: fen, refunded: random.chance(oneIn: 3) ? random.int(0...fen) : 0,
            channel: random.pick(PaymentChannel.allCases))
    }
    guard random.chance(oneIn: 2) else { return Sample.inputs(lines: lines, deposits: deposits) }
    let fund = random.int(0...total)
    let account = random.int(0...total - fund)
    let result = try Sample.insurance(
        fund: fund, account: account, cash: max(total - fund - account + random.int(-5...5), 0))
    return Sample.inputs(lines: lines, insurance: result, deposits: deposits, payer: .employee)
}
