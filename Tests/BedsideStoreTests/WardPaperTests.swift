import BedsideDomain
import GRDB
import Testing

@testable import BedsideStore

/// Papers of the ward itself go through the same ledger as a patient's, without a stay.
@Suite struct WardPaperTests {
    private let start = TestWard.start

    private func paper(madeAt: Timestamp = TestWard.start) -> Paper {
        .shiftReport(
            ShiftReport(
                hospital: "示范市人民医院", ward: "心血管内科二病区", shift: .day,
                report: AlarmReport(
                    histories: [], from: start.adding(seconds: -28_800), to: start, clock: .china, now: madeAt)))
    }

    private func enqueue(_ ward: TestWard, _ paper: Paper? = nil) async throws -> PrintJob {
        try await ward.store.enqueuePrint(
            encounter: nil, paper: paper ?? self.paper(), reprint: nil, replaces: nil, at: start)
    }

    @Test func itIsQueuedReadBackAndPrintedOnce() async throws {
        let ward = try await TestWard()
        let job = try await enqueue(ward)
        #expect(job.encounter == nil && job.isForStaff && job.mark.words == nil && job.paper == paper())
        #expect(try await ward.store.openPrintJobs() == [job])
        let sent = try await ward.store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        _ = try await ward.store.advancePrint(sent.id, from: .submitting, to: .printed(at: start), at: start)
        await #expect(throws: StoreError.self) {
            try await ward.store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        }
        #expect(try await ward.store.openPrintJobs().isEmpty)
        #expect(try await ward.store.paperUse(days: 1, until: start).map(\.kind) == [.shiftReport])
    }

    @Test func printedAgainByStaffItIsACopyButDrawnUpAgainItIsNone() async throws {
        let ward = try await TestWard()
        let job = try await enqueue(ward)
        _ = try await ward.store.advancePrint(job.id, from: .queued, to: .unknown(.aborted), at: start)
        let waiting = try await ward.store.waitingPrintJobs()
        #expect(waiting.map(\.job.id) == [job.id] && waiting.map(\.bed) == [""] && waiting.map(\.maskedName) == [""])
        let again = try #require(
            try await ward.store.decidePrint(job.id, .printedAgain, reason: .jammed, by: TestWard.nurse, at: start))
        #expect(again.encounter == nil && again.paper == job.paper && again.mark.reprint == .jammed)
        #expect(try await enqueue(ward, paper(madeAt: start.adding(seconds: 60))).mark.words == nil)
        #expect(try await enqueue(ward).mark.words == "副本 2")
    }

    @Test func staffReleaseAndDropTheWardsOwnPagesAndNoPatients() async throws {
        let ward = try await TestWard()
        let own = try await enqueue(ward)
        let patients = try #require(try await ward.admit().1.first)
        for job in [own, patients] {
            _ = try await ward.store.advancePrint(job.id, from: .queued, to: .held(.backlog), at: start)
        }
        let released = try await ward.store.releasePrints(of: nil, by: TestWard.nurse, at: start)
        #expect(released.map(\.id) == [own.id] && released.map(\.state) == [.queued])
        let later = start.adding(seconds: 1)
        _ = try await ward.store.advancePrint(own.id, from: .queued, to: .held(.backlog), at: later)
        #expect(try await ward.store.dropHeldPrints(of: nil, by: TestWard.nurse, at: start) == 1)
        #expect(try await ward.store.heldPrintJobs(of: TestWard.stay).map(\.id) == [patients.id])
    }

    @Test func noPatientsPaperIsWithoutItsStay() async throws {
        let ward = try await TestWard()
        let (encounter, _) = try await ward.admit()
        await #expect(throws: (any Error).self) { try await enqueue(ward, TestWard.wristband(encounter)) }
        await #expect(throws: (any Error).self) {
            try await ward.store.enqueuePrint(
                encounter: encounter.id, paper: paper(), reprint: nil, replaces: nil, at: start)
        }
    }

    /// A store of the version before: its pages are all kept, with their holds, queues and references.
    @Test func pagesOfAnEarlierVersionAreKept() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let path = ward.path
        let select = "SELECT * FROM print_jobs ORDER BY rowid"
        let before = try ward.raw { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "DROP TABLE print_jobs; DROP TABLE print_papers; DROP TABLE print_queues")
            try db.execute(sql: SchemaText.prints)
            try db.execute(sql: SchemaText.printHolds)
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '011-ward-papers'")
            for (number, state) in ["queued", "held", "submitting", "submitted", "printed", "unknown", "dropped"]
                .enumerated()
            {
                try db.execute(
                    sql: """
                        INSERT INTO print_jobs(id, encounter, kind, document, occasion, copy, terminal, requested_ms,
                            state, state_ms, cups_number, cups_uuid, trouble, decided_by, replaces, hold, released_by,
                            queue, sheets)
                        VALUES (?, ?, 'wristband', 'd', 'request', ?, 'T1', ?, ?, 5, 7, 'urn:a', ?, ?, ?, ?, ?, 'q', 2)
                        """,
                    arguments: [
                        "J\(number)", TestWard.stay.text, number + 1, number, state,
                        state == "unknown" ? "cut-off" : nil, state == "dropped" ? TestWard.nurse.text : nil,
                        number == 1 ? "J0" : nil, state == "held" ? "absent" : nil,
                        state == "printed" ? TestWard.nurse.text : nil,
                    ])
                try db.execute(sql: "INSERT INTO print_papers VALUES (?, x'7B7D')", arguments: ["J\(number)"])
            }
            return try Row.fetchAll(db, sql: select).map { "\($0)" }
        }
        try TestWard.open(path).close()
        let queue = try DatabaseQueue(path: path)
        try await queue.read { db in
            let after = try Row.fetchAll(db, sql: select).map { "\($0)" }
            #expect(after == before)
            #expect(before.count == 7)
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
            #expect(
                try String.fetchAll(db, sql: "SELECT \"table\" FROM pragma_foreign_key_list('print_papers')") == [
                    "print_jobs"
                ])
        }
        try queue.close()
    }
}
