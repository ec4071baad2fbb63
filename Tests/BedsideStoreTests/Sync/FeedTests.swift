import BedsideDomain
import GRDB
import Testing

@testable import BedsideStore

/// The feed writes what the import writes, once, whatever comes again, and never stops at a bad row.
@Suite struct FeedTests {
    @Test func theFeedBringsWhatTheImportBrings() async throws {
        let fed = try await TestWard(nil)
        let rows = try Feed.rows()
        let outcome = try await fed.store.apply(rows, next: Feed.cursor(20), at: TestWard.start)
        #expect(outcome.applied == rows.count && outcome.refused.isEmpty && outcome.skipped == 0)
        #expect(outcome.changed == Set(rows.map(\.table)))
        #expect(try await fed.store.feedCursor() == Feed.cursor(20))
        let imported = try await TestWard()
        for ward in [fed, imported] { try await ward.admit() }
        #expect(try await fed.store.lookUpEncounter(TestWard.stay) == imported.store.lookUpEncounter(TestWard.stay))
        #expect(try await fed.store.bill(TestWard.stay).lines == imported.store.bill(TestWard.stay).lines)
        let offers = (
            try await fed.store.settlementOffer(TestWard.stay), try await imported.store.settlementOffer(TestWard.stay)
        )
        #expect(offers.0.fingerprint == offers.1.fingerprint)
    }

    @Test func knownVersionsAreSkippedAndNewerOnesCount() async throws {
        let ward = try await TestWard(nil)
        let rows = try Feed.rows()
        _ = try await ward.store.apply(rows, next: Feed.cursor(20), at: TestWard.start)
        let before = try await ward.store.counts()
        let again = try await ward.store.apply(rows, next: Feed.cursor(20), at: TestWard.start)
        #expect(again.skipped == rows.count && again.applied == 0 && again.changed.isEmpty)
        #expect(try await ward.store.counts() == before)
        func bed(_ label: String, _ version: Int64) throws -> FeedRow {
            try Feed.row(.beds, "W1-01", ["id": "W1-01", "ward": "W1", "label": .text(label)], version: version)
        }
        _ = try await ward.store.apply([bed("9", 5)], next: Feed.cursor(21), at: TestWard.start)
        // An older row that comes late changes nothing.
        _ = try await ward.store.apply([bed("7", 4)], next: Feed.cursor(22), at: TestWard.start)
        #expect(try await ward.store.lookUpAdmissionOrder(TestWard.slip)?.order.bedLabel == "9")
    }

