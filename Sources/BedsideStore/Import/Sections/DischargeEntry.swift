import BedsideDomain
import GRDB

/// `discharges[]`: what the ward says about a stay's end; the last word counts until the stay is settled.
struct DischargeEntry: ImportEntry {
    static let section = "discharges"
    let encounter: EncounterID
    let orderedAt: Timestamp?
    let facts: DischargeFacts

    init(from decoder: any Decoder) throws {
        let fields = try Fields(
            decoder,
            [
                "encounter", "ordered_at", "open_drug_orders", "open_orders", "unconfirmed_returns", "certificate",
                "medicines",
            ])
        encounter = try fields.id("encounter")
        orderedAt = try fields.optionalMoment("ordered_at")
        let certificate: CertificateEntry? = try fields.has("certificate") ? try fields.object("certificate") : nil
        facts = DischargeFacts(
            certificate: certificate?.value, openDrugOrders: Int(try fields.integer("open_drug_orders", 0...10_000)),
            openOrders: Int(try fields.integer("open_orders", 0...10_000)),
            unconfirmedReturns: Int(try fields.integer("unconfirmed_returns", 0...10_000)),
            medicines: try fields.list("medicines", most: 100, MedicineEntry.self).map(\.value))
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        let isOver = try writer.isOver(encounter)
        let stored = try transaction.dischargeFacts(encounter)
        if let stored, stored.orderedAt == orderedAt, stored.facts == facts { return .unchanged }
        guard !isOver else { throw ImportRule("encounter", "This stay is over; its discharge is final.") }
        try transaction.save(facts, orderedAt: orderedAt, of: encounter)
        // What another terminal keeps changes there.
        if let stay = try transaction.encounter(encounter), try !transaction.isAway(encounter) {
            // The doctor may also take the order back.
            let state = try orderedAt.map { try stay.state.orderingDischarge(at: $0) } ?? .inWard
            if state != stay.state { try transaction.save(state, of: encounter) }
        }
        return stored == nil ? .new : .updated
    }
}

/// `discharges[].certificate`
private struct CertificateEntry: Decodable {
    let value: DischargeCertificate

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["diagnosis", "outcome", "advice", "doctor", "discharged_on"])
        value = DischargeCertificate(
            diagnosis: Sensitive(try fields.text("diagnosis", 1...1000)), outcome: try fields.text("outcome", 1...40),
            advice: Sensitive(try fields.text("advice", 1...2000)), doctor: try fields.text("doctor", 1...100),
            dischargedOn: try fields.day("discharged_on"))
    }
}

/// `discharges[].medicines[]`
private struct MedicineEntry: Decodable {
    let value: DischargeMedicine

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["name", "dose", "frequency", "days", "note"])
        value = DischargeMedicine(
            name: try fields.text("name", 1...100), dose: try fields.text("dose", 1...60),
            frequency: try fields.text("frequency", 1...60), days: Int(try fields.integer("days", 1...366)),
            note: try fields.text("note", 0...200))
    }
}

extension Transaction {
    fileprivate func save(_ facts: DischargeFacts, orderedAt: Timestamp?, of encounter: EncounterID) throws {
        let certificate = facts.certificate
        try run("DELETE FROM discharge_medicines WHERE encounter = ?", [encounter.text])
        try run(
            """
            INSERT OR REPLACE INTO discharge_facts(encounter, ordered_ms, open_drug_orders, open_orders,
                unconfirmed_returns, diagnosis, outcome, advice, doctor, discharged_day)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                encounter.text, orderedAt?.milliseconds, facts.openDrugOrders, facts.openOrders,
                facts.unconfirmedReturns, certificate?.diagnosis.value, certificate?.outcome, certificate?.advice.value,
                certificate?.doctor, certificate?.dischargedOn.daysSince1970,
            ])
        for (position, medicine) in facts.medicines.enumerated() {
            try run(
                """
                INSERT INTO discharge_medicines(encounter, position, name, dose, frequency, days, note)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    encounter.text, position + 1, medicine.name, medicine.dose, medicine.frequency, medicine.days,
                    medicine.note,
                ])
        }
    }
}
