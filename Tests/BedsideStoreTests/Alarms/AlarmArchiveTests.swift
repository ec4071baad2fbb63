import BedsideDomain
import BedsideStore
import GRDB
import Testing

/// The rows that reports are made of: they only move forward, and each change is told once.
@Suite struct AlarmArchiveTests {
    @Test func everyFieldComesBack() async throws {
        let ward = try await TestWard()
        let histories = try [open("a", at: 0), closed("b", at: 5)]
        try await ward.store.archiveAlarms(histories)
        #expect(try await ward.store.alarms(from: TestWard.start, to: TestWard.start.adding(seconds: 60)) == histories)
    }

    @Test func onlyAHigherRevisionCounts() async throws {
        let ward = try await TestWard()
        try await ward.store.archiveAlarms([closed("a", at: 0)])
        try await ward.store.archiveAlarms([open("a", at: 0), closed("a", at: 0)])
        #expect(
            try await ward.store.alarms(from: TestWard.start, to: TestWard.start.adding(days: 1)) == [
                closed("a", at: 0)
            ])
        let told = try ward.raw {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM outbox WHERE kind = 'alarm.changed'")
        }
        #expect(told == 1)
    }

    @Test func aBatchIsKeptWholeOrNotAtAll() async throws {
        let ward = try await TestWard()
        let broken = AlarmHistory(
            id: AlarmID(trusted: "c"), revision: .max, place: try AlarmPlace("12"), kind: .call, origin: "kiosk",
            raisedAt: TestWard.start)
        await #expect(throws: StoreError.self) { try await ward.store.archiveAlarms([open("a", at: 0), broken]) }
        #expect(try await ward.store.alarms(from: TestWard.start, to: TestWard.start.adding(days: 1)).isEmpty)
    }

    @Test func thePeriodTakesWhatWasOpenInIt() async throws {
        let ward = try await TestWard()
        // Raised at 0, 100, 200 and 300; the second is closed at 130.
        try await ward.store.archiveAlarms([
            open("a", at: 0), closed("b", at: 100), open("c", at: 200), open("d", at: 300),
        ])
        func ids(_ from: Int64, _ to: Int64) async throws -> [String] {
            try await ward.store.alarms(
                from: TestWard.start.adding(seconds: from), to: TestWard.start.adding(seconds: to)
            )
            .map(\.id.text)
        }
        #expect(try await ids(100, 200) == ["a", "b"])
        #expect(try await ids(129, 300) == ["a", "b", "c"])
        #expect(try await ids(130, 301) == ["a", "c", "d"])
        #expect(try await ids(-10, 0) == [])
    }

    @Test func whatEndedStaysEnded() async throws {
        let ward = try await TestWard()
        try await ward.store.archiveAlarms([closed("a", at: 0)])
        let refused = [
            "UPDATE alarms SET revision = 1", "UPDATE alarms SET closed_ms = NULL, revision = 99",
            "UPDATE alarms SET raised_ms = 1, revision = 99", "DELETE FROM alarms",
        ]
        let found = try ward.raw { db in
            refused.filter { sql in
                do { try db.execute(sql: sql) } catch let error as DatabaseError {
                    return error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER
                } catch { return false }
                return false
            }
        }
        #expect(found == refused)
    }

    private func open(_ id: String, at seconds: Int64) throws -> AlarmHistory {
        AlarmHistory(
            id: AlarmID(trusted: id), revision: 3, place: try AlarmPlace("卫生间 3"), kind: .technical(.inputLost),
            origin: "line-1", raisedAt: TestWard.start.adding(seconds: seconds))
    }

    private func closed(_ id: String, at seconds: Int64) throws -> AlarmHistory {
        let raised = TestWard.start.adding(seconds: seconds)
        return AlarmHistory(
            id: AlarmID(trusted: id), revision: 9, place: try AlarmPlace("12"), kind: .infusionEmpty,
            origin: "button-12",
            raisedAt: raised, occurrences: 4, shownAt: raised.adding(seconds: 1), acceptedAt: raised.adding(seconds: 7),
            acceptedBy: TestWard.nurse, attendedAt: raised.adding(seconds: 20), attendedBy: StaffID(trusted: "GH777"),
            highestLevel: 2, suppressions: 1, closedAt: raised.adding(seconds: 30), end: .attended)
    }
}
