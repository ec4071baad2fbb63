import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// A patient's path costs the same in a full store: each statement that it runs finds its rows by an index.
@Suite struct HotPathTests {
    @Test func noStatementOfAPatientsPathWalksATable() async throws {
        final class Seen: @unchecked Sendable {  // guarded by its lock
            let lock = NSLock()
            var statements: Set<String> = []
        }
        let ward = try await TestWard()
        let seen = Seen()
        try await ward.store.queue.writeWithoutTransaction { db in
            db.trace { event in
                guard case .statement(let statement) = event else { return }
                _ = seen.lock.withLock { seen.statements.insert(statement.sql) }
            }
        }
        try await Self.patientsPath(ward)
        let statements = seen.lock.withLock { seen.statements }
        #expect(statements.count > 60)
        let walks = try await ward.store.queue.writeWithoutTransaction { db in
            db.trace(options: [])
            return try statements.filter(Self.isQuery).flatMap { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: Self.blanks(for: sql)).compactMap {
                    row in
                    let step: String = row["detail"]
                    return Self.walks(step) ? "\(step) in \(sql)" : nil
                }
            }
        }
        #expect(walks.isEmpty)
    }

    /// As many NULLs as the statement has parameters; none of ours mixes `?` and `?1`.
    private static func blanks(for sql: String) -> StatementArguments {
        let marks = sql.split(separator: "?", omittingEmptySubsequences: false).dropFirst()
        let highest = marks.compactMap { $0.first?.wholeNumberValue }.max()
        return StatementArguments([Int?](repeating: nil, count: highest ?? marks.count))
    }

    private static func isQuery(_ sql: String) -> Bool {
        ["SELECT", "INSERT", "UPDATE"].contains { sql.hasPrefix($0) }
    }

    /// Reading the newest row of a journal, or the few rows of a partial index, is no walk.
    private static func walks(_ step: String) -> Bool {
        guard step.hasPrefix("SCAN ") else { return false }
        let small = ["audit", "outbox", "CONSTANT", "meta", "(subquery", "sqlite_"]
        let isSmall = small.contains { step.dropFirst("SCAN ".count).hasPrefix($0) }
        let isPartial = ["_open", "_unknown", "_effective", "_waiting"].contains { step.hasSuffix($0) }
        return !isSmall && !isPartial && !step.contains("USING INDEX print_jobs_by_time")
    }

    private static func patientsPath(_ ward: TestWard) async throws {
        let store = ward.store
        let start = TestWard.start
        try await store.recordScan(kind: "slip", device: "d", outcome: "accepted", length: 16, at: start)
        _ = try await store.lookUpAdmissionOrder(TestWard.slip)
        _ = try await store.lookUpByIdentity(number: "110101199003070011")
        _ = try await store.lookUpByVoucher("8800112233445566778899001122")
        _ = try await store.staff(TestWard.nurse)
        try await store.recordPinAttempt(TestWard.nurse, success: true, at: start)
        let (encounter, jobs) = try await ward.admit()
        _ = try await store.lookUpEncounter(encounter.id)
        _ = try await store.lookUpSpecimen(SpecimenID(trusted: "BB26112001016"))
        let day = try #require(try await store.dailyBill(encounter.id, day: nil)).day
        _ = try await store.dailyBill(encounter.id, day: day)
        _ = try await store.bill(encounter.id)
        _ = try await store.accountTotals(encounter.id)
        _ = try await store.searchPrices(prefix: "x", on: day, limit: 10)
        _ = try await store.reports(encounter.id)
        _ = try await store.reportPDF(ReportID(trusted: "BG1"))
        _ = try await store.openDispute(encounter.id, charge: ChargeID(trusted: "F1"), reason: .other, at: start)
        try await store.resolveDispute(of: encounter.id, charge: ChargeID(trusted: "F1"), at: start)
        try await ward.pay(Money(fen: 100_000))
        _ = try await store.openPayments()
        let offer = try await store.settlementOffer(encounter.id)
        let (_, refunds, _) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        _ = try await store.openRefunds()
        for refund in refunds { try await store.advanceRefund(refund.id, to: .done, at: start) }
        for job in jobs {
            _ = try await store.advancePrint(job.id, from: .queued, to: .unknown(.cutOff), at: start)
            _ = try await store.unknownPrintJobs()
            _ = try await store.decidePrint(job.id, .printedAgain, reason: nil, by: TestWard.nurse, at: start)
        }
        _ = try await store.openPrintJobs()
        _ = try await store.printJobs(limit: 5)
    }
}
