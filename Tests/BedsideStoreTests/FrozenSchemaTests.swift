import BedsideDomain
import Foundation
import GRDB
import Testing

@testable import BedsideStore

/// A migration that has shipped never changes: add a new one instead of editing one.
@Suite struct FrozenSchemaTests {
    @Test func everyMigrationIsAsItWasFrozen() {
        let digests = Migrations.all.map {
            "\($0.name) \(hexText(Chain.link(after: [], [Array($0.sql.utf8)])).prefix(16))"
        }
        #expect(digests == Self.frozen)
    }

    /// The name, and enough of the SHA-256 of the text to see any change.
    static let frozen = [
        "001-journals d37e9fbe7c001b36", "002-ward ea1b8807cb698ff4", "003-admission e5d033ab49c3024e",
        "004-charges b5f9bd24d237f300", "005-money 1b0f2d32d41bc95d", "006-settlement 639143274ec23ed4",
        "007-reports 4073af9e63ebdb88", "008-prints 194f1caed38b5c8b", "009-calls 1bcd36f1558c7170",
        "010-print-holds 244d52c167ad71b3", "011-ward-papers ad35f1d251f8a019",
        "012-alarms 73e0e3e29341dd68",
        "013-calls-to-alarms 0963175e73efb550",
        "014-sync b72236d985bec30d",
    ]

    @Test func everyTableIsStrict() async throws {
        let ward = try await TestWard()
        let loose = try ward.raw { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'
                        AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
        }
        #expect(loose.isEmpty)
    }
}
