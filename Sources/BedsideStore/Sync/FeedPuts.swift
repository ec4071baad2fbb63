package import BedsideDomain
import Foundation
import GRDB

extension FeedRun {
    /// Writes the whole state of one thing, through the same code as the import command.
    func put(_ row: FeedRow, _ body: String) throws {
        guard body.utf8.count <= SyncLimits.feedRow else { throw FeedProblem("malformed") }
        switch row.table {
        case .wards: try write(WardEntry.self, row, body)
        case .beds: try write(BedEntry.self, row, body)
        case .staff: try write(StaffEntry.self, row, body)
        case .priceLists: try write(PriceListEntry.self, row, body)
        case .admissionOrders: try writeOrder(row, body)
        case .charges:
            let charge = try write(ChargeEntry.self, row, body, of: \.encounter)
            try writer.checkReversals([charge])
        case .insuranceResults: try write(InsuranceEntry.self, row, body, of: \.encounter)
        case .discharges: try write(DischargeEntry.self, row, body, of: \.encounter)
        case .reports:
            let report = try write(ReportEntry.self, row, body, of: \.report.encounter)
            try writer.checkCorrections([report])
        case .disputeAnswers: try write(DisputeAnswerEntry.self, row, body, of: \.encounter)
        case .stays: try putStay(try decode(StayBody.self, body))
        case .terminals: try putPeer(try decode(WardPeer.self, body))
        case .commands: try putCommand(row.key, body)
        default: throw FeedProblem("unknown-table")
        }
    }

    /// A row is checked for itself; caches of one import would not see a stay that the feed moves.
    private var writer: ImportWriter {
        ImportWriter(transaction: transaction, moment: moment, total: 1, isFeed: true, progress: { _, _, _ in })
    }

    func decode<Value: Decodable>(_ type: Value.Type, _ body: String) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(body.utf8)) } catch { throw FeedProblem("malformed") }
    }

    @discardableResult
    private func write<Entry: ImportEntry>(
        _ type: Entry.Type, _ row: FeedRow, _ body: String, of stay: ((Entry) -> EncounterID)? = nil
    ) throws -> Entry {
        let entry = try decode(type, body)
        // A patient who left may come back, but first with the slip.
        if let stay, try transaction.isForgotten(stay(entry)) { throw FeedProblem("forgotten") }
        if try entry.write(writer) != .unchanged { changed(row.table) }
        return entry
    }

    private func writeOrder(_ row: FeedRow, _ body: String) throws {
        let order = try write(AdmissionOrderEntry.self, row, body)
        try transaction.run("DELETE FROM leaves_waiting WHERE encounter = ?", [order.encounter.text])
        try transaction.rememberAgain(order.encounter, at: moment)
    }

    private func putPeer(_ peer: WardPeer) throws {
        guard peer.link.map({ (1...300).contains($0.utf8.count) }) ?? true else { throw FeedProblem("malformed") }
        try transaction.run(
            "INSERT OR REPLACE INTO ward_peers(terminal, ward, link) VALUES (?, ?, ?)",
            [peer.terminal.text, peer.ward.text, peer.link])
        changed(.terminals)
    }

    private func putCommand(_ id: String, _ body: String) throws {
        guard (2...65_536).contains(body.utf8.count) else { throw FeedProblem("malformed") }
        try transaction.run(
            """
            INSERT INTO commands(id, body, received_ms) VALUES (?1, ?2, ?3)
            ON CONFLICT(id) DO UPDATE SET body = ?2 WHERE begun_ms IS NULL
            """, [id, body, moment.milliseconds])
        changed(.commands)
    }
}

/// Another terminal of the ward: a row of ``FeedTable/terminals``.
package struct WardPeer: Sendable, Hashable, Codable {
    package let terminal: TerminalName
    package let ward: WardID
    /// `host:port` of its ward link; nil when it has none.
    package let link: String?
}

extension Store {
    /// The terminals that the centre says are in this ward, this one among them, by name.
    package func wardPeers() async throws -> [WardPeer] {
        try await read {
            try $0.all("SELECT terminal, ward, link FROM ward_peers ORDER BY terminal") {
                WardPeer(terminal: try $0.id(), ward: try $0.id(), link: try $0.optionalText())
            }
        }
    }
}
