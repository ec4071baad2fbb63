import AsyncHTTPClient
import BedsideDomain
import BedsideTransport
import BedsideWire
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import BedsideCentral

/// What comes down: a ward's own rows and pages, at once when somebody waits for them.
@Suite(.serialized) struct DownTests {
    static let page = Array("%PDF-1.4 a page of a report\n%%EOF\n".utf8)

    /// Two wards, and in W3 a patient with a report.
    static func document(_ note: String = "") -> [UInt8] {
        let pdf = Data(page).base64EncodedString()
        return Array(
            """
            {"format": "bedside-import", "version": 1, "comment": "\(note)",
             "wards": [{"id": "W3", "name": "三病区\(note)"}, {"id": "W4", "name": "四病区"}],
             "beds": [{"id": "W3-01", "ward": "W3", "label": "1"}, {"id": "W4-01", "ward": "W4", "label": "1"}],
             "admission_orders": [{"id": "O1", "encounter": "E1", "patient": {"id": "P1", "name": "张三", "sex": "male",
               "birth_date": "1990-03-07", "identity_kind": "resident", "identity_number": "110101199003070011",
               "nationality": "中国", "ethnicity": "汉族", "phone": "13800138000", "address": "A", "contact_name": "B",
               "contact_relation": "配偶", "contact_phone": "13900139000"}, "ward": "W3", "bed": "W3-01",
               "doctor": "D", "diagnosis_code": "J18.9", "diagnosis_name": "N", "condition": "一般", "allergies": "",
               "admission_count": 1, "payer": "self-pay", "insurance_credential": "", "insurance_place": "", "deposit_fen": 100000,
               "issued_at": "2026-09-20T08:10:00+08:00"}],
             "reports": [{"id": "R1", "encounter": "E1", "specimen": "S1", "title": "T", "status": "final",
               "reporter": "X", "reviewer": "Y", "withheld": false, "released_at": "2026-09-21T11:30:00+08:00",
               "pdf_base64": "\(pdf)"}]}
            """.utf8)
    }

    /// A server's snapshot was put back: the numbers behind it are given again, to other rows.
    @Test func aStoreThatWentBackBeginsItsFeedAnewOnce() async throws {
        try await CentralRig.with { rig in
            let (one, two) = (try await rig.terminal("T-1"), try await rig.terminal("T-2", ward: "W4"))
            func poll(_ terminal: TerminalRig, _ name: String, _ cursor: FeedCursor, plus: Int64 = 0) async throws
                -> UInt
            {
                let path = "/v1/k/\(name)/down?generation=\(cursor.generation)&cursor=\(cursor.seq + plus)"
                return try await terminal.request(rig, .GET, path).status
            }
            let (first, other) = (try await snapshotCursor(rig, one), try await snapshotCursor(rig, two))
            #expect(try await poll(one, "T-1", first) == 200)
            #expect(try await poll(one, "T-1", first, plus: 9) == 410)
            // Who reads on behind an old number would miss what is published under it now.
            #expect(try await poll(two, "T-2", other) == 410)
            let again = try await snapshotCursor(rig, two)
            #expect(again.generation != other.generation)
            // One that makes cursors up has no second snapshot of everybody.
            let invented = try await snapshotCursor(rig, one)
            #expect(try await poll(one, "T-1", invented, plus: 9) == 410)
            #expect(try await poll(two, "T-2", again) == 200)
        }
    }

    @Test func aStoreThatWentBackIsBelievedOnceAnHour() throws {
        let (pace, noon) = (LossPace(), Timestamp(milliseconds: 1_790_000_000_000))
        let (one, two) = (HospitalID(trusted: "H1"), HospitalID(trusted: "H2"))
        #expect(pace.lets(one, at: noon) && pace.lets(two, at: noon))
        #expect(!pace.lets(one, at: noon.adding(seconds: 3599)))
        #expect(pace.lets(one, at: noon.adding(seconds: 3600)))
        // A clock that was set back holds nobody up for longer.
        #expect(pace.lets(one, at: noon))
    }

    private func rows(_ answer: Answer) throws -> [FeedRow] {
        try answer.text.split(separator: "\n").compactMap {
            try JSONDecoder().decode(SnapshotLine.self, from: Data($0.utf8)).row
        }
    }

