import BedsideDomain
import Testing

@Suite("Settlement commit")
struct SettlementCommitTests {
    private static let open = DischargeGate.checklist(
        DischargeStanding(
            state: .awaitingSettlement(since: Sample.noon), facts: Sample.facts(), payer: .selfPay,
            linesWithoutRecord: 0, openDisputes: 0, hasInsuranceResult: false, openPayments: 0))

    @Test("receivable and deposit end at zero, the bill is revenue, nothing is lost on the way", arguments: 0..<150)
    func balanced(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let inputs = try randomStay(&random)
        let preview = try SettlementPreview(inputs)
        let topUp = max(preview.due.fen, 0)
        let commit = try committing(preview, toppedUp: Money(fen: topUp), staff: StaffID(trusted: "GH1"))

        // Before: what the patient paid in stands as a liability against the channels.
        var balances: [Account: Int64] = [.deposit(Sample.encounter): -(preview.deposits.fen + topUp)]
        for transfer in commit.transfers {
            #expect(transfer.amount.isPositive && transfer.debit != transfer.credit)
            balances[transfer.debit, default: 0] += transfer.amount.fen
            balances[transfer.credit, default: 0] -= transfer.amount.fen
        }
        #expect(balances[.receivable(Sample.encounter), default: 0] == 0)
        #expect(balances[.deposit(Sample.encounter), default: 0] == 0)
        #expect(balances[.revenue, default: 0] == -preview.bill.total.fen)
        #expect(balances[.insuranceFund, default: 0] == preview.insurance.fen)
        #expect(balances[.insuranceAccount, default: 0] == preview.account.fen)
        #expect(balances[.refundClearing(Sample.encounter), default: 0] == min(preview.due.fen, 0))
        #expect(balances.values.reduce(0, +) == -(preview.deposits.fen + topUp), "debits equal credits")
    }

    @Test("each closed gate refuses, and is named with who can help", arguments: DischargeGate.Kind.allCases)
    func gate(kind: DischargeGate.Kind) throws {
        let preview = try stay(deposits: [])
        let gates = Self.open.map { gate in
            gate.kind == kind ? closed(kind) : gate
        }
        #expect(gates.filter { !$0.isOpen }.map(\.kind) == [kind])
        do {
            _ = try committing(preview, toppedUp: Money(fen: 10_000), gates: gates)
            Issue.record("settled through a closed gate")
        } catch {
            #expect(error.code == .gateClosed)
            #expect(error.sentence.contains(kind.rawValue))
        }
    }

    @Test("a bill that changed since it was shown is refused")
    func changed() throws {
        let preview = try stay(deposits: [])
        expectRule(.billChanged) { () throws(DomainError) in
            _ = try committing(preview, agreed: "other", toppedUp: Money(fen: 10_000))
        }
    }

    @Test(
        "one fen too little or too much, or money when none is due, is refused",
        arguments: [0, 9_999, 10_001] as [Int64])
    func notPaid(fen: Int64) throws {
        let preview = try stay(deposits: [])
        expectRule(.notPaid) { () throws(DomainError) in _ = try committing(preview, toppedUp: Money(fen: fen)) }
        let even = try stay(deposits: [Sample.deposit(fen: 10_000)])
        _ = try committing(even, toppedUp: .zero)
        expectRule(.notPaid) { () throws(DomainError) in _ = try committing(even, toppedUp: Money(fen: fen + 1)) }
    }

    @Test("a refund above the limit needs staff")
    func staff() throws {
        let preview = try stay(deposits: [Sample.deposit(fen: 15_001)])
        #expect(preview.refund?.amount.fen == 5_001)
        expectRule(.staffMustAgree) { () throws(DomainError) in _ = try committing(preview, toppedUp: .zero) }
        _ = try committing(preview, toppedUp: .zero, staff: StaffID(trusted: "GH1"))
        _ = try committing(try stay(deposits: [Sample.deposit(fen: 15_000)]), toppedUp: .zero)
    }

    @Test("the movements of a stay with everything in it, in order")
    func movements() throws {
        let inputs = Sample.inputs(
            lines: [try Sample.line(unitPrice: Money(fen: 10_000))],
            insurance: try Sample.insurance(fund: 6_000, account: 1_000, cash: 3_000),
            deposits: [Sample.deposit(1, fen: 3_500), Sample.deposit(2, fen: 1_000)], payer: .employee)
        let commit = try committing(try SettlementPreview(inputs), toppedUp: .zero)
        #expect(commit.transfers.map(\.purpose) == [.charge, .insurance, .account, .depositUsed, .refundDecided])
        #expect(commit.transfers.map(\.amount.fen) == [10_000, 6_000, 1_000, 3_000, 1_500])
        #expect(commit.transfers.last?.credit == .refundClearing(Sample.encounter))
    }

    private func closed(_ kind: DischargeGate.Kind) -> DischargeGate {
        let standing = DischargeStanding(
            state: .inWard,
            facts: Sample.facts(certificate: nil, openDrugOrders: 1, openOrders: 1, unconfirmedReturns: 1),
            payer: .employee, linesWithoutRecord: 1, openDisputes: 1, hasInsuranceResult: false, openPayments: 1)
        let gates = DischargeGate.checklist(standing)
        return gates.first { $0.kind == kind } ?? gates[0]
    }

    private func stay(deposits: [Deposit]) throws -> SettlementPreview {
        try SettlementPreview(
            Sample.inputs(lines: [Sample.line(unitPrice: Money(fen: 10_000))], deposits: deposits))
    }

    private func committing(
        _ preview: SettlementPreview, agreed: String = "print", toppedUp: Money, gates: [DischargeGate] = open,
        staff: StaffID? = nil
    ) throws(DomainError) -> SettlementCommit {
        try SettlementCommit(
            preview: preview, fingerprint: "print", agreedFingerprint: agreed, toppedUp: toppedUp, gates: gates,
            refundLimit: Money(fen: 5_000), staff: staff)
    }
}
