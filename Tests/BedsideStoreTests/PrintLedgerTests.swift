import BedsideDomain
import BedsideStore
import Testing

/// The ledger decides what may be printed; a copy knows which one it is.
@Suite struct PrintLedgerTests {
    private let start = TestWard.start

    @Test func copiesCountWhatCameOutOrMayHave() async throws {
        let ward = try await TestWard()
        let (encounter, jobs) = try await ward.admit()
        let store = ward.store
        let paper = TestWard.wristband(encounter)
        func another() async throws -> PrintJob {
            try await store.enqueuePrint(encounter: encounter.id, paper: paper, reprint: nil, replaces: nil, at: start)
        }
        let first = try #require(jobs.first)
        #expect(first.mark.words == nil)
        let second = try await another()
        #expect(second.mark.words == "副本 2")
        // The first never came out: it does not count.
        _ = try await store.advancePrint(first.id, from: .queued, to: .refused(.rejected), at: start)
        #expect(try await another().mark.number == 2)
        // Unknown counts; dropped does not.
        _ = try await store.advancePrint(second.id, from: .queued, to: .submitting, at: start)
        _ = try await store.advancePrint(second.id, from: .submitting, to: .unknown(.cutOff), at: start)
        #expect(try await another().mark.number == 3)
        #expect(try await store.decidePrint(second.id, .dropped, reason: nil, by: TestWard.nurse, at: start) == nil)
        #expect(try await another().mark.number == 3)
        // Another document counts for itself.
        let guide = Paper.wardGuide(WardGuide(head: TestWard.head(encounter), sections: []))
        #expect(
            try await store.enqueuePrint(encounter: encounter.id, paper: guide, reprint: nil, replaces: nil, at: start)
                .mark.number == 1)
    }

    @Test func onlyOneMovesAPageOn() async throws {
        let ward = try await TestWard()
        let job = try #require(try await ward.admit().1.first)
        let store = ward.store
        let moved = try await store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        #expect(moved.state == .submitting)
        let late = await #expect(throws: StoreError.self) {
            try await store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        }
        #expect(late?.code == .stateChanged)
        let cups = PrinterJob(number: 7, uuid: "urn:uuid:1")
        #expect(
            try await store.advancePrint(job.id, from: .submitting, to: .submitted(cups), at: start).state
                == .submitted(cups))
        #expect(try await store.openPrintJobs().map(\.state) == [.submitted(cups)])
        let done = try await store.advancePrint(job.id, from: .submitted(cups), to: .printed(at: start), at: start)
        #expect(done.state == .printed(at: start))
        for (from, to) in [(PrintState.printed(at: start), PrintState.submitting), (.submitting, .queued)] {
            await #expect(throws: (any Error).self) {
                try await store.advancePrint(job.id, from: from, to: to, at: start)
            }
        }
        #expect(try await store.printJobs(limit: 5) == [done])
        #expect(try await store.printJob(job.id) == done)
    }

    @Test func staffDecideAboutAnUnknownEndOnce() async throws {
        let ward = try await TestWard()
        let (encounter, jobs) = try await ward.admit()
        let job = try #require(jobs.first)
        let store = ward.store
        let early = await #expect(throws: StoreError.self) {
            try await store.decidePrint(job.id, .printedAgain, reason: nil, by: TestWard.nurse, at: start)
        }
        #expect(early?.code == .stateChanged)
        _ = try await store.advancePrint(job.id, from: .queued, to: .submitting, at: start)
        _ = try await store.advancePrint(job.id, from: .submitting, to: .unknown(.forgotten), at: start)
        let unknown = try #require(try await store.unknownPrintJobs().first)
        #expect(unknown.bed == "1")
        #expect(unknown.maskedName == encounter.patient.maskedName)
        #expect(unknown.maskedName != encounter.patient.name.value)
        let replacement = try #require(
            try await store.decidePrint(job.id, .printedAgain, reason: .jammed, by: TestWard.nurse, at: start))
        #expect(replacement.mark.words == "补打")
        #expect(replacement.replaces == job.id)
        #expect(replacement.paper == job.paper)
        // The same decision again finds the same replacement; another one is refused.
        #expect(
            try await store.decidePrint(job.id, .printedAgain, reason: .lost, by: TestWard.nurse, at: start)
                == replacement)
        await #expect(throws: StoreError.self) {
            try await store.decidePrint(job.id, .dropped, reason: nil, by: TestWard.nurse, at: start)
        }
        #expect(try await store.openPrintJobs() == [replacement])
        #expect(try await store.unknownPrintJobs().isEmpty)
    }
}