    @Test func aSnapshotHoldsTheWardAndNothingElse() async throws {
        try await CentralRig.with { rig in
            let imported: ImportedMessage = try await rig.send("/v1/import", Self.document())
            #expect(imported.sections.contains { $0.section == "reports" && $0.new == 1 })
            let (mine, other) = (try await rig.terminal("T-1"), try await rig.terminal("T-2", ward: "W4"))
            let snapshot = try await mine.request(rig, .GET, "/v1/k/T-1/snapshot")
            let tables = Set(try rows(snapshot).map(\.table))
            #expect(tables.isSuperset(of: [.wards, .beds, .admissionOrders, .reports, .terminals]))
            let packed = try await mine.request(
                rig, .GET, "/v1/k/T-1/snapshot", headers: [("accept-encoding", "gzip")])
            #expect(packed.headers.first(name: "content-encoding") == "gzip")
            #expect(try Packing.gunzip(packed.body, limit: 1 << 20) == snapshot.body)
            let strange = try await other.request(rig, .GET, "/v1/k/T-2/snapshot")
            #expect(!strange.text.contains("张三") && !strange.text.contains("110101199003070011"))
            #expect(try rows(strange).allSatisfy { $0.table != .reports && $0.table != .admissionOrders })
        }
    }

    @Test func aPageIsTheWardsOwn() async throws {
        try await CentralRig.with { rig in
            let _: ImportedMessage = try await rig.send("/v1/import", Self.document())
            let (mine, other) = (try await rig.terminal("T-1"), try await rig.terminal("T-2", ward: "W4"))
            let hash = hexText(SHA256.hash(data: Data(Self.page)))
            let page = try await mine.request(rig, .GET, "/v1/k/T-1/blobs/\(hash)")
            #expect(page.status == 200 && page.body == Self.page)
            // Who guesses right is told the same as who guesses wrong.
            let strange = try await other.request(rig, .GET, "/v1/k/T-2/blobs/\(hash)")
            let none = try await other.request(rig, .GET, "/v1/k/T-2/blobs/\(String(repeating: "1", count: 64))")
            #expect(strange.status == 404 && strange.body == none.body)
        }
    }

    @Test func whoWaitsIsWokenByAPublication() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let cursor = try await snapshotCursor(rig, terminal)
            let path = "/v1/k/T-1/down?generation=\(cursor.generation)&cursor=\(cursor.seq)"
            // Nothing, without waiting.
            let now = try await terminal.request(rig, .GET, path)
            #expect(try now.decoded(DownAnswer.self).rows.isEmpty)
            let began = ContinuousClock().now
            async let waiting = terminal.request(rig, .GET, path + "&wait=30")
            while try await gauge(rig, "bedside_waiting_polls") == 0 { await Task.yield() }
            let _: ImportedMessage = try await rig.send("/v1/import", Self.document())
            let answer = try await waiting.decoded(DownAnswer.self)
            #expect(answer.rows.contains { $0.table == .wards && $0.key == "W3" })
            #expect(ContinuousClock().now - began < .seconds(10))
            // A wait that nobody ends comes to its end by itself, with the same cursor.
            let quiet = "/v1/k/T-1/down?generation=\(answer.cursor.generation)&cursor=\(answer.cursor.seq)&wait=1"
            let timeOver = try await terminal.request(rig, .GET, quiet).decoded(DownAnswer.self)
            #expect(timeOver.rows.isEmpty && timeOver.cursor == answer.cursor)
        }
    }

    @Test func aCommandReachesItsTerminalOnly() async throws {
        try await CentralRig.with { rig in
            let (mine, other) = (try await rig.terminal("T-1"), try await rig.terminal("T-2"))
            let made: CommandMessage = try await rig.admin(
                "/v1/commands",
                CommandWish(
                    hospital: nil, terminal: TerminalName(trusted: "T-1"), command: .reload, minutes: 5))
            let rows = try rows(try await mine.request(rig, .GET, "/v1/k/T-1/snapshot"))
            let row = try #require(rows.first { $0.table == .commands })
            #expect(row.key == made.id)
            #expect(!(try await other.request(rig, .GET, "/v1/k/T-2/snapshot").text.contains(made.id)))
            await #expect(throws: CentralServerError.self) {
                let _: CommandMessage = try await rig.admin(
                    "/v1/commands",
                    CommandWish(
                        hospital: nil, terminal: TerminalName(trusted: "T-9"), command: .reload, minutes: 5))
            }
        }
    }

    @Test func whoHangsUpWaitsNoMore() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let cursor = try await snapshotCursor(rig, terminal)
            let path = "/v1/k/T-1/down?generation=\(cursor.generation)&cursor=\(cursor.seq)&wait=50"
            let waiting = Task { try await terminal.request(rig, .GET, path) }
            while try await gauge(rig, "bedside_waiting_polls") == 0 { await Task.yield() }
            waiting.cancel()
            _ = await waiting.result
            let limit = ContinuousClock().now + .seconds(10)
            while try await gauge(rig, "bedside_waiting_polls") > 0, ContinuousClock().now < limit {
                await Task.yield()
            }
            #expect(try await gauge(rig, "bedside_waiting_polls") == 0)
        }
    }
}
