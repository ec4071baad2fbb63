import BedsideDomain
import BedsideStore
import GRDB
import Testing

/// What the patient agreed to is what is settled, once, or nothing is.
@Suite struct SettlementTests {
    @Test func aTopUpTowardsTheBillSettlesIt() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 5_000))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        // 163.33 − 90.00 − 10.00 − 50.00
        #expect(offer.preview.due == Money(fen: 1_333))
        await #expect(throws: DomainError.self) { try await ward.settle(offer.fingerprint) }
        try await ward.pay(Money(fen: 1_333), .settlement(fingerprint: offer.fingerprint))
        let paid = try await ward.store.settlementOffer(TestWard.stay)
        #expect(paid.fingerprint == offer.fingerprint)
        #expect(paid.toppedUp == Money(fen: 1_333))
        let (settlement, refunds, jobs) = try await ward.settle(offer.fingerprint)
        #expect(settlement.due == Money(fen: 1_333))
        #expect(refunds.isEmpty)
        #expect(jobs.count == 1)
        let again = try await ward.settle(offer.fingerprint)
        #expect(again.0 == settlement)
        #expect(again.2 == jobs)
        #expect(try await ward.store.verifyLedger().isBalanced)
        #expect(try await ward.store.lookUpEncounter(TestWard.stay)?.state.isOpen == false)
    }

    @Test func aRefundGoesBackAndItsClearingReturnsToZero() async throws {
        let ward = try await TestWard()
        try await ward.admit(TestWard.otherSlip)
        try await ward.pay(Money(fen: 6_000), stay: TestWard.otherStay)
        try await ward.pay(
            Money(fen: 100_000), .deposit, .cashier, stay: TestWard.otherStay, at: TestWard.start.adding(seconds: 9))
        let offer = try await ward.store.settlementOffer(TestWard.otherStay)
        #expect(offer.preview.due == Money(fen: -97_000))
        let refused = await #expect(throws: DomainError.self) {
            try await ward.settle(offer.fingerprint, stay: TestWard.otherStay)
        }
        #expect(refused?.code == .staffMustAgree)
        let (_, refunds, _) = try await ward.settle(
            offer.fingerprint, stay: TestWard.otherStay, staff: TestWard.cashier)
        #expect(refunds.map(\.part.amount) == [Money(fen: 6_000), Money(fen: 91_000)])
        #expect(refunds.map(\.part.channel) == [.wallet, .cashier])
        #expect(try await ward.store.openRefunds().count == 2)
        // The wallet refuses its part; the desk pays both out.
        let first = try #require(refunds.first)
        try await ward.store.advanceRefund(first.id, to: .refused, at: TestWard.start)
        for refund in refunds {
            try await ward.store.advanceRefund(refund.id, to: .done, by: TestWard.cashier, at: TestWard.start)
            try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start)
            #expect(try await ward.store.advanceRefund(refund.id, to: .created, at: TestWard.start).state == .done)
        }
        #expect(try await ward.store.openRefunds().isEmpty)
        let check = try await ward.store.verifyLedger()
        #expect(check.isBalanced)
        let outgoing = try ward.raw { db in
            try String.fetchAll(
                db, sql: "SELECT credit FROM ledger_transfers WHERE purpose = 'refund-done' ORDER BY seq")
        }
        #expect(outgoing == ["channel:cashier", "channel:cashier"])
    }

    /// Each single change between the preview and the commit is caught.
    @Test(arguments: Change.allCases)
    func whatChangesAfterThePreviewIsCaught(_ change: Change) async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 6_333))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        #expect(offer.preview.due == .zero)
        try await change.make(in: ward)
        let error = await #expect(throws: DomainError.self) { try await ward.settle(offer.fingerprint) }
        #expect(error?.code == change.caughtAs)
        #expect(try await ward.store.settlement(of: TestWard.stay) == nil)
        #expect(try await ward.store.lookUpEncounter(TestWard.stay)?.state.isOpen == true)
    }

    @Test func withoutAChangeTheSamePreviewSettles() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 6_333))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        #expect(try await ward.settle(offer.fingerprint).0.due == .zero)
    }

    enum Change: String, CaseIterable {
        case chargeAdded, chargeReversed, deposit, insuranceResult, dischargeDate, dispute, openPayment, orderTakenBack

        var caughtAs: DomainError.Code {
            switch self {
            case .chargeAdded, .chargeReversed, .deposit, .insuranceResult, .dischargeDate: .billChanged
            case .dispute, .openPayment, .orderTakenBack: .gateClosed
            }
        }

        func make(in ward: TestWard) async throws {
            switch self {
            case .chargeAdded:
                // One fen of price: within the insurance's tolerance, so that only the fingerprint can catch it.
                _ = try await ward.importing {
                    $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A2", "0.003", 333, 1))
                }
            case .chargeReversed:
                _ = try await ward.importing {
                    $0["charges"].append(
                        TestWard.charge("F9", "WD20261120000173", "A2", "-0.003", 333, -1, reverses: "F2"))
                }
            case .deposit: try await ward.pay(Money(fen: 1))
            case .insuranceResult:
                _ = try await ward.importing {
                    $0["insurance_results"][0]["id"] = "YB2"
                    $0["insurance_results"][0]["fund_fen"] = 9001
                    $0["insurance_results"][0]["cash_fen"] = 6332
                }
            case .dischargeDate:
                _ = try await ward.importing {
                    $0["discharges"][0] = TestWard.discharge("WD20261120000173", on: "2026-11-23")
                }
            case .dispute:
                _ = try await ward.store.openDispute(
                    TestWard.stay, charge: ChargeID(trusted: "F2"), reason: .notReceived, at: TestWard.start)
            case .openPayment:
                _ = try await ward.store.createPayment(
                    encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 100),
                    at: TestWard.start)
            case .orderTakenBack:
                _ = try await ward.importing { $0["discharges"][0]["ordered_at"] = nil }
            }
        }
    }

    @Test func aTopUpForAnEarlierBillCountsAsADeposit() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let first = try await ward.store.settlementOffer(TestWard.stay)
        try await ward.pay(Money(fen: 6_333), .settlement(fingerprint: first.fingerprint))
        _ = try await ward.importing {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A2", "0.003", 333, 1))
        }
        let second = try await ward.store.settlementOffer(TestWard.stay)
        #expect(second.fingerprint != first.fingerprint)
        #expect(second.toppedUp == .zero)
        #expect(second.preview.due == Money(fen: 1))
        try await ward.pay(Money(fen: 1), .settlement(fingerprint: second.fingerprint))
        _ = try await ward.settle(second.fingerprint)
        #expect(try await ward.store.verifyLedger().isBalanced)
    }

    @Test func aSettledStayTakesNothingMore() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 6_333))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        _ = try await ward.settle(offer.fingerprint)
        let other = await #expect(throws: DomainError.self) { try await ward.settle("other") }
        #expect(other?.code == .wrongState)
        await #expect(throws: DomainError.self) { try await ward.pay(Money(fen: 1)) }
        let refused = await #expect(throws: StoreError.self) {
            try await ward.importing {
                $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "1", 2000, 2000))
            }
        }
        #expect(refused?.place == "charges[4].encounter")
        // The same document as before is still unchanged.
        #expect(try await ward.importing { _ in }.changedNothing)
    }

    @Test func aLineWithoutARecordKeepsTheGateShut() async throws {
        let ward = try await TestWard()
        _ = try await ward.importing {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "1", 2000, 2000, record: ""))
        }
        try await ward.admit()
        #expect(try await ward.store.dischargeStanding(TestWard.stay).linesWithoutRecord == 1)
        _ = try await ward.importing {
            $0["charges"].append(TestWard.charge("F9", "WD20261120000173", "A1", "1", 2000, 2000, record: ""))
            $0["charges"].append(TestWard.charge("F10", "WD20261120000173", "A1", "-1", 2000, -2000, reverses: "F9"))
        }
        #expect(try await ward.store.dischargeStanding(TestWard.stay).linesWithoutRecord == 0)
    }
}
