import BedsideDomain
import GRDB
import Testing

@testable import BedsideStore

/// A store of an earlier version whose print ledger is made anew keeps every page and every reference.
@Suite struct PrintMigrationTests {
    private static let states = ["queued", "submitting", "submitted", "printed", "refused", "unknown", "dropped"]

    @Test func pagesOfAnEarlierVersionAreKept() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let path = ward.path
        try ward.raw { db in
            // Back to what the version before had, with a page in each state.
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "DROP TABLE print_jobs; DROP TABLE print_papers; DROP TABLE print_queues")
            try db.execute(sql: SchemaText.prints)
            try db.execute(
                sql: "DELETE FROM grdb_migrations WHERE identifier IN ('010-print-holds', '011-ward-papers')")
            for (number, state) in Self.states.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO print_jobs(id, encounter, kind, document, occasion, copy, terminal, requested_ms,
                            state, state_ms, cups_number, cups_uuid, trouble, decided_by, replaces)
                        VALUES (?, ?, 'wristband', 'd', 'request', ?, 'T1', ?, ?, 5, 7, 'urn:a', ?, ?, ?)
                        """,
                    arguments: [
                        "J\(number)", TestWard.stay.text, number + 1, number, state,
                        ["refused", "unknown"].contains(state) ? "cut-off" : nil,
                        state == "dropped" ? TestWard.nurse.text : nil, number == 1 ? "J0" : nil,
                    ])
                try db.execute(sql: "INSERT INTO print_papers VALUES (?, x'7B7D')", arguments: ["J\(number)"])
            }
        }
        let again = try TestWard.open(path)
        try again.close()
        let queue = try DatabaseQueue(path: path)
        try await queue.read { db in
            #expect(try String.fetchAll(db, sql: "SELECT state FROM print_jobs ORDER BY rowid") == Self.states)
            #expect(
                try String.fetchAll(db, sql: "SELECT replaces FROM print_jobs WHERE replaces IS NOT NULL") == ["J0"])
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM print_jobs WHERE hold IS NOT NULL") == 0)
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
            let parent = try String.fetchAll(
                db, sql: "SELECT \"table\" FROM pragma_foreign_key_list('print_papers')")
            #expect(parent == ["print_jobs"])
        }
        try queue.close()
    }
}