    @Test func aBadRowIsToldUpAndTheRestGoesOn() async throws {
        let ward = try await TestWard(nil)
        var rows = try Feed.rows()
        let bad = [
            try Feed.row(FeedTable(rawValue: "robots"), "R1", ["id": "R1"]),
            // No such price list, half a JSON, another type, an unknown key.
            try Feed.row(.charges, "F9", TestWard.charge("F9", "WD20261120000173", "A9", "1", 1, 1)),
            FeedRow(seq: 1, table: .beds, key: "B9", change: .put("{\"id\": "), version: 1),
            try Feed.row(.stays, "S9", ["encounter": 5]),
            try Feed.row(.wards, "W9", ["id": "W9", "name": "x", "colour": "red"]),
            // Takes back more than was charged: found only after the row was written.
            try Feed.row(
                .charges, "F8", TestWard.charge("F8", "WD20261120000173", "A1", "-9", 2000, -18000, reverses: "F1")),
        ]
        rows.insert(contentsOf: bad.prefix(1), at: 0)
        rows += bad.dropFirst()
        rows.append(try Feed.row(.wards, "W2", ["id": "W2", "name": "外科"]))
        let outcome = try await ward.store.apply(rows, next: Feed.cursor(30), at: TestWard.start)
        #expect(outcome.refused.map(\.key) == ["R1", "F9", "B9", "S9", "W9", "F8"])
        #expect(
            outcome.refused.map(\.code) == [
                "unknown-table", "rule-broken", "malformed", "malformed", "malformed", "rule-broken",
            ])
        #expect(outcome.changed.contains(.wards) && outcome.applied == rows.count - 6)
        #expect(try await ward.store.bill(TestWard.stay).lines.count == 3, "the bad lines left nothing behind")
        #expect(try await ward.store.feedCursor() == Feed.cursor(30))
        let told = try await ward.store.outbox(from: 1, most: 100, bytes: .max).filter { $0.kind == "feed.refused" }
        #expect(told.count == 6)
        let body = try JSONValue(text: told[0].body)
        #expect(body["table"].text == "robots" && body["key"].text == "R1" && body["version"].number == 1)
        #expect(body["code"].text == "unknown-table")
        // Delivered again it is told once.
        _ = try await ward.store.apply(rows, next: Feed.cursor(30), at: TestWard.start)
        #expect(try await ward.store.counts().unsentFacts == 6)
    }

    @Test func aFullDiskIsNoRowsFault() async throws {
        let ward = try await TestWard(nil)
        try await ward.store.queue.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        var document = TestWard.document
        document["price_lists"][0]["items"] = .list(
            (0..<3000).map { TestWard.price("R\($0)", "项目", "xm", 5, "drug") })
        let rows = try Feed.rows(document)
        let error = await #expect(throws: StoreError.self) {
            try await ward.store.apply(rows, next: Feed.cursor(20), at: TestWard.start)
        }
        #expect(error?.code == .diskFull)
        #expect(try await ward.store.feedCursor() == nil)
    }

    @Test func aReportsPageIsAtTheCentre() async throws {
        let ward = try await TestWard(nil)
        _ = try await ward.store.apply(Feed.rows(), next: Feed.cursor(20), at: TestWard.start)
        try await ward.admit()
        let id = ReportID(trusted: "BG1")
        let report = try #require(try await ward.store.report(id))
        #expect(ReportRelease.of(report.report, correctedBy: nil) == .released)
        let hash = try #require(EventHash(Chain.root(epoch: Array("%PDF-1.4\n".utf8))))
        #expect(try await ward.store.reportPage(id) == .atCentre(hash, bytes: 9))
        #expect(try await ward.store.reportPDF(id) == nil)
        // The offline import may still bring the page itself, and only that page.
        _ = try await ward.importing { _ in }
        #expect(try await ward.store.reportPage(id) == .here(Array("%PDF-1.4\n".utf8)))
        let other = await #expect(throws: StoreError.self) {
            try await ward.importing { $0["reports"][0] = TestWard.report("BG1", "final", page: "JVBERi0xLjUK") }
        }
        #expect(other?.code == .importRefused)
        var changed = try #require(try Feed.rows().first { $0.table == .reports })
        guard case .put(let body) = changed.change else { return }
        var value = try JSONValue(text: body)
        value["pdf_sha256"] = .text(String(repeating: "0", count: 64))
        changed = try Feed.row(.reports, "BG1", value, version: 2)
        let outcome = try await ward.store.apply([changed], next: Feed.cursor(21), at: TestWard.start)
        #expect(outcome.refused.map(\.code) == ["rule-broken"])
    }

    @Test func aFileMayNotBringAReportWithoutItsPage() async throws {
        let error = await #expect(throws: StoreError.self) {
            try await TestWard(nil).importing { document in
                guard case .object(var report) = document["reports"][0] else { return }
                report["pdf_base64"] = nil
                report["pdf_sha256"] = .text(String(repeating: "0", count: 64))
                report["pdf_bytes"] = 9
                document["reports"][0] = .object(report)
            }
        }
        #expect(error?.place == "reports[0].pdf_sha256")
    }

    @Test func aBadgeThatLeavesOpensNothing() async throws {
        let ward = try await TestWard()
        _ = try await ward.store.apply(
            [Feed.leave(.staff, TestWard.nurse.text)], next: Feed.cursor(2), at: TestWard.start)
        let error = await #expect(throws: DomainError.self) { try await ward.admit() }
        #expect(error?.code == .staffMustAgree)
    }

    @Test func peersComeAndGo() async throws {
        let ward = try await TestWard(nil)
        let rows = [
            try Feed.row(.terminals, "T2", ["terminal": "T2", "ward": "W1", "link": "10.0.0.2:7443"]),
            try Feed.row(.terminals, "T1", ["terminal": "T1", "ward": "W1", "link": nil]),
        ]
        _ = try await ward.store.apply(rows, next: Feed.cursor(2), at: TestWard.start)
        #expect(try await ward.store.wardPeers().map(\.link) == [nil, "10.0.0.2:7443"])
        _ = try await ward.store.apply([Feed.leave(.terminals, "T2")], next: Feed.cursor(3), at: TestWard.start)
        #expect(try await ward.store.wardPeers().map(\.terminal.text) == ["T1"])
    }

    /// Fault 8 of sync.md 6: the outbox, payments and ledger are what they were.
    @Test func aSnapshotTakesTheScopesPlaceAndLeavesTheTerminalsOwn() async throws {
        let ward = try await TestWard(nil)
        _ = try await ward.store.apply(Feed.rows(), next: Feed.cursor(20), at: TestWard.start)
        try await ward.admit()
        try await ward.pay(Money(fen: 10_000))
        let facts = try await ward.store.outbox(from: 1, most: 100, bytes: .max)
        let ledger = try await ward.store.verifyLedger()
        // Of another generation with lower versions, without the second slip, in another order.
        let rows = try Feed.rows().filter { row in
            guard case .put(let body) = row.change else { return true }
            return !body.contains("WD20261120000256")
        }
        let lower = rows.reversed().map {
            FeedRow(seq: $0.seq, table: $0.table, key: $0.key, change: $0.change, version: 0)
        }
        let cursor = try Feed.cursor(7, generation: 2)
        let outcome = try await ward.store.snapshot(lower, cursor: cursor, at: TestWard.start)
        #expect(outcome.refused.isEmpty)
        #expect(outcome.forgotten == [TestWard.otherStay])
        #expect(try await ward.store.lookUpAdmissionOrder(TestWard.otherSlip) == nil)
        #expect(try await ward.store.bill(TestWard.otherStay).lines.isEmpty)
        #expect(try await ward.store.lookUpEncounter(TestWard.stay) != nil)
        #expect(try await ward.store.feedCursor() == cursor)
        #expect(try await ward.store.outbox(from: 1, most: 100, bytes: .max) == facts)
        #expect(try await ward.store.verifyLedger() == ledger)
        // Versions are those of the new generation.
        let bed = try Feed.row(.beds, "W1-01", ["id": "W1-01", "ward": "W1", "label": "9"], version: 1)
        #expect(try await ward.store.apply([bed], next: cursor, at: TestWard.start).applied == 1)
    }

    @Test func whatCameByImportSurvivesASnapshot() async throws {
        let ward = try await TestWard()
        let outcome = try await ward.store.snapshot([], cursor: Feed.cursor(1), at: TestWard.start)
        #expect(outcome.forgotten.isEmpty)
        #expect(try await ward.store.lookUpAdmissionOrder(TestWard.slip) != nil)
    }

    @Test func commandsAreBegunAtMostOnceAndToldOnce() async throws {
        let ward = try await TestWard(nil)
        let body: JSONValue = ["command": ["reload": [:]], "notAfterMs": 5]
        let rows = [try Feed.row(.commands, "C1", body), try Feed.row(.commands, "C2", body)]
        let outcome = try await ward.store.apply(rows, next: Feed.cursor(2), at: TestWard.start)
        #expect(outcome.changed == [.commands])
        let waiting = try await ward.store.waitingCommands()
        #expect(waiting.map(\.id) == ["C1", "C2"])
        #expect(try JSONValue(text: waiting[0].body)["notAfterMs"].number == 5)
        #expect(try await ward.store.beginCommand("C1", at: TestWard.start))
        #expect(try await !ward.store.beginCommand("C1", at: TestWard.start))
        #expect(try await !ward.store.beginCommand("C9", at: TestWard.start))
        #expect(try await ward.store.interruptedCommands() == ["C1"])
        // Withdrawn before it was begun, and begun before it was withdrawn.
        _ = try await ward.store.apply(
            [Feed.leave(.commands, "C1"), Feed.leave(.commands, "C2")], next: Feed.cursor(3), at: TestWard.start)
        #expect(try await ward.store.waitingCommands().isEmpty)
        try await ward.store.endCommand("C1", outcome: "done", at: TestWard.start)
        try await ward.store.endCommand("C1", outcome: "failed", at: TestWard.start)
        #expect(try await ward.store.interruptedCommands().isEmpty)
        // A snapshot that brings it again begins it not again.
        _ = try await ward.store.snapshot(rows, cursor: Feed.cursor(4), at: TestWard.start)
        #expect(try await ward.store.waitingCommands().map(\.id) == ["C2"])
        let told = try await ward.store.outbox(from: 1, most: 9, bytes: .max)
        #expect(told.map(\.kind) == ["command.done"])
        #expect(try JSONValue(text: told[0].body)["outcome"].text == "done")
    }
}
