import BedsideDomain
import Foundation
import Testing

@testable import BedsideStore

/// Rows of the feed as the central store makes them of an import document.
enum Feed {
    static func cursor(_ seq: Int64, generation: UInt8 = 1) throws -> FeedCursor {
        FeedCursor(
            generation: try #require(FeedGeneration([UInt8](repeating: generation, count: 16))), seq: seq)
    }

    static func row(
        _ table: FeedTable, _ key: String, _ body: JSONValue, seq: Int64 = 1, version: Int64 = 1
    ) throws -> FeedRow {
        FeedRow(
            seq: seq, table: table, key: key, change: .put(String(decoding: try body.bytes, as: UTF8.self)),
            version: version)
    }

    static func leave(_ table: FeedTable, _ key: String, seq: Int64 = 1, version: Int64 = 2) -> FeedRow {
        FeedRow(seq: seq, table: table, key: key, change: .leave, version: version)
    }

    /// Every entry of a document, one row each; a report's page is named by its hash.
    static func rows(_ document: JSONValue = TestWard.document) throws -> [FeedRow] {
        var rows: [FeedRow] = []
        for table in FeedTable.imported {
            guard case .list(let entries) = document[table.rawValue] else { continue }
            for entry in entries {
                rows.append(
                    try row(table, key(table, entry), remote(table, entry), seq: Int64(rows.count + 1)))
            }
        }
        return rows
    }

    static func key(_ table: FeedTable, _ entry: JSONValue) -> String {
        for name in table == .disputeAnswers ? ["charge"] : ["id", "number", "encounter"] {
            switch entry[name] {
            case .text(let text): return text
            case .number(let number): return String(number)
            default: continue
            }
        }
        return "?"
    }

    private static func remote(_ table: FeedTable, _ entry: JSONValue) throws -> JSONValue {
        guard table == .reports, case .object(var object) = entry, case .text(let text)? = object["pdf_base64"] else {
            return entry
        }
        let page = try #require(Data(base64Encoded: text))
        object["pdf_base64"] = nil
        object["pdf_sha256"] = .text(hexText(Chain.root(epoch: Array(page))))
        object["pdf_bytes"] = .number(Int64(page.count))
        return .object(object)
    }

    /// A stay as the central store tells it.
    static func stay(
        _ encounter: EncounterID = TestWard.stay, order: AdmissionOrderID = TestWard.slip, keeper: String?,
        bed: String = "W1-01", state: String = "in-ward", payments: [JSONValue] = []
    ) -> JSONValue {
        [
            "encounter": .text(encounter.text), "order": .text(order.text),
            "keeper": keeper.map(JSONValue.text) ?? .null, "ward": "W1", "bed": .text(bed), "state": .text(state),
            "stateMs": .number(TestWard.start.milliseconds), "admittedMs": .number(TestWard.start.milliseconds),
            "confirmedBy": .text(TestWard.nurse.text), "phone": "13700137000",
            "consents": .list(Consent.allCases.map { .text($0.rawValue) }), "payments": .list(payments),
        ]
    }

    static func payment(_ id: String, _ fen: Int64, terminal: String, fingerprint: String = "") -> JSONValue {
        [
            "payment": .text(id), "terminal": .text(terminal), "channel": "wallet",
            "purpose": .text(fingerprint.isEmpty ? "deposit" : "settlement"), "fingerprint": .text(fingerprint),
            "amountFen": .number(fen), "createdMs": .number(TestWard.start.milliseconds),
            "paidMs": .number(TestWard.start.milliseconds), "reference": "W1",
        ]
    }
}

extension JSONValue {
    /// Of an object in JSON text.
    init(text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    var number: Int64? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
}
