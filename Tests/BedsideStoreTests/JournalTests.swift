import BedsideDomain
import BedsideStore
import Foundation
import GRDB
import Testing

/// The audit log shows every edit; the outbox tells exactly what was committed.
@Suite struct JournalTests {
    @Test func theChainHoldsAndItsTailIsReadable() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.store.recordScan(
            kind: "wristband", device: "scanner-1", outcome: "accepted", length: 15, at: TestWard.start)
        let entry = try #require(try await ward.store.auditTail(limit: 1).first)
        #expect(entry.action == "scanned")
        #expect(entry.detail == #"{"device":"scanner-1","kind":"wristband","length":15,"outcome":"accepted"}"#)
        #expect(try await ward.store.verifyAudit() == entry.seq)
    }

    /// With the triggers out of the way, as a thief with the disk would have them.
    @Test(arguments: [
        "UPDATE audit SET actor = 'staff:GH9' WHERE seq = 2",
        "UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 1",
        "UPDATE audit SET detail = '{}' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit WHERE seq >= 2; UPDATE sqlite_sequence SET seq = 1 WHERE name = 'audit'",
        "DELETE FROM audit; DELETE FROM sqlite_sequence WHERE name = 'audit'",
        "UPDATE audit SET seq = -1 WHERE seq = 1; UPDATE audit SET seq = 1 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = -1",
    ])
    func everyEditIsSeen(_ edit: String) async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try ward.raw { db in
            try db.execute(sql: "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete")
            try db.execute(sql: edit)
        }
        let again = try TestWard.open(ward.path)
        let error = await #expect(throws: StoreError.self) { try await again.verifyAudit() }
        #expect(error?.code == .auditBroken)
        try again.close()
    }

    @Test func eachBusinessWriteHasItsFact() async throws {
        let ward = try await TestWard()
        let (encounter, jobs) = try await ward.admit()
        try await ward.pay(Money(fen: 10_000))
        _ = try await ward.store.openDispute(
            TestWard.stay, charge: ChargeID(trusted: "F1"), reason: .other, at: TestWard.start)
        try await ward.store.resolveDispute(of: TestWard.stay, charge: ChargeID(trusted: "F1"), at: TestWard.start)
        let offer = try await ward.store.settlementOffer(encounter.id)
        let (_, refunds, _) = try await ward.settle(offer.fingerprint)
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start) }
        for job in jobs {
            _ = try await ward.store.advancePrint(job.id, from: .queued, to: .unknown(.cutOff), at: TestWard.start)
            _ = try await ward.store.decidePrint(job.id, .dropped, reason: nil, by: TestWard.nurse, at: TestWard.start)
        }
        let kinds = try ward.raw { db in try String.fetchAll(db, sql: "SELECT kind FROM outbox ORDER BY seq") }
        #expect(
            kinds == [
                "import.applied", "encounter.admitted", "payment.created", "payment.paid", "dispute.opened",
                "dispute.answered", "encounter.settled", "refund.done", "print.ended",
                "print.decided",
            ])
    }

    @Test func theOutboxRollsBackWithItsRows() async throws {
        struct NoInk: Error {}
        let ward = try await TestWard()
        try await ward.admit()
        let order = try await ward.store.createPayment(
            encounter: TestWard.stay, purpose: .deposit, channel: .wallet, amount: Money(fen: 100), at: TestWard.start)
        let before = try await ward.store.counts()
        await #expect(throws: NoInk.self) {
            try await ward.store.advancePayment(
                order.id, to: .paid(at: TestWard.start, reference: "R"), at: TestWard.start,
                papers: { _, _ in throw NoInk() })
        }
        #expect(try await ward.store.counts() == before)
        #expect(try await ward.store.payment(order.id)?.state == .created)
        #expect(try await ward.store.verifyLedger().transfers == 0)
        #expect(try await ward.store.verifyAudit() == Int64(before.auditRows))
    }

    @Test func neitherJournalNamesThePatient() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 10_000))
        let text = try ward.raw { db in
            try String.fetchAll(db, sql: "SELECT action || subject || detail FROM audit")
                + String.fetchAll(db, sql: "SELECT CAST(body AS TEXT) FROM outbox")
        }.joined()
        for canary in ["张明华", "110101199003070011", "8800112233445566778899001122", "示例路", "肺炎"] {
            #expect(!text.contains(canary))
        }
    }

    @Test func anOutboxRowGoesOnlyOnceItIsAcknowledged() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        try ward.raw { db in
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM outbox WHERE seq = 1") }
            try db.execute(sql: "UPDATE outbox SET acked_at = 1, verdict = 'applied'")
            try db.execute(sql: "DELETE FROM outbox WHERE seq = 1")
            // The last one stays: the next link hangs on it.
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM outbox") }
        }
    }
}
