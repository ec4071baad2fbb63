import BedsideDomain
import Foundation
import Testing

@testable import BedsideStore

/// One terminal at a time keeps a stay; its deposits go with it and come back whole.
@Suite struct CustodyTests {
    static let hold = OperationID([UInt8](repeating: 7, count: 16))

    @Test func aSlipWhoseStayIsElsewhereIsAdmittedNoSecondTime() async throws {
        let ward = try await TestWard()
        try await feed(ward, Feed.stay(keeper: "T2", bed: "W1-03"))
        let error = await #expect(throws: DomainError.self) { try await ward.admit() }
        #expect(error?.code == .alreadyUsed && error?.sentence.contains("T2") == true)
        guard case .elsewhere(let stay) = try await ward.store.keeping(of: TestWard.stay) else {
            Issue.record("it is known where the stay is")
            return
        }
        #expect(stay.keeper?.text == "T2" && stay.bed == BedID(trusted: "W1-03"))
        #expect(try await ward.store.keeping(of: TestWard.otherStay) == .unknown)
    }

    @Test func aBedOfAnotherTerminalsStayIsTaken() async throws {
        let ward = try await TestWard()
        try await feed(ward, Feed.stay(keeper: "T2", bed: "W1-02"))
        let error = await #expect(throws: DomainError.self) { try await ward.admit(TestWard.otherSlip) }
        #expect(error?.code == .bedTaken)
        // Settled there, the bed is free, and the slip still used.
        try await feed(ward, Feed.stay(keeper: "T2", bed: "W1-02", state: "settled"), version: 2)
        try await ward.admit(TestWard.otherSlip)
        let again = await #expect(throws: DomainError.self) { try await ward.admit() }
        #expect(again?.code == .alreadyUsed)
    }

