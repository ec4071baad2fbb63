import BedsideDomain
import BedsideStore
import Foundation
import GRDB
import Testing

/// A good file is taken whole, again without a change; corrections follow each section's rule.
@Suite struct ImportTests {
    @Test func importingTwiceChangesNothing() async throws {
        let ward = try await TestWard(nil)
        let first = try await ward.importing { _ in }
        #expect(first.sections.map(\.new) == [1, 3, 3, 1, 2, 4, 1, 2, 1, 0])
        let before = try await ward.store.counts()
        let second = try await ward.importing { _ in }
        #expect(second.changedNothing)
        #expect(second.sections.map(\.unchanged) == [1, 3, 3, 1, 2, 4, 1, 2, 1, 0])
        let after = try await ward.store.counts()
        #expect(after.unsentFacts == before.unsentFacts)
        #expect(after.auditRows == before.auditRows + 1)
        try await ward.admit()
        #expect(try await ward.importing { _ in }.changedNothing)
    }

    @Test func whatMayBeCorrectedIsUpdated() async throws {
        let ward = try await TestWard()
        let result = try await ward.importing {
            $0["wards"][0]["name"] = "呼吸内科二病区"
            $0["beds"][0]["label"] = "12"
            $0["staff"][0]["active"] = false
            $0["admission_orders"][0]["deposit_fen"] = 5_000
            $0["discharges"][0] = TestWard.discharge("WD20261120000173", on: "2026-11-23")
            $0["reports"][0]["status"] = "withdrawn"
        }
        #expect(result.sections.map(\.updated) == [1, 1, 1, 0, 1, 0, 0, 1, 1, 0])
        let order = try #require(try await ward.store.lookUpAdmissionOrder(TestWard.slip)).order
        #expect(order.wardName == "呼吸内科二病区")
        #expect(order.bedLabel == "12")
        #expect(order.deposit == Money(fen: 5_000))
        #expect(try await ward.store.staff(TestWard.nurse)?.member.isActive == false)
        #expect(try await ward.store.reports(TestWard.stay).first?.report.status == .withdrawn)
        #expect(
            try await ward.store.dischargeFacts(TestWard.stay).certificate?.dischargedOn
                == CivilDate(year: 2026, month: 11, day: 23))
    }

    @Test func aNewPINForgetsTheOldOnesFailures() async throws {
        let ward = try await TestWard()
        for _ in 0..<3 { try await ward.store.recordPinAttempt(TestWard.nurse, success: false, at: TestWard.start) }
        #expect(try await ward.store.staff(TestWard.nurse)?.failures == 3)
        _ = try await ward.importing { $0["staff"][0]["name"] = "陈燕" }
        #expect(try await ward.store.staff(TestWard.nurse)?.failures == 3)
        _ = try await ward.importing {
            $0["staff"][0]["pin_hash"] = .text(TestWard.pinHash.replacing("abab", with: "cdcd"))
        }
        #expect(try await ward.store.staff(TestWard.nurse)?.failures == 0)
        try await ward.store.recordPinAttempt(TestWard.nurse, success: false, at: TestWard.start)
        try await ward.store.recordPinAttempt(TestWard.nurse, success: true, at: TestWard.start)
        #expect(try await ward.store.staff(TestWard.nurse)?.failures == 0)
    }

    @Test func aBrokenFileLeavesNothing() async throws {
        let ward = try await TestWard(nil)
        await #expect(throws: StoreError.self) {
            try await ward.importing { $0["reports"][0]["encounter"] = "WD20261120000256X" }
        }
        let counts = try ward.raw { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                        AND name NOT IN ('grdb_migrations', 'meta', 'epochs', 'sync_state')
                    """)
            return try tables.map { try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? -1 }
        }
        #expect(counts.count > 20 && counts.allSatisfy { $0 == 0 })
    }

    @Test func progressEndsWhereItShould() async throws {
        final class Seen: @unchecked Sendable {  // guarded by its lock
            let lock = NSLock()
            var steps: [(ImportPhase, Int, Int)] = []
        }
        let ward = try await TestWard(nil)
        let seen = Seen()
        let bytes = try TestWard.document.bytes
        _ = try await ward.store.importDocument(bytes, at: TestWard.start) { phase, done, total in
            seen.lock.withLock { seen.steps.append((phase, done, total)) }
        }
        let steps = seen.lock.withLock { seen.steps }
        #expect(steps.first?.0 == .reading && steps.first?.2 == bytes.count)
        #expect(steps.last?.0 == .writing && steps.last?.1 == 18 && steps.last?.2 == 18)
        #expect(steps.allSatisfy { $0.1 <= $0.2 })
    }

    @Test func theDemoWardImportsTwice() async throws {
        let ward = try await TestWard(nil)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../assets/demo-ward.json")
        let bytes = Array(try Data(contentsOf: file))
        let first = try await ward.store.importDocument(bytes, at: TestWard.start)
        #expect(first.sections.allSatisfy { $0.new > 0 || $0.name == "dispute_answers" })
        #expect(try await ward.store.importDocument(bytes, at: TestWard.start).changedNothing)

        let (encounter, _) = try await ward.admit()
        try await ward.pay(encounter.order.deposit)
        let bill = try await ward.store.bill(encounter.id)
        #expect(bill.lines.contains { $0.reverses != nil })
        #expect(Set(bill.lines.map(\.day)).count == 3)
        let standing = try await ward.store.dischargeStanding(encounter.id)
        let gates = DischargeGate.checklist(standing)
        #expect(gates.allSatisfy { $0.isOpen })
        #expect(standing.facts.medicines.count == 4)
        let offer = try await ward.store.settlementOffer(encounter.id)
        #expect(offer.preview.due.isPositive)

        let reports = try await ward.store.reports(encounter.id)
        let releases = reports.map { ReportRelease.of($0.report, correctedBy: $0.correctedBy) }
        #expect(releases.count { $0 == .released } == 2)
        #expect(releases.count { $0 == .askDoctor } == 1)
        for report in reports where report.report.status == .final || report.report.status == .amended {
            let page = try #require(try await ward.store.reportPDF(report.report.id))
            #expect(page.starts(with: Array("%PDF-".utf8)))
        }

        let (other, _) = try await ward.admit(TestWard.otherSlip)
        try await ward.pay(other.order.deposit, stay: other.id)
        #expect(try await ward.store.settlementOffer(other.id).preview.refund != nil)
    }
}
