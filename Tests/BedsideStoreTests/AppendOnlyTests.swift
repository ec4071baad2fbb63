import BedsideDomain
import BedsideStore
import GRDB
import Testing

/// What was written as a fact can be neither changed nor taken out, not even past Bedside's own code.
@Suite struct AppendOnlyTests {
    @Test func factsRefuseUpdateAndDelete() async throws {
        let ward = try await settledWard()
        let refused = try ward.raw { db in
            Self.statements.filter { sql in
                do { try db.execute(sql: sql) } catch let error as DatabaseError {
                    // By a trigger: a CHECK or a key that happens to refuse this value proves nothing.
                    return error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER
                } catch { return false }
                return false
            }
        }
        #expect(refused == Self.statements)
    }

    @Test func everyTableWithATriggerHadARowToRefuseFor() async throws {
        let ward = try await settledWard()
        let counts = try ward.raw { db in
            try Set(Self.statements.compactMap(Self.table)).filter { table in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") == 0
            }
        }
        #expect(counts.isEmpty)
    }

    /// A stay with a refund, a dispute and a printed page: every table has a row.
    private func settledWard() async throws -> TestWard {
        let ward = try await TestWard()
        try await ward.admit()
        try await ward.pay(Money(fen: 100_000))
        let dispute = try await ward.store.openDispute(
            TestWard.stay, charge: ChargeID(trusted: "F1"), reason: .wrongPrice, at: TestWard.start)
        try await ward.store.resolveDispute(of: TestWard.stay, charge: dispute.charge, at: TestWard.start)
        let offer = try await ward.store.settlementOffer(TestWard.stay)
        let (_, refunds, jobs) = try await ward.settle(offer.fingerprint, staff: TestWard.nurse)
        for refund in refunds { try await ward.store.advanceRefund(refund.id, to: .done, at: TestWard.start) }
        for job in jobs {
            _ = try await ward.store.advancePrint(
                job.id, from: .queued, to: .printed(at: TestWard.start), at: TestWard.start)
        }
        return ward
    }

    private static func table(_ sql: String) -> String? {
        let words = sql.split(separator: " ")
        return words.first == "UPDATE"
            ? words.dropFirst().first.map(String.init) : words.dropFirst(2).first.map(String.init)
    }

    private static let statements = [
        "UPDATE meta SET terminal = 'T2'", "DELETE FROM meta",
        "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit",
        "UPDATE outbox SET body = x'00'", "UPDATE outbox SET op_id = randomblob(16)",
        "UPDATE outbox SET hash = randomblob(32)",
        "UPDATE outbox SET wall_ms = 1", "DELETE FROM outbox",
        "UPDATE price_versions SET effective_day = 1", "DELETE FROM price_versions",
        "UPDATE price_items SET price_fen = 1", "DELETE FROM price_items",
        "UPDATE charges SET amount_fen = 1", "DELETE FROM charges",
        "UPDATE consents SET given_ms = 1", "DELETE FROM consents",
        "UPDATE ledger_accounts SET code = 'x'", "DELETE FROM ledger_accounts",
        "UPDATE ledger_transfers SET amount_fen = 1", "DELETE FROM ledger_transfers",
        "UPDATE insurance_results SET fund_fen = 1", "DELETE FROM insurance_results",
        "UPDATE settlements SET settled_ms = 1", "DELETE FROM settlements",
        "UPDATE settlement_lines SET amount_fen = 1", "DELETE FROM settlement_lines",
        "UPDATE refund_orders SET amount_fen = 1", "UPDATE refund_orders SET state = 'created'",
        "DELETE FROM refund_orders",
        "UPDATE payment_orders SET amount_fen = 1", "UPDATE payment_orders SET state = 'created'",
        "DELETE FROM payment_orders",
        "UPDATE encounters SET bed = 'W1-03'", "UPDATE encounters SET state = 'in-ward'", "DELETE FROM encounters",
        "UPDATE admission_orders SET deposit_fen = 1 WHERE id = 'RY20261120000173'", "DELETE FROM admission_orders",
        "UPDATE reports SET specimen = 'x'", "DELETE FROM reports",
        "UPDATE report_pages SET pdf = x'0011223344556677'", "DELETE FROM report_pages",
        "UPDATE print_jobs SET copy = 9", "UPDATE print_jobs SET state = 'held', hold = 'absent'",
        "UPDATE print_jobs SET state = 'queued' WHERE state = 'printed'",
        "DELETE FROM print_jobs", "UPDATE print_papers SET paper = x'00'", "DELETE FROM print_papers",
        "UPDATE disputes SET reason = 'other'", "DELETE FROM disputes",
    ]

    @Test func theSchemaItselfKnowsTheRulesOfMoney() async throws {
        let ward = try await TestWard()
        try await ward.admit()
        let insert = "INSERT INTO charges VALUES ('WD20261120000173', 20778, 1, 'X', 'A2', 1, "
        let broken = [
            // 2.5 × 3.33 = 8.325: half away from zero is 8.33, never 8.32.
            insert + "25000, 333, 832, 10, 83, 'r', NULL)",
            insert + "25000, 333, 833, 10, 84, 'r', NULL)",
            // Not the price of the list; no such item; a return without its line.
            insert + "25000, 334, 835, 10, 84, 'r', NULL)",
            insert + "-10000, 333, -333, 10, -33, 'r', NULL)",
            insert + "0, 333, 0, 10, 0, 'r', NULL)",
            "INSERT INTO settlements VALUES ('S', 'WD20261120000173', 5, 0, 0, 5, 0, 0, '\(String(repeating: "a", count: 64))', NULL, 1, NULL, 1)",
            "INSERT INTO ledger_transfers(debit, credit, amount_fen, purpose, encounter, reference, at_ms) VALUES ('a', 'a', 1, 'deposit', 'WD20261120000173', 'p', 1)",
            "UPDATE encounters SET state = 'settled'",
        ]
        let taken = try ward.raw { db in
            try db.execute(sql: "INSERT INTO ledger_accounts VALUES ('a')")
            return broken.filter { sql in
                do { try db.execute(sql: sql) } catch { return false }
                return true
            }
        }
        #expect(taken.isEmpty)
        _ = ward
    }

    @Test func theSameLineWithTheRightAmountIsTaken() async throws {
        let ward = try await TestWard()
        let count = try ward.raw { db in
            try db.execute(
                sql: """
                    INSERT INTO charges
                    VALUES ('WD20261120000173', 20778, 1, 'X', 'A2', 1, 25000, 333, 833, 10, 83, 'r', NULL)
                    """)
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM charges WHERE id = 'X'")
        }
        #expect(count == 1)
    }
}
