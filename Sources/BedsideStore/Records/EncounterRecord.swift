package import BedsideDomain
import GRDB

/// How stays lie in the store.
enum EncounterRecord {
    private static let person = AdmissionOrderRecord.person.map { "p.\($0)" }.joined(separator: ", ")

    static let select =
        "SELECT e.number, e.admitted_ms, e.state, e.state_ms, e.settlement, p.id, \(person), "
        + "\(AdmissionOrderRecord.selection) FROM encounters e JOIN patients p ON p.id = e.patient "
        + "JOIN admission_orders o ON o.id = e.admission_order \(AdmissionOrderRecord.joins)"

    /// Open, and kept by this terminal.
    static let isOpen = "state IN ('in-ward', 'awaiting-settlement') AND away = 0"

    static func read(_ columns: inout Columns) throws -> Encounter {
        let id: EncounterID = try columns.id()
        let admittedAt = try columns.moment()
        let state = try readState(&columns)
        let patient = try AdmissionOrderRecord.readPatient(&columns)
        let order = try AdmissionOrderRecord.read(&columns)
        return Encounter(id: id, order: order, patient: patient, admittedAt: admittedAt, state: state)
    }

    static func readState(_ columns: inout Columns) throws -> EncounterState {
        let word = try columns.text()
        let since = try columns.moment()
        let settlement: SettlementID? = try columns.optionalID()
        switch (word, settlement) {
        case ("in-ward", nil): return .inWard
        case ("awaiting-settlement", nil): return .awaitingSettlement(since: since)
        case ("settled", .some(let settlement)): return .settled(settlement, at: since)
        case ("cancelled", nil): return .cancelled(at: since)
        default: throw StoreError.damaged("a stay has a state that does not exist")
        }
    }
}

extension Transaction {
    /// Also one that went to another terminal (``isAway(_:)``); nil when its patient's data was taken out.
    func encounter(_ id: EncounterID) throws -> Encounter? {
        guard try !isForgotten(id) else { return nil }
        return try first("\(EncounterRecord.select) WHERE e.number = ?", [id.text], EncounterRecord.read)
    }

    /// Throws ``StoreError`` `notFound`.
    func knownEncounter(_ id: EncounterID) throws -> Encounter {
        guard let encounter = try encounter(id) else { throw StoreError.notFound("stay") }
        return encounter
    }

    /// Throws ``DomainError``: `wrongState` when the stay is over, `notYours` when another terminal keeps it.
    func openEncounter(_ id: EncounterID) throws -> Encounter {
        let encounter = try knownEncounter(id)
        guard try !isAway(id), try stayElsewhere(id) == nil else {
            throw DomainError(.notYours, "Another terminal keeps this stay; take it here first. Nothing was changed.")
        }
        guard encounter.state.isOpen else {
            throw DomainError(.wrongState, "This stay is already settled or cancelled.")
        }
        return encounter
    }

    /// Whether this terminal gave the stay up.
    func isAway(_ id: EncounterID) throws -> Bool {
        try first("SELECT away FROM encounters WHERE number = ?", [id.text]) { try $0.flag() } ?? false
    }

    func save(_ state: EncounterState, of id: EncounterID) throws {
        let (word, since, settlement): (String, Timestamp?, String?) =
            switch state {
            case .inWard: ("in-ward", nil, nil)
            case .awaitingSettlement(let since): ("awaiting-settlement", since, nil)
            case .settled(let settlement, let at): ("settled", at, settlement.text)
            case .cancelled(let at): ("cancelled", at, nil)
            }
        try run(
            "UPDATE encounters SET state = ?, state_ms = coalesce(?, state_ms), settlement = ? WHERE number = ?",
            [word, since?.milliseconds, settlement, id.text])
    }
}

extension Store {
    /// A stay, also one that is over; nil when there is none.
    package func stay(_ id: EncounterID) async throws -> Encounter? { try await read { try $0.encounter(id) } }
}
