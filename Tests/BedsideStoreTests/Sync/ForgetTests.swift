import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// When a patient leaves the ward, the terminal forgets who it was; its money and its outbox stay.
@Suite struct ForgetTests {
    /// Whatever names the first patient, in the bytes of SQLite and of JSON.
    private static let canaries = [
        "张明华", "110101199003070011", "13700137000", "13900139000", "8800112233445566778899001122", "示例路 8 号", "张丽",
        "青霉素", "休息休息",
    ]

    @Test func nothingOfThePatientIsLeftInTheFile() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        try await ward.store.adoptForTest()
        try await ward.pay(Money(fen: 30_000))
        try await use(ward)
        #expect(try await found(in: ward) == Self.canaries, "the test must be able to fail")
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        let outcome = try await leave(ward)
        #expect(outcome.forgotten == [TestWard.stay] && outcome.droppedPages.count == 1)
        #expect(try await found(in: ward) == [])
        #expect(try await ward.store.verifyLedger().isBalanced)
        try await ward.store.verifyAudit()
        #expect(try await ward.store.lookUpEncounter(TestWard.stay) == nil)
        #expect(try await ward.store.lookUpByIdentity(number: "110101199003070011") == nil)
        #expect(try await ward.store.lookUpByVoucher("8800112233445566778899001122") == nil)
        #expect(try await ward.store.bill(TestWard.stay).lines.isEmpty)
        #expect(try await ward.store.reports(TestWard.stay).isEmpty)
        #expect(try await ward.store.keeping(of: TestWard.stay) == .unknown)
        // The money is still told, by its number.
        #expect(try await ward.store.deposits(TestWard.stay).map(\.amount) == [Money(fen: 30_000)])
        // The neighbour is untouched.
        #expect(try await ward.store.lookUpAdmissionOrder(TestWard.otherSlip)?.order.patient.name.value == "Anna Smith")
        #expect(try await ward.store.bill(TestWard.otherStay).lines.count == 1)
        let (broken, verdict) = try ward.raw { db in
            (
                try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count,
                try String.fetchOne(db, sql: "PRAGMA integrity_check")
            )
        }
        #expect(broken == 0 && verdict == "ok")
    }

    /// The telephone of an admission is in its fact, which the centre may ask for again for 30 days; then it goes too.
    @Test func theAdmissionsOwnFactGoesWithTheOutbox() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        let (_, jobs) = try await ward.admit()
        for job in jobs {
            _ = try await ward.store.advancePrint(
                job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        }
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        #expect(try await leave(ward).forgotten == [TestWard.stay])
        #expect(try await found(in: ward, ["张明华", "13800138000"]) == ["13800138000"])
        let last = try await ward.store.outboxStream().last
        try await ward.store.acknowledge(through: last, held: [], at: TestWard.start)
        let later = TestWard.start.adding(days: 32)
        _ = try await ward.store.closeDays(at: later)
        try await ward.store.pruneOutbox(at: later)
        // The other slip and its patient name the same telephone.
        _ = try await ward.store.apply(
            [Feed.leave(.admissionOrders, TestWard.otherSlip.text)], next: Feed.cursor(40), at: later)
        #expect(try await found(in: ward, ["13800138000"]) == [])
    }

    @Test func aSlipThatNobodyUsedGoesWhole() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        let outcome = try await ward.store.apply(
            [Feed.leave(.admissionOrders, TestWard.slip.text)], next: Feed.cursor(21), at: TestWard.start)
        #expect(outcome.forgotten == [TestWard.stay])
        #expect(try await found(in: ward, ["张明华", "WD20261120000173\u{0}"]) == [])
        let rows = try ward.raw { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM admission_orders") }
        #expect(rows == 1)
    }

    @Test func aLeaveWaitsForWhatIsUnderWay() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        let (_, jobs) = try await ward.admit()
        #expect(try await leave(ward).forgotten.isEmpty, "it is kept here")
        try await ward.pay(Money(fen: 30_000))
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        let (_, refunds, slips) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        for job in jobs + slips {
            _ = try await ward.store.advancePrint(
                job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        }
        #expect(try await ward.store.retryForgetting(at: TestWard.start).forgotten.isEmpty, "a refund is open")
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start) }
        // Any later word of the feed tries again.
        let outcome = try await ward.store.apply([], next: Feed.cursor(30), at: TestWard.start)
        #expect(outcome.forgotten == [TestWard.stay])
        #expect(try await found(in: ward, ["张明华", "110101199003070011"]) == [])
        #expect(try await ward.store.settlement(of: TestWard.stay) != nil)
        #expect(try await ward.store.verifyLedger().isBalanced)
        #expect(try await ward.store.retryForgetting(at: TestWard.start).forgotten.isEmpty, "once")
    }

    @Test func heldPagesOfAPatientWhoLeftAreGone() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        let (_, jobs) = try await ward.admit()
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        #expect(try await leave(ward).forgotten.isEmpty, "a page is under way")
        for job in jobs {
            _ = try await ward.store.advancePrint(job.id, from: .queued, to: .held(.absent), at: TestWard.start)
        }
        #expect(try await ward.store.retryForgetting(at: TestWard.start).forgotten == [TestWard.stay])
        #expect(try await ward.store.waitingPrintJobs().isEmpty)
        #expect(try await ward.store.counts().absentPrints == 0)
    }

    @Test func aPatientWhoComesBackIsKnownAgain() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        try await ward.admit()
        let own = try await ward.pay(Money(fen: 30_000))
        for job in try await ward.store.openPrintJobs() {
            _ = try await ward.store.advancePrint(
                job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        }
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        #expect(try await leave(ward).forgotten == [TestWard.stay])
        // A charge that comes late may not bring the patient back, only the slip may.
        let rows = try Feed.rows().map {
            FeedRow(seq: $0.seq, table: $0.table, key: $0.key, change: $0.change, version: 3)
        }
        let late = try await ward.store.apply(
            rows.filter { $0.table == .charges && $0.key == "F1" }, next: Feed.cursor(30), at: TestWard.start)
        #expect(late.refused.map(\.code) == ["forgotten"])
        let again = try await ward.store.apply(
            rows.map { FeedRow(seq: $0.seq, table: $0.table, key: $0.key, change: $0.change, version: 4) }
                + [Feed.row(.stays, TestWard.stay.text, Feed.stay(keeper: "T1", bed: "W1-03"), version: 9)],
            next: Feed.cursor(31), at: TestWard.start)
        #expect(again.refused.isEmpty && again.offered == [TestWard.stay])
        let hold = try #require(CustodyTests.hold)
        let encounter = try await ward.store.adopt(
            Feed.stay(
                keeper: "T1", bed: "W1-03", payments: [Feed.payment(own.id.text, 30_000, terminal: "T1")]
            ).bytes, hold: hold, at: TestWard.start)
        #expect(encounter.patient.name.value == "张明华" && encounter.order.bedLabel == "3")
        #expect(try await ward.store.bill(TestWard.stay).lines.count == 3)
        #expect(try await ward.store.accountTotals(TestWard.stay).deposits == Money(fen: 30_000))
        #expect(try await ward.store.verifyLedger().isBalanced)
    }

    /// The permission to delete is for the forgotten alone.
    @Test func nobodyElsesRowsMayGo() async throws {
        let ward = try await TestWard(nil)
        try await fill(ward)
        try await ward.admit(TestWard.otherSlip)
        try await ward.store.adoptForTest()
        _ = try await ward.store.release(TestWard.stay, at: TestWard.start)
        _ = try await leave(ward)
        let refused = [
            "DELETE FROM charges", "DELETE FROM consents", "DELETE FROM encounters", "DELETE FROM admission_orders",
            "DELETE FROM print_papers", "DELETE FROM forgotten", "UPDATE forgotten SET word = 'back'",
            "UPDATE encounters SET bed = 'W1-03'", "UPDATE admission_orders SET name = 'x'",
            "UPDATE payment_orders SET origin = 'T9'", "DELETE FROM epochs", "UPDATE epochs SET first_seq = 2",
        ]
        try await ward.pay(Money(fen: 5), stay: TestWard.otherStay)
        let taken = try ward.raw { db in
            refused.filter { sql in
                do { try db.execute(sql: sql) } catch { return false }
                return true
            }
        }
        #expect(taken.isEmpty)
    }

    private func fill(_ ward: TestWard) async throws {
        var document = TestWard.document
        document["discharges"][0]["certificate"]["advice"] = "休息休息"
        // The neighbour has another address, contact and allergy.
        for (key, value) in [("address", "别处"), ("contact_name", "李四"), ("contact_phone", "13600136000")] {
            document["admission_orders"][1]["patient"][key] = .text(value)
        }
        document["admission_orders"][1]["allergies"] = ""
        let outcome = try await ward.store.apply(Feed.rows(document), next: Feed.cursor(20), at: TestWard.start)
        #expect(outcome.refused.isEmpty)
    }

    /// Papers, a dispute, a scan.
    private func use(_ ward: TestWard) async throws {
        let encounter = try #require(try await ward.store.lookUpEncounter(TestWard.stay))
        for number in 0..<30 {
            let job = try await ward.store.enqueuePrint(
                encounter: TestWard.stay, paper: TestWard.wristband(encounter), reprint: nil, replaces: nil,
                at: TestWard.start.adding(seconds: Int64(number)))
            _ = try await ward.store.advancePrint(
                job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        }
        _ = try await ward.store.openDispute(
            TestWard.stay, charge: ChargeID(trusted: "F1"), reason: .other, at: TestWard.start)
    }

    private func leave(_ ward: TestWard) async throws -> FeedOutcome {
        try await ward.store.apply(
            [
                Feed.row(.stays, TestWard.stay.text, Feed.stay(keeper: "T2"), version: 1),
                Feed.leave(.stays, TestWard.stay.text, version: 2),
            ], next: Feed.cursor(22), at: TestWard.start)
    }

    /// The words that are in the file or in what lies beside it.
    private func found(in ward: TestWard, _ words: [String] = ForgetTests.canaries) async throws -> [String] {
        var bytes = try Data(contentsOf: URL(filePath: ward.path))
        if FileManager.default.fileExists(atPath: ward.path + "-wal") {
            bytes += try Data(contentsOf: URL(filePath: ward.path + "-wal"))
        }
        return words.filter { bytes.range(of: Data($0.utf8)) != nil }
    }
}

extension Store {
    /// A stay that came from another terminal: its admission's fact is not here.
    fileprivate func adoptForTest() async throws {
        let hold = try #require(CustodyTests.hold)
        _ = try await adopt(
            Feed.stay(keeper: nil, state: "awaiting-settlement").bytes, hold: hold, at: TestWard.start)
    }
}
