import BedsideDomain
import Testing

@Suite("The discharge checklist")
struct DischargeGateTests {
    private static let ready = DischargeStanding(
        state: .awaitingSettlement(since: Sample.noon), facts: Sample.facts(), payer: .employee, linesWithoutRecord: 0,
        openDisputes: 0, hasInsuranceResult: true, openPayments: 0)

    @Test("all open when nothing is missing, in the order of the list")
    func ready() {
        let gates = DischargeGate.checklist(Self.ready)
        #expect(gates.map(\.kind) == DischargeGate.Kind.allCases)
        #expect(gates.allSatisfy { $0.isOpen && $0.missing == 0 })
    }

    @Test(
        "each thing that is missing closes its own gate and no other, with its count and its helper",
        arguments: [
            (.dischargeOrdered, 1, .doctor), (.certificateWritten, 1, .doctor), (.drugOrdersClosed, 3, .nurse),
            (.ordersExecuted, 4, .nurse), (.returnsConfirmed, 5, .pharmacy), (.chargesRecorded, 6, .nurse),
            (.disputesAnswered, 7, .billingOffice), (.insuranceReady, 1, .insuranceOffice),
            (.paymentsFinished, 8, .cashier),
        ] as [(DischargeGate.Kind, Int, DischargeGate.Helper)])
    func missing(kind: DischargeGate.Kind, missing: Int, helper: DischargeGate.Helper) {
        var standing = Self.ready
        switch kind {
        case .dischargeOrdered: standing.state = .inWard
        case .certificateWritten: standing.facts.certificate = nil
        case .drugOrdersClosed: standing.facts.openDrugOrders = missing
        case .ordersExecuted: standing.facts.openOrders = missing
        case .returnsConfirmed: standing.facts.unconfirmedReturns = missing
        case .chargesRecorded: standing.linesWithoutRecord = missing
        case .disputesAnswered: standing.openDisputes = missing
        case .insuranceReady: standing.hasInsuranceResult = false
        case .paymentsFinished: standing.openPayments = missing
        }
        for gate in DischargeGate.checklist(standing) {
            #expect(gate.isOpen == (gate.kind != kind))
            #expect(gate.missing == (gate.kind == kind ? missing : 0))
            if gate.kind == kind { #expect(gate.helper == helper) }
        }
    }

    @Test("who pays for himself needs no insurance result")
    func selfPay() {
        var standing = Self.ready
        standing.payer = .selfPay
        standing.hasInsuranceResult = false
        #expect(DischargeGate.checklist(standing).allSatisfy { $0.isOpen })
    }

    @Test("a stay that is over has no open order gate")
    func over() {
        for state in [
            EncounterState.inWard, .settled(SettlementID(trusted: "S"), at: Sample.noon), .cancelled(at: Sample.noon),
        ] {
            var standing = Self.ready
            standing.state = state
            #expect(DischargeGate.checklist(standing).filter { !$0.isOpen }.map(\.kind) == [.dischargeOrdered])
        }
    }

    @Test("before the ward has said anything, the certificate is missing")
    func nothingYet() {
        var standing = Self.ready
        standing.facts = .nothingYet
        #expect(DischargeGate.checklist(standing).filter { !$0.isOpen }.map(\.kind) == [.certificateWritten])
    }
}
