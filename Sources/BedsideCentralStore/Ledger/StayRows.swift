package import BedsideDomain
package import BedsideWire
import Foundation

/// With whom a stay is.
package enum StayCustody: String, Sendable, Hashable, CaseIterable {
    /// With its keeper.
    case kept
    /// With nobody: offered back to the keeper that it names, and to anybody who asks.
    case free
    /// Promised to a terminal.
    case held
}

/// What of a stay decides who may have it.
struct StayStanding: Sendable {
    let keeper: TerminalName?
    let custody: StayCustody
    let hold: OperationID?
    let ward: WardID
    let state: String
}

extension CentralTransaction {
    /// A stay's standing, with its row locked against others. Throws ``CentralError``.
    func lockedStay(_ encounter: EncounterID, in hospital: HospitalID) throws(CentralError) -> StayStanding? {
        let row = try row(
            "SELECT keeper, custody, hold, ward, state FROM stays WHERE hospital = $1 AND encounter = $2\(dialect.forUpdate)",
            [.id(hospital), .id(encounter)])
        guard let row else { return nil }
        return StayStanding(
            keeper: try row.optionalID(0), custody: try row.word(1), hold: try row.optionalFixed(2),
            ward: try row.id(3), state: try row.text(4))
    }

    /// All that another terminal must know to keep the stay. Throws ``CentralError``.
    package func stayRow(_ encounter: EncounterID, in hospital: HospitalID) throws(CentralError) -> StayRow? {
        let row = try row(
            """
            SELECT admission_order, keeper, custody, ward, bed, state, state_ms, admitted_ms, confirmed_by, phone, consents
            FROM stays WHERE hospital = $1 AND encounter = $2
            """, [.id(hospital), .id(encounter)])
        guard let row else { return nil }
        let custody: StayCustody = try row.word(2)
        return StayRow(
            encounter: encounter, order: try row.id(0), keeper: custody == .held ? nil : try row.optionalID(1),
            ward: try row.id(3), bed: try row.id(4), state: try row.text(5), stateMs: try row.int(6),
            admittedMs: try row.int(7), confirmedBy: try row.id(8), phone: Sensitive(try row.text(9)),
            consents: try words(row.text(10)), payments: try payments(of: encounter, in: hospital))
    }

    /// Tells the ward of a stay with whom it is. Throws ``CentralError``.
    package func publishStay(_ encounter: EncounterID, in hospital: HospitalID, at now: Timestamp)
        throws(CentralError)
    {
        guard let stay = try stayRow(encounter, in: hospital) else { return }
        try publish(
            [
                FeedPut(
                    table: .stays, key: encounter.text, scope: .ward(stay.ward), body: try feedJSON(stay),
                    encounter: encounter)
            ], in: hospital, at: now)
    }

    private func payments(of encounter: EncounterID, in hospital: HospitalID) throws(CentralError)
        -> [StayRow.Payment]
    {
        try rows(
            """
            SELECT payment, terminal, channel, purpose, fingerprint, amount_fen, created_ms, paid_ms, reference
            FROM payments WHERE hospital = $1 AND encounter = $2 AND state = 'paid' ORDER BY paid_ms, payment
            """, [.id(hospital), .id(encounter)]
        ).map { row throws(CentralError) in
            StayRow.Payment(
                payment: try row.id(0), terminal: try row.id(1), channel: try row.word(2), purpose: try row.text(3),
                fingerprint: try row.text(4), amountFen: try row.int(5), createdMs: try row.int(6),
                paidMs: try row.int(7), reference: try row.text(8))
        }
    }

    private func words(_ json: String) throws(CentralError) -> [String] {
        do { return try JSONDecoder().decode([String].self, from: Data(json.utf8)) } catch {
            throw .damaged("a stay's consents are no list")
        }
    }
}
