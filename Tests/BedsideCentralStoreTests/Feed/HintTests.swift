import BedsideDomain
import Testing

@testable import BedsideCentralStore

/// Servers of one store tell each other that a feed grew, so that nobody has to ask for it.
@Suite struct HintTests {
    /// The connections whose last word was the proof that they hear.
    private static let listening = """
        FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%pg_notify%' AND pid <> pg_backend_pid()
        """

    @Test(.timeLimit(.minutes(1))) func oneServerHearsTheOther() async throws {
        try await Centre.with(.postgres) { centre in
            let other = try await centre.again()
            var heard = try #require(try other.store.database.hints()).makeAsyncIterator()
            #expect(await heard.next() == .hearing)
            try await centre.store.database.hint(Centre.hospital)
            #expect(await heard.next() == .grew(Centre.hospital))
            // Its own word comes back too.
            try await other.store.database.hint(HospitalID(trusted: "H2"))
            #expect(await heard.next() == .grew(HospitalID(trusted: "H2")))
            await other.store.close()
            #expect(await heard.next() == nil)
            // Once it is closed nothing of it is connected any more.
            let left = "SELECT CAST(count(*) AS BIGINT) \(Self.listening)"
            while try await centre.number(left) > 0 { await Task.yield() }
        }
    }

    /// PostgreSQL ended the connection: that is told, a new one is made and proves itself.
    @Test(.timeLimit(.minutes(1))) func aBrokenConnectionIsMadeAgain() async throws {
        try await Centre.with(.postgres) { centre in
            var heard = try #require(try centre.store.database.hints()).makeAsyncIterator()
            #expect(await heard.next() == .hearing)
            for _ in 0..<3 {
                #expect(
                    try await centre.number(
                        "SELECT CAST(count(pg_terminate_backend(pid)) AS BIGINT) \(Self.listening)") == 1)
                #expect(await heard.next() == .deaf)
                #expect(await heard.next() == .hearing)
            }
            try await centre.store.database.hint(Centre.hospital)
            #expect(await heard.next() == .grew(Centre.hospital))
        }
    }

    /// Whoever may connect to the database can say anything: it is passed over.
    @Test(.timeLimit(.minutes(1))) func strangersSayNothing() async throws {
        try await Centre.with(.postgres) { centre in
            var heard = try #require(try centre.store.database.hints()).makeAsyncIterator()
            #expect(await heard.next() == .hearing)
            for word in ["", " ", "a b", "'; DROP TABLE feed; --", String(repeating: "张", count: 2600)] {
                _ = try await centre.store.database.write {
                    try $0.rows("SELECT pg_notify($1, $2)", [.text(PgListener.channel), .text(word)])
                }
            }
            _ = try await centre.store.database.write { try $0.rows("SELECT pg_notify('another', 'H1')") }
            try await centre.store.database.hint(Centre.hospital)
            #expect(await heard.next() == .grew(Centre.hospital))
        }
    }

    @Test func aStoreInAFileHasNobodyToTell() async throws {
        try await Centre.with(.sqlite) { centre in
            #expect(try centre.store.database.hints() == nil)
            try await centre.store.database.hint(Centre.hospital)
        }
    }
}
