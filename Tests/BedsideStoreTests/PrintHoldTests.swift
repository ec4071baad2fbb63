import BedsideDomain
import BedsideStore
import GRDB
import Testing

/// Pages that wait for a person's word, what staff may do with them, and the paper that came out.
@Suite struct PrintHoldTests {
    private let start = TestWard.start

    private func heldWard(_ hold: PrintHold = .absent) async throws -> (TestWard, PrintJob) {
        let ward = try await TestWard()
        let job = try #require(try await ward.admit().1.first)
        let held = try await ward.store.advancePrint(job.id, from: .queued, to: .held(hold), at: start)
        #expect(held.state == .held(hold))
        return (ward, held)
    }

    @Test(arguments: PrintHold.allCases) func aHeldPageIsNoWorkAndCanBeSeen(_ hold: PrintHold) async throws {
        let (ward, job) = try await heldWard(hold)
        let store = ward.store
        #expect(try await store.openPrintJobs().isEmpty)
        #expect(try await store.waitingPrintJobs().map(\.job) == [job])
        #expect(try await store.unknownPrintJobs().isEmpty)
        #expect(try await store.heldPrintJobs(of: TestWard.stay) == [job])
        let counts = try await store.counts()
        #expect((counts.backlogPrints, counts.absentPrints) == (hold == .backlog ? (1, 0) : (0, 1)))
        // It may still come out: the next copy knows that.
        let next = try await store.enqueuePrint(
            encounter: TestWard.stay, paper: job.paper, reprint: nil, replaces: nil, at: start)
        #expect(next.mark.number == 2)
    }

    @Test func theReleasedPageHasItsWholeTimeAnew() async throws {
        let (ward, job) = try await heldWard(.backlog)
        let later = start.adding(days: 2)
        let released = try await ward.store.releasePrints([job.id], of: TestWard.stay, by: nil, at: later)
        #expect(released.map(\.state) == [.queued])
        #expect(released.map(\.since) == [later])
        #expect(released.map(\.isForStaff) == [false])
        #expect(released.map(\.requestedAt) == [start])
        #expect(try await ward.store.openPrintJobs() == released)
        // Pressed twice it is the same page.
        #expect(try await ward.store.releasePrints([job.id], of: TestWard.stay, by: nil, at: later) == released)
    }

    @Test func aPageIsHeldAndReleasedAsOftenAsItsPatientComesAndGoes() async throws {
        let (ward, job) = try await heldWard()
        for turn in 1...3 as ClosedRange<Int64> {
            let moment = start.adding(seconds: turn)
            _ = try await ward.store.releasePrints([job.id], of: TestWard.stay, by: nil, at: moment)
            _ = try await ward.store.advancePrint(job.id, from: .queued, to: .held(.absent), at: moment)
        }
        #expect(try await ward.store.auditTail(limit: 20).count { $0.action == "print-released" } == 3)
    }

    @Test func staffReleaseAllOfAPatientUnderTheirName() async throws {
        let (ward, job) = try await heldWard()
        let store = ward.store
        let other = try await store.enqueuePrint(
            encounter: TestWard.stay, paper: job.paper, reprint: nil, replaces: nil, at: start)
        _ = try await store.advancePrint(other.id, from: .queued, to: .held(.backlog), at: start)
        let released = try await store.releasePrints(of: TestWard.stay, by: TestWard.nurse, at: start)
        #expect(released.count == 2)
        #expect(released.allSatisfy { $0.releasedBy == TestWard.nurse && $0.isForStaff })
        let audit = try await store.auditTail(limit: 10).filter { $0.action == "print-released" }
        #expect(audit.map(\.actor) == ["staff:GH1000017", "staff:GH1000017"])
    }

