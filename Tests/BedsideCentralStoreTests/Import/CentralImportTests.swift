import BedsideCentralStore
import BedsideDomain
import Crypto
import Foundation
import Testing

@Suite("Import at the centre", .serialized)
struct CentralImportTests {
    static let full = ImportRig.document(
        charges: ImportRig.charge(), discharges: ImportRig.discharge(), reports: ImportRig.report(),
        answers: #"{"encounter":"WD1","charge":"C1","answered_at":"2026-11-21T08:00:00+08:00"}"#)

    @Test("entries go to their scopes; the same document again publishes nothing", arguments: Engine.allCases)
    func scopes(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            #expect(try await !rig.importing(Self.full).changedNothing)
            let head = try await rig.database.feedHead(FeedRig.hospital)
            let again = try await rig.importing(Self.full)
            #expect(again.changedNothing && again.sections.reduce(0) { $0 + $1.unchanged } == 10)
            #expect(try await rig.database.feedHead(FeedRig.hospital) == head)
            let common = ["price_lists/1", "wards/W-A", "wards/W-B"]
            var (a, b) = (Follower(rig.reader(), from: start), Follower(rig.reader(FeedRig.wardB, "T2"), from: start))
            _ = try await a.follow(rig.database)
            _ = try await b.follow(rig.database)
            #expect(
                a.there.keys.sorted()
                    == (common + [
                        "admission_orders/RY1", "beds/A1", "charges/C1", "discharges/WD1", "dispute_answers/C1",
                        "reports/BG1",
                    ]).sorted())
            #expect(b.there.keys.sorted() == (["beds/B1"] + common).sorted())
        }
    }

    @Test(
        "a changed entry comes with a greater version, one that is append-only is refused", arguments: Engine.allCases)
    func changes(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            try await rig.importing(Self.full)
            let head = try await rig.database.feedHead(FeedRig.hospital)
            let result = try await rig.importing(
                ImportRig.document(orders: ImportRig.order(doctor: "李"), discharges: ImportRig.discharge(open: 2)))
            #expect(result.sections.filter { $0.updated > 0 }.map(\.name) == ["admission_orders", "discharges"])
            var a = Follower(rig.reader(), from: head)
            _ = try await a.follow(rig.database)
            #expect(a.state.mapValues(\.version) == ["admission_orders/RY1": 2, "discharges/WD1": 2])
            let before = try await rig.database.feedHead(FeedRig.hospital)
            for (document, place) in [
                (ImportRig.document(prices: ImportRig.prices.replacing("100", with: "200")), "price_lists[0].number"),
                (ImportRig.document(charges: ImportRig.charge(fen: 101)), "charges[0].id"),
                (ImportRig.document(reports: ImportRig.report(pdf: "JVBERi0xLjUK")), "reports[0].pdf_base64"),
                (ImportRig.document(charges: ImportRig.charge("C2", encounter: "WD9")), "charges[0].encounter"),
                (
                    ImportRig.document(charges: ImportRig.charge("C2", quantity: "-1", fen: -100, reverses: "C9")),
                    "charges[0].reverses"
                ),
                (ImportRig.document(orders: ImportRig.order("RY2")), "admission_orders[0].encounter"),
                (ImportRig.document(orders: ImportRig.order(encounter: "WD2")), "admission_orders[0].encounter"),
                (ImportRig.document(orders: ImportRig.order(bed: "B1")), "admission_orders[0].bed"),
                (ImportRig.document(beds: #"{"id":"A1","ward":"W-B","label":"1"}"#), "beds[0].ward"),
                (ImportRig.document(beds: #"{"id":"A9","ward":"W-9","label":"1"}"#), "beds[0].ward"),
                (ImportRig.document(reports: ImportRig.report("BG2", pdf: nil)), "reports[0].pdf_base64"),
                (
                    ImportRig.document(
                        answers: #"{"encounter":"WD1","charge":"C8","answered_at":"2026-11-21T08:00Z"}"#),
                    "dispute_answers[0].charge"
                ),
            ] {
                let sentence = await rig.refusal(document)
                #expect(sentence.hasPrefix("\(place): "), "\(sentence)")
            }
            // Nothing of a refused file is there, not even its good entries.
            #expect(try await rig.database.feedHead(FeedRig.hospital) == before)
        }
    }

    @Test("a page is had by its hash, by the terminals of the stay's ward alone", arguments: Engine.allCases)
    func blobs(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            try await rig.importing(Self.full)
            let page = Array("%PDF-1.4\n".utf8)
            let hash = try #require(EventHash(SHA256.hash(data: Data(page))))
            var a = Follower(rig.reader(), from: try await rig.database.feedHead(FeedRig.hospital))
            try await a.snapshot(rig.database)
            let row = try #require(a.there["reports/BG1"])
            #expect(row.contains("\"pdf_bytes\":9,\"pdf_sha256\":\"\(hash)\"") && !row.contains("base64"))
            #expect(try await rig.database.blob(hash, for: rig.reader()) == page)
            #expect(try await rig.database.blob(hash, for: rig.reader(FeedRig.wardB, "T2")) == nil)
            // Withdrawn without its page: the page stays, and the row still names it.
            try await rig.importing(ImportRig.document(reports: ImportRig.report(status: "withdrawn", pdf: nil)))
            _ = try await a.follow(rig.database)
            #expect(
                a.there["reports/BG1"]?.contains("withdrawn") == true
                    && a.there["reports/BG1"]?.contains("\(hash)") == true)
        }
    }

    @Test("a slip that nobody used yet goes to another ward with everything of its stay", arguments: Engine.allCases)
    func slip(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let start = try await rig.database.feedHead(FeedRig.hospital)
            try await rig.importing(Self.full)
            var (a, b) = (Follower(rig.reader(), from: start), Follower(rig.reader(FeedRig.wardB, "T2"), from: start))
            _ = try await a.follow(rig.database)
            try await rig.importing(
                ImportRig.document(
                    orders: ImportRig.order(ward: "W-B", bed: "B1"),
                    charges: ImportRig.charge() + "," + ImportRig.charge("C2")))
            _ = try await a.follow(rig.database)
            _ = try await b.follow(rig.database)
            let stay = [
                "admission_orders/RY1", "charges/C1", "charges/C2", "discharges/WD1", "dispute_answers/C1",
                "reports/BG1",
            ]
            #expect(stay.allSatisfy { b.there[$0] != nil && a.there[$0] == nil })
            #expect(Set(b.there.keys).subtracting(stay) == ["beds/B1", "price_lists/1", "wards/W-A", "wards/W-B"])
        }
    }

    @Test("200,000 prices are one row of bounded size", .timeLimit(.minutes(3)), arguments: Engine.allCases)
    func prices(engine: Engine) async throws {
        try await FeedRig.with(engine) { rig in
            let items = (0..<200_000).map {
                #"{"id":"I\#($0)","name":"药品名称 \#($0)","pinyin":"ypmc","unit":"盒","price_fen":\#($0),"category":"drug","insurance_class":"A","national_code":""}"#
            }
            let list = #"{"number":7,"effective":"2026-01-01","items":[\#(items.joined(separator: ","))]}"#
            switch engine {
            case .sqlite: try await rig.importing(ImportRig.document(prices: list, orders: ""))
            case .postgres:
                // Reading the file is the same; what is asked here is whether the row goes in and out.
                try await rig.publish([FeedPut(table: .priceLists, key: "7", scope: .hospital, body: list)])
            }
            var a = Follower(rig.reader(), from: try await rig.database.feedHead(FeedRig.hospital))
            try await a.snapshot(rig.database)
            let size = try #require(a.there["price_lists/7"]).utf8.count
            #expect(size > 20 << 20 && size < SyncLimits.feedRow)
            // One more is one too many.
            guard engine == .sqlite else { return }
            let more = ImportRig.document(prices: list.replacing("]}", with: ",\(items[0])]}"), orders: "")
            #expect(await rig.refusal(more).hasPrefix("price_lists[0].items: It must have at most 200000"))
        }
    }
}
