import BedsideDomain
import BedsideSync
import BedsideWire

@testable import BedsideCentralStore
@testable import BedsideSimulation

extension RealCentre {
    func note(_ failure: String) { failed(failure) }

    func audit() async -> CentralAudit {
        do { return try await store.database.read { try $0.audit(RealCentre.hospital) } } catch {
            failed("audit: \(error)")
            return CentralAudit(
                kept: [], effects: [:], held: [], paid: 0, settled: 0, custody: [:], keepers: [:], acks: [:]
            ) { _ in [:] }
        }
    }
}

extension CentralTransaction {
    fileprivate func audit(_ hospital: HospitalID) throws -> CentralAudit {
        var kept: Set<EventHash> = []
        for row in try rows("SELECT hash FROM inbox UNION ALL SELECT hash FROM fork_inbox") {
            kept.insert(try row.fixed(0))
        }
        var effects: [OperationID: Int] = [:]
        for row in try rows(
            "SELECT op_id, count(*) FROM inbox WHERE verdict = 'applied' GROUP BY op_id")
        { effects[try row.fixed(0)] = try row.count(1) }
        var held: Set<OperationID> = []
        for row in try rows(
            """
            SELECT i.op_id FROM quarantine q JOIN inbox i ON i.terminal = q.terminal AND i.epoch = q.epoch
                AND i.seq = q.seq WHERE q.ended_ms IS NULL
            """)
        { held.insert(try row.fixed(0)) }
        var custody: [EncounterID: Int64] = [:]
        var keepers: [EncounterID: TerminalName] = [:]
        for row in try rows("SELECT encounter, keeper, custody FROM stays") {
            custody[try row.id(0)] = 0
            if try row.text(2) != "held" { keepers[try row.id(0)] = try row.optionalID(1) }
        }
        for sum in try ledgerSums(of: hospital) {
            let place = sum.account.split(separator: ":").last?.split(separator: "/").last
            guard ["custody:", "transit:"].contains(where: { sum.account.hasPrefix($0) }), let place else { continue }
            custody[EncounterID(trusted: String(place)), default: 0] += sum.balance
        }
        var acks: [TerminalName: (epoch: StreamEpoch, ack: Int64)] = [:]
        var things: [TerminalName: [MemoryStore.Key: MemoryStore.Thing]] = [:]
        for row in try rows("SELECT name, epoch, last_seq, ward FROM terminals") {
            let name: TerminalName = try row.id(0)
            acks[name] = (try row.fixed(1), try row.int(2))
            for thing in try rows(
                "SELECT tbl, key, version, body FROM feed WHERE scope IN ('', $1, $2) AND body IS NOT NULL",
                [.text("w:" + (try row.text(3))), .text("t:" + name.text)])
            {
                let key = MemoryStore.Key(table: FeedTable(rawValue: try thing.text(0)), key: try thing.text(1))
                things[name, default: [:]][key] = MemoryStore.Thing(version: try thing.int(2), body: try thing.text(3))
            }
        }
        let all = things
        return CentralAudit(
            kept: kept, effects: effects, held: held,
            paid: try number("SELECT coalesce(sum(amount_fen), 0) FROM payments WHERE state = 'paid'"),
            settled: try number("SELECT coalesce(sum(total_fen), 0) FROM settlements"),
            custody: custody, keepers: keepers, acks: acks
        ) { all[$0] ?? [:] }
    }

    private func number(_ sql: String) throws(CentralError) -> Int64 { try row(sql)?.int(0) ?? 0 }
}