    @Test func aReleasedStayIsOutOfUseAndItsMoneyGone() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 30_000))
        #expect(
            try await ward.store.release(TestWard.stay, at: TestWard.start) == .released(deposits: Money(fen: 30_000)))
        #expect(try await ward.store.release(TestWard.stay, at: TestWard.start) == .refused(.notKept))
        for attempt in 0..<3 {
            let error = await #expect(throws: DomainError.self) {
                switch attempt {
                case 0: try await ward.pay(Money(fen: 100))
                case 1: _ = try await ward.store.settlementOffer(TestWard.stay)
                default:
                    _ = try await ward.store.openDispute(
                        TestWard.stay, charge: ChargeID(trusted: "F1"), reason: .other, at: TestWard.start)
                }
            }
            #expect(error?.code == .notYours)
        }
        let again = await #expect(throws: DomainError.self) { try await ward.admit() }
        #expect(again?.code == .alreadyUsed)
        let check = try await ward.store.verifyLedger()
        #expect(check.isBalanced && check.awayDeposits == 0)
        #expect(try await ward.store.counts().openStays == 0)
        let fact = try #require(try await ward.store.outbox(from: 1, most: 99, bytes: .max).last)
        let body = try JSONValue(text: fact.body)
        #expect(fact.kind == "stay.released" && body["deposits_fen"].number == 30_000)
        #expect(body["encounter"].text == TestWard.stay.text && body["state"].text == "awaiting-settlement")
        #expect(body["state_ms"].number == TestWard.start.milliseconds)
    }

    @Test func aFreedBedTakesTheNextPatient() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        // Where it is now the centre says: in another bed.
        try await feed(ward, Feed.stay(keeper: "T2", bed: "W1-03"))
        _ = try await ward.importing { $0["admission_orders"][1]["bed"] = "W1-01" }
        try await ward.admit(TestWard.otherSlip)
        #expect(try await ward.store.counts().openStays == 1)
    }

    @Test func nothingIsGivenUpWhileMoneyIsUnderWay() async throws {
        let ward = try await TestWard()
        func release() async throws -> StayRelease { try await ward.store.release(TestWard.stay, at: TestWard.start) }
        #expect(try await release() == .refused(.notKept))
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 100), at: TestWard.start)
        #expect(try await release() == .refused(.paymentOpen))
        _ = try await ward.store.advancePayment(
            order.id, to: .closed(reason: .cancelled), at: TestWard.start, papers: { _, _ in [] })
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        try await ward.pay(offer.preview.due, .settlement(fingerprint: offer.fingerprint))
        #expect(try await release() == .refused(.settlementUnderWay))
        // The bill changed since: the top-up is a deposit like others.
        _ = try await ward.importing {
            $0["charges"].append(TestWard.charge("F7", "WD20261120000173", "A1", "1", 2000, 2000))
            $0["insurance_results"] = [
                [
                    "id": "YB2", "encounter": "WD20261120000173", "total_fen": 18333, "fund_fen": 9000,
                    "account_fen": 1000, "cash_fen": 8333,
                ]
            ]
        }
        #expect(try await release() == .released(deposits: offer.preview.due))
    }

    @Test func aSettledStayIsNotGivenUp() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 30_000))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        let (_, refunds, _) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        #expect(try await ward.store.release(TestWard.stay, at: TestWard.start) == .refused(.refundOpen))
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start) }
        #expect(try await ward.store.release(TestWard.stay, at: TestWard.start) == .refused(.over))
    }

    @Test func aStayComesWithItsMoneyAndIsSettledHere() async throws {
        let ward = try await TestWard()
        let hold = try #require(Self.hold)
        let stay = try Feed.stay(
            keeper: nil, bed: "W1-03", state: "awaiting-settlement",
            payments: [Feed.payment("JF1", 20_000, terminal: "T2"), Feed.payment("JF2", 5_000, terminal: "T3")]
        ).bytes
        try await ward.store.checkAdoption(stay, at: TestWard.start)
        #expect(try await ward.store.keeping(of: TestWard.stay) == .unknown, "asking writes nothing")
        let encounter = try await ward.store.adopt(stay, hold: hold, at: TestWard.start.adding(days: 1))
        #expect(encounter.order.bed == BedID(trusted: "W1-03") && encounter.order.bedLabel == "3")
        #expect(encounter.admittedAt == TestWard.start && encounter.patient.phone.value == "13700137000")
        #expect(encounter.state == .awaitingSettlement(since: TestWard.start))
        #expect(try await ward.store.adopt(stay, hold: hold, at: TestWard.start) == encounter, "once")
        #expect(try await ward.store.keeping(of: TestWard.stay) == .here)
        #expect(try await ward.store.deposits(TestWard.stay).map(\.amount.fen).sorted() == [5_000, 20_000])
        let facts = try await ward.store.outbox(from: 1, most: 99, bytes: .max).filter { $0.kind == "stay.taken" }
        #expect(facts.count == 1)
        #expect(try JSONValue(text: facts[0].body)["hold"].text == "\(hold)")
        // Own money and the others' together.
        try await ward.pay(Money(fen: 1_000))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        let (settlement, refunds, _) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        #expect(settlement.deposits == Money(fen: 26_000))
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start) }
        #expect(try await ward.store.verifyLedger().isBalanced)
        try await ward.store.verifyAudit()
    }

    /// The centre answers of before: two terminals would have the stay once it hears of the release.
    @Test func aStayIsNotTakenBackBeforeTheCentreKnowsThatItWasGivenUp() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 100))
        let stay = try Feed.stay(keeper: "T1", bed: "W1-01", payments: [Feed.payment("JF1", 100, terminal: "T1")]).bytes
        let last = try await ward.store.outboxStream().last
        _ = try await ward.store.acknowledge(through: last, held: [], at: TestWard.start)
        try await ward.store.checkAdoption(stay, at: TestWard.start)
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        let early = await #expect(throws: DomainError.self) {
            try await ward.store.checkAdoption(stay, at: TestWard.start)
        }
        #expect(early?.code == .wrongState)
        _ = try await ward.store.acknowledge(through: last + 1, held: [], at: TestWard.start)
        try await ward.store.checkAdoption(stay, at: TestWard.start)
        // The centre was restored and asks for it again.
        try await ward.store.rewind(to: last + 1)
        await #expect(throws: DomainError.self) { try await ward.store.checkAdoption(stay, at: TestWard.start) }
    }

    @Test func aStayWaitsForItsSlipAndItsBed() async throws {
        let hold = try #require(Self.hold)
        let empty = try await TestWard(nil)
        let stay = try Feed.stay(keeper: nil).bytes
        let none = await #expect(throws: StoreError.self) {
            try await empty.store.checkAdoption(stay, at: TestWard.start)
        }
        #expect(none?.code == .notFound)
        let ward = try await TestWard()
        let noBed = await #expect(throws: StoreError.self) {
            try await ward.store.adopt(
                Feed.stay(keeper: nil, bed: "W9-01").bytes, hold: hold, at: TestWard.start)
        }
        #expect(noBed?.code == .notFound)
        try await ward.admit(TestWard.otherSlip)
        let taken = await #expect(throws: DomainError.self) {
            try await ward.store.adopt(
                Feed.stay(keeper: nil, bed: "W1-02").bytes, hold: hold, at: TestWard.start)
        }
        #expect(taken?.code == .bedTaken)
        let over = await #expect(throws: DomainError.self) {
            try await ward.store.adopt(
                Feed.stay(keeper: nil, state: "settled").bytes, hold: hold, at: TestWard.start)
        }
        #expect(over?.code == .wrongState)
        for body in ["", "{}", "[1]", #"{"encounter": 5}"#] {
            let error = await #expect(throws: StoreError.self) {
                try await ward.store.adopt(Array(body.utf8), hold: hold, at: TestWard.start)
            }
            #expect(error?.code == .importRefused)
        }
        #expect(try await ward.store.counts().openStays == 1)
    }

    /// The hold ended, or the other terminal took money in between: the stay comes back, and may go again.
    @Test func aStayGoesAndComesBackAndGoesAgain() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let own = try await ward.pay(Money(fen: 30_000))
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        try await feed(ward, Feed.stay(keeper: "T1"))
        guard case .offered = try await ward.store.keeping(of: TestWard.stay) else {
            Issue.record("the centre gave it back")
            return
        }
        #expect(try await ward.store.offeredStays().isEmpty, "the centre may not know of the release yet")
        try await ward.store.acknowledge(
            through: ward.store.outboxStream().last, held: [], at: TestWard.start)
        #expect(try await ward.store.offeredStays() == [TestWard.stay])
        let hold = try #require(Self.hold)
        _ = try await ward.store.adopt(
            try Feed.stay(
                keeper: "T1", bed: "W1-03", state: "awaiting-settlement",
                payments: [
                    Feed.payment(own.id.text, 30_000, terminal: "T1"), Feed.payment("JF9", 700, terminal: "T2"),
                ]
            ).bytes, hold: hold, at: TestWard.start)
        #expect(try await ward.store.offeredStays().isEmpty)
        #expect(try await ward.store.accountTotals(TestWard.stay).deposits == Money(fen: 30_700))
        #expect(try await ward.store.verifyLedger().isBalanced)
        #expect(
            try await ward.store.release(TestWard.stay, at: TestWard.start) == .released(deposits: Money(fen: 30_700)))
        let releases = try await ward.store.outbox(from: 1, most: 99, bytes: .max).filter {
            $0.kind == "stay.released"
        }
        #expect(Set(releases.map(\.operation)).count == 2)
        #expect(try await ward.store.verifyLedger().isBalanced)
    }

    @Test func aRowFromAboveNeverMovesAStayBack() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 30_000))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        _ = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        let settled = try await ward.store.lookUpEncounter(TestWard.stay)
        for keeper in ["T1", "T2", nil] {
            try await feed(ward, Feed.stay(keeper: keeper), version: keeper == nil ? 9 : keeper == "T1" ? 7 : 8)
            #expect(try await ward.store.lookUpEncounter(TestWard.stay) == settled)
            #expect(try await ward.store.keeping(of: TestWard.stay) == .here)
        }
    }

    /// Two terminals without contact used one slip; the centre took the other one's admission.
    @Test func aStayThatTheCentreGaveToAnotherTakesNoMoreMoneyHere() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 500))
        let admitted = try #require(
            try await ward.store.outbox(from: 1, most: 9, bytes: .max).first { $0.kind == "encounter.admitted" })
        try await feed(ward, Feed.stay(keeper: "T2"))
        #expect(try await ward.store.keeping(of: TestWard.stay) == .here, "the centre may not have heard of it yet")
        try await ward.store.acknowledge(
            through: ward.store.outboxStream().last, held: [(admitted.seq, "already-used")], at: TestWard.start)
        try await feed(ward, Feed.stay(keeper: "T2"), version: 2)
        guard case .elsewhere = try await ward.store.keeping(of: TestWard.stay) else {
            Issue.record("the other terminal keeps it")
            return
        }
        let error = await #expect(throws: DomainError.self) { try await ward.pay(Money(fen: 1)) }
        #expect(error?.code == .notYours)
        #expect(try await ward.store.release(TestWard.stay, at: TestWard.start) == .refused(.notKept))
        #expect(try await ward.store.verifyLedger().isBalanced)
        // A person decided for this terminal.
        try await feed(ward, Feed.stay(keeper: "T1"), version: 3)
        #expect(try await ward.store.keeping(of: TestWard.stay) == .here)
        try await ward.pay(Money(fen: 1))
    }

    private func feed(_ ward: TestWard, _ stay: JSONValue, version: Int64 = 1) async throws {
        let outcome = try await ward.store.apply(
            [Feed.row(.stays, stay["encounter"].text ?? "", stay, version: version)], next: Feed.cursor(version),
            at: TestWard.start)
        #expect(outcome.refused.isEmpty)
    }
}
