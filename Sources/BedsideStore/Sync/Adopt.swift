package import BedsideDomain
import GRDB

extension Store {
    /// Whether ``adopt(_:hold:at:)`` would take this stay now; asked before the hold is taken for good. Writes nothing.
    ///
    /// Throws what that one does, and `wrongState` while the centre has not acknowledged this terminal's own release of the
    /// stay: its answer is of before, and the next terminal gets the stay too once it hears of the release.
    package func checkAdoption(_ stay: [UInt8], at moment: Timestamp) async throws {
        let stay = try StayBody.read(stay)
        guard let hold = OperationID([UInt8](repeating: 0, count: OperationTag.length)) else { return }
        do {
            try await commit { transaction in
                if try !transaction.isKeptHere(stay.encounter), try transaction.isReleaseUnheard(stay.encounter) {
                    throw DomainError(
                        .wrongState, "The centre does not know yet that this terminal gave the stay up; ask again.")
                }
                _ = try transaction.adopt(stay, hold, at: moment)
                throw OnlyAsked()
            }
        } catch is OnlyAsked {}
    }

    /// Keeps a stay from now on, with the money that came for it, whichever terminal took it.
    ///
    /// - Parameters:
    ///   - stay: the JSON of the central store's `StayRow`, of an answer to a request for it.
    ///   - hold: by which the central store gave it for good. Adopted again, nothing changes.
    ///
    /// Throws ``StoreError`` `notFound` while the feed has not brought the slip or the bed, `importRefused`; ``DomainError``:
    /// `wrongState` for a stay that is over, `bedTaken`, `alreadyUsed` when the patient has another open stay.
    package func adopt(_ stay: [UInt8], hold: OperationID, at moment: Timestamp) async throws -> Encounter {
        let stay = try StayBody.read(stay)
        return try await commit { try $0.adopt(stay, hold, at: moment) }
    }
}

private struct OnlyAsked: Error {}

extension Transaction {
    fileprivate func adopt(_ stay: StayBody, _ hold: OperationID, at moment: Timestamp) throws -> Encounter {
        if try isKeptHere(stay.encounter) { return try knownEncounter(stay.encounter) }
        let order = try requireAdoptable(stay)
        // Where the patient lies now, which need not be where the slip was issued for.
        try run(
            "UPDATE admission_orders SET ward = ?1, bed = ?2 WHERE id = ?3 AND (ward, bed) <> (?1, ?2)",
            [stay.ward.text, stay.bed.text, order.id.text])
        var patient = order.patient
        patient.phone = stay.phone
        try savePatient(patient)
        try writeStay(stay, order, hold)
        for consent in stay.consents.compactMap(Consent.init(rawValue:)) {
            try run(
                "INSERT INTO consents(encounter, consent, given_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [stay.encounter.text, consent.rawValue, stay.admittedMs.milliseconds])
        }
        try adoptMoney(stay, hold, at: moment)
        try run("DELETE FROM stays_elsewhere WHERE encounter = ?", [stay.encounter.text])
        let facts: [String: Fact] = ["encounter": .text(stay.encounter.text), "hold": .text("\(hold)")]
        try audit("stay-taken", by: .centre, of: "encounter:\(stay.encounter.text)", facts, at: moment)
        try tell("stay.taken", key: "\(hold)", facts, at: moment)
        return try knownEncounter(stay.encounter)
    }

    private func requireAdoptable(_ stay: StayBody) throws -> AdmissionOrder {
        guard stay.isOpen else { throw DomainError(.wrongState, "This stay is already settled or cancelled.") }
        guard try !isForgotten(stay.encounter), let order = try admissionOrder(stay.order),
            order.encounter == stay.encounter
        else { throw StoreError.notFound("admission slip") }
        let ward: WardID? = try first("SELECT ward FROM beds WHERE id = ?", [stay.bed.text]) { try $0.id() }
        guard ward == stay.ward else { throw StoreError.notFound("bed") }
        let taken = try first(
            """
            SELECT EXISTS (SELECT 1 FROM encounters WHERE bed = ?1 AND \(EncounterRecord.isOpen)),
                EXISTS (SELECT 1 FROM encounters WHERE patient = ?2 AND \(EncounterRecord.isOpen))
            """, [stay.bed.text, order.patient.id.text]
        ) { (bed: try $0.flag(), patient: try $0.flag()) }
        guard taken?.bed != true else {
            throw DomainError(.bedTaken, "The stay's bed has another patient here; the ward must sort it out first.")
        }
        guard taken?.patient != true else {
            throw DomainError(.alreadyUsed, "This patient already has another open stay; settle or cancel it first.")
        }
        return order
    }

    private func writeStay(_ stay: StayBody, _ order: AdmissionOrder, _ hold: OperationID) throws {
        // The nurse of another ward may not be known here; the badge opens nothing until the feed brings its owner.
        try run(
            """
            INSERT INTO staff(id, name, role, active, pin_hash) VALUES (?1, ?1, 'nurse', 0, 'scrypt$0$0$0$0$0')
            ON CONFLICT DO NOTHING
            """, [stay.confirmedBy.text])
        let ordered = try dischargeFacts(stay.encounter)?.orderedAt != nil
        let isStateOlder = ordered && stay.state == "in-ward"
        try run(
            """
            INSERT INTO encounters(number, admission_order, patient, bed, admitted_ms, confirmed_by, state, state_ms, hold)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT(number) DO UPDATE SET bed = ?4, state = ?7, state_ms = ?8, hold = ?9
            """,
            [
                stay.encounter.text, order.id.text, order.patient.id.text, stay.bed.text,
                stay.admittedMs.milliseconds, stay.confirmedBy.text, isStateOlder ? "awaiting-settlement" : stay.state,
                stay.stateMs.milliseconds, databaseBytes(hold.bytes),
            ])
        try run("UPDATE encounters SET away = 0 WHERE number = ?", [stay.encounter.text])
    }
}
