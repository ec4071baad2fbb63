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
        "001-journals d37e9fbe7c001b36", "002-ward ea1b8807cb698ff4", "003-admission 6c57d29e7ab0ad84",
        "004-charges b5f9bd24d237f300", "005-money 1b0f2d32d41bc95d", "006-settlement 639143274ec23ed4",
        "007-reports 4073af9e63ebdb88", "008-prints 64d62f948db3bb6d", "009-calls e0f2edfa0f51875c",
    ]

    @Test func everyTableIsStrictAndEveryQueryOfTheHotPathUsesAnIndex() async throws {
        let ward = try await TestWard()
        try ward.raw { db in
            let loose = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'
                        AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
            #expect(loose.isEmpty)
            for query in Self.hotQueries {
                let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(query)").map { $0["detail"] as String }
                #expect(
                    plan.allSatisfy {
                        !$0.hasPrefix("SCAN") || $0.contains("USING INDEX") || $0.contains("USING COVERING INDEX")
                    }, "\(query): \(plan)")
            }
        }
    }

    private static let hotQueries = [
        "SELECT * FROM charges WHERE encounter = 'x' AND day = 1 ORDER BY encounter, day, charged_ms, id",
        "SELECT sum(amount_fen) FROM charges WHERE encounter = 'x' AND day <= 9",
        "SELECT DISTINCT day FROM charges WHERE encounter = 'x' ORDER BY day",
        "SELECT * FROM deposits WHERE encounter = 'x'",
        "SELECT * FROM insurance_results WHERE encounter = 'x' ORDER BY seq DESC LIMIT 1",
        "SELECT * FROM reports WHERE specimen = 'x'",
        "SELECT * FROM print_jobs WHERE document = 'x' AND state IN ('queued', 'printed')",
        "SELECT * FROM print_jobs WHERE state IN ('queued', 'submitting', 'submitted') ORDER BY requested_ms",
        "SELECT * FROM print_jobs WHERE state = 'unknown' ORDER BY requested_ms",
        "SELECT * FROM payment_orders WHERE state IN ('created', 'sent', 'waiting', 'unknown') ORDER BY created_ms",
        "SELECT * FROM admission_orders WHERE identity_number = 'x' AND identity_number <> ''",
        "SELECT * FROM refund_orders WHERE state <> 'done' ORDER BY changed_ms",
        "SELECT * FROM disputes WHERE encounter = 'x' AND resolved_ms IS NULL",
        "SELECT * FROM price_items WHERE version = 1 AND pinyin >= 'x' AND pinyin < 'y' ORDER BY pinyin LIMIT 5",
    ]
}