    @Test func onlyStaffWithTheRightAndOnlyPagesOfThisStay() async throws {
        let (ward, job) = try await heldWard()
        await #expect(throws: (any Error).self) {
            try await ward.store.releasePrints(of: TestWard.stay, by: TestWard.revoked, at: start)
        }
        await #expect(throws: StoreError.self) {
            try await ward.store.releasePrints([job.id], of: TestWard.otherStay, by: nil, at: start)
        }
        #expect(try await ward.store.heldPrintJobs(of: TestWard.stay) == [job])
    }

    @Test func aHeldPageIsDroppedButNeverCalledPrinted() async throws {
        let (ward, job) = try await heldWard(.backlog)
        for decision in [PrintDecision.printedAfterAll, .printedAgain] {
            await #expect(throws: StoreError.self) {
                try await ward.store.decidePrint(job.id, decision, reason: nil, by: TestWard.nurse, at: start)
            }
        }
        #expect(
            try await ward.store.decidePrint(job.id, .dropped, reason: nil, by: TestWard.nurse, at: start) == nil)
        #expect(
            try await ward.store.printJob(job.id)?.state == .decided(.dropped, by: TestWard.nurse, at: start))
        #expect(try await ward.store.dropHeldPrints(of: TestWard.stay, by: TestWard.nurse, at: start) == 0)
    }

    @Test func allHeldPagesOfAPatientAreDroppedAtOnce() async throws {
        let (ward, job) = try await heldWard()
        #expect(try await ward.store.dropHeldPrints(of: TestWard.stay, by: TestWard.nurse, at: start) == 1)
        #expect(
            try await ward.store.printJob(job.id)?.state == .decided(.dropped, by: TestWard.nurse, at: start))
    }

    @Test func whatWasHandedOverIsNeverHeldOrQueuedEvenPastOurCode() async throws {
        let ward = try await TestWard()
        let job = try #require(try await ward.admit().1.first)
        _ = try await ward.store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        await #expect(throws: (any Error).self) {
            try await ward.store.advancePrint(job.id, from: .submitting, to: .held(.backlog), at: start)
        }
        let refused = try ward.raw { db in
            ["UPDATE print_jobs SET state = 'queued'", "UPDATE print_jobs SET state = 'held', hold = 'absent'"].filter {
                do { try db.execute(sql: $0) } catch { return true }
                return false
            }
        }
        #expect(refused.count == 2)
    }

    @Test func whoPrintedAgainAndWhyIsInTheAuditLog() async throws {
        let ward = try await TestWard()
        let job = try #require(try await ward.admit().1.first)
        _ = try await ward.store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        _ = try await ward.store.advancePrint(job.id, from: .submitting, to: .unknown(.aborted), at: start)
        let again = try #require(
            try await ward.store.decidePrint(job.id, .printedAgain, reason: .jammed, by: TestWard.nurse, at: start))
        #expect(again.isForStaff && again.mark.reprint == .jammed && again.mark.words == "补打")
        let row = try #require(try await ward.store.auditTail(limit: 5).first { $0.action == "print-decided" })
        #expect(row.actor == "staff:GH1000017")
        #expect(row.detail.contains(#""reason":"jammed""#))
        try await ward.store.verifyAudit()
    }

    @Test func paperIsCountedFromClosedPagesByDayQueueAndKind() async throws {
        let ward = try await TestWard()
        let job = try #require(try await ward.admit().1.first)
        let store = ward.store
        func page(_ sheets: Int, _ end: PrintState, at moment: Timestamp) async throws {
            let job = try await store.enqueuePrint(
                encounter: TestWard.stay, paper: job.paper, reprint: nil, replaces: nil, at: start)
            _ = try await store.advancePrint(
                job.id, from: .queued, to: .submitting, dispatch: PrintDispatch(queue: "ward", sheets: sheets),
                at: start)
            _ = try await store.advancePrint(job.id, from: .submitting, to: end, at: moment)
        }
        try await page(3, .printed(at: start), at: start)
        try await page(2, .printed(at: start), at: start)
        try await page(50, .unknown(.aborted), at: start)
        let tomorrow = start.adding(days: 1)
        try await page(4, .printed(at: tomorrow), at: tomorrow)
        let today = HospitalClock.china.day(of: start)
        #expect(
            try await store.paperUse(days: 31, until: tomorrow).map {
                "\($0.day.text) \($0.queue) \($0.kind.rawValue) \($0.papers) \($0.sheets)"
            } == ["\(today.adding(days: 1).text) ward wristband 1 4", "\(today.text) ward wristband 2 5"])
        #expect(try await store.sheetsToday(at: start) == 5)
        #expect(try await store.sheetsToday(at: tomorrow) == 4)
    }

    @Test func anotherPrinterBehindAQueueIsTold() async throws {
        let ward = try await TestWard()
        let store = ward.store
        func note(_ device: String, _ make: String) async throws -> PrinterSwap? {
            try await store.notePrinter(queue: "ward", device: device, make: make, at: start)
        }
        let secret = "ipp://nurse:secret@10.0.0.7/ipp/print"
        #expect(try await note(secret, "Laser A") == nil)
        #expect(try await note(secret, "Laser A") == nil)
        #expect(try await store.printerSwaps(since: start).isEmpty)
        #expect(try await note(secret, "Laser B")?.make == "Laser B")
        #expect(try await note("ipp://10.0.0.8/ipp/print", "Laser B")?.queue == "ward")
        #expect(try await store.printerSwaps(since: start).map(\.queue) == ["ward"])
        #expect(try await store.printerSwaps(since: start.adding(seconds: 1)).isEmpty)
        #expect(try await store.auditTail(limit: 5).filter { $0.action == "printer-swapped" }.count == 2)
        // The address may hold a password.
        let dump = try ward.raw { db in
            try String.fetchAll(db, sql: "SELECT quote(queue) || quote(device) || make FROM print_queues").joined()
        }
        #expect(!dump.contains("secret"))
    }
}
