package import BedsideDomain
import GRDB

extension Store {
    /// Makes the stay of a slip: patient, stay, consents, audit, outbox and the admission papers, all or nothing.
    ///
    /// Called again with the same slip it returns the same stay and jobs, so that a crash between commit and answer
    /// admits nobody twice.
    ///
    /// - Parameters:
    ///   - confirmedBy: the nurse whose badge and PIN confirmed the identity.
    ///   - papers: what to print for the new stay.
    ///
    /// Throws ``StoreError`` `notFound`; ``DomainError``: `wrongState` (consents missing), `alreadyUsed` (the patient has
    /// an open stay), `bedTaken`, `staffMustAgree`, and what ``AdmissionOrder/validate(today:)`` throws.
    package func admit(
        _ order: AdmissionOrderID, answers: AdmissionAnswers, confirmedBy: StaffID, at moment: Timestamp,
        papers: @escaping @Sendable (Encounter) throws -> [Paper]
    ) async throws -> (Encounter, [PrintJob]) {
        try await commit { transaction in
            if let stay: EncounterID = try transaction.first(
                "SELECT number FROM encounters WHERE admission_order = ?", [order.text], { try $0.id() })
            {
                guard try !transaction.isAway(stay) else {
                    throw DomainError(
                        .alreadyUsed, "This slip was used, and another terminal keeps the stay; take the stay here.")
                }
                return (
                    try transaction.knownEncounter(stay), try transaction.printJobs(of: stay, .admission(stay))
                )
            }
            guard let order = try transaction.admissionOrder(order), try !transaction.isForgotten(order.encounter)
            else { throw StoreError.notFound("admission slip") }
            try transaction.requireAdmissible(order, answers, confirmedBy, at: moment)
            let encounter = try transaction.writeAdmission(order, answers, confirmedBy, at: moment)
            let jobs = try transaction.enqueue(
                papers(encounter), of: encounter.id, .admission(encounter.id), at: moment)
            return (encounter, jobs)
        }
    }
}

extension Transaction {
    /// Every rule of an admission (services.md 4.1), before the schema enforces them once more.
    fileprivate func requireAdmissible(
        _ order: AdmissionOrder, _ answers: AdmissionAnswers, _ nurse: StaffID, at moment: Timestamp
    ) throws {
        try answers.requireComplete()
        try order.validate(today: clock.day(of: moment))
        try requireStaff(nurse, may: .confirmIdentity)
        try requireNotElsewhere(order)
        let identity = order.patient.identityNumber.value
        let inHouse = try first(
            """
            SELECT 1 FROM encounters e JOIN patients p ON p.id = e.patient
            WHERE e.\(EncounterRecord.isOpen)
                AND (p.id = ? OR (p.identity_kind = ? AND p.identity_number = ? AND p.identity_number <> ''))
            """, [order.patient.id.text, order.patient.identityKind.rawValue, identity]
        ) { try $0.int() }
        guard inHouse == nil else {
            throw DomainError(.alreadyUsed, "This patient already has an open stay; settle or cancel it first.")
        }
        let taken = try first(
            "SELECT 1 FROM encounters WHERE bed = ? AND \(EncounterRecord.isOpen)", [order.bed.text]
        ) { try $0.int() }
        guard taken == nil else {
            throw DomainError(.bedTaken, "Bed \(order.bedLabel) has a patient; the ward must assign another one.")
        }
        let other = try first(
            "SELECT 1 FROM patients WHERE identity_kind = ? AND identity_number = ? AND identity_number <> '' AND id <> ?",
            [order.patient.identityKind.rawValue, identity, order.patient.id.text]
        ) { try $0.int() }
        guard other == nil else {
            throw DomainError(
                .invalidIdentity,
                "The identity document belongs to another patient number; the admission office must correct the slip.")
        }
    }

    fileprivate func writeAdmission(
        _ order: AdmissionOrder, _ answers: AdmissionAnswers, _ nurse: StaffID, at moment: Timestamp
    ) throws -> Encounter {
        var patient = order.patient
        patient.phone = answers.phone.text
        try savePatient(patient)
        // The doctor may already have ordered the discharge: the facts of a stay can come before its patient.
        let ordered = try first(
            "SELECT ordered_ms FROM discharge_facts WHERE encounter = ?", [order.encounter.text]
        ) { try $0.optionalInt() }
        let state: EncounterState = ordered.flatMap(\.self) == nil ? .inWard : .awaitingSettlement(since: moment)
        try run(
            """
            INSERT INTO encounters(number, admission_order, patient, bed, admitted_ms, confirmed_by, state, state_ms)
            VALUES (?, ?, ?, ?, ?, ?, 'in-ward', ?)
            """,
            [
                order.encounter.text, order.id.text, patient.id.text, order.bed.text, moment.milliseconds, nurse.text,
                moment.milliseconds,
            ])
        try save(state, of: order.encounter)
        for consent in Consent.allCases {
            try run(
                "INSERT INTO consents(encounter, consent, given_ms) VALUES (?, ?, ?)",
                [order.encounter.text, consent.rawValue, moment.milliseconds])
        }
        let facts: [String: Fact] = [
            "order": .text(order.id.text), "encounter": .text(order.encounter.text), "ward": .text(order.ward.text),
            "bed": .text(order.bed.text), "confirmed_by": .text(nurse.text),
            "consents": .list(Consent.allCases.map { .text($0.rawValue) }), "admitted_ms": .number(moment.milliseconds),
        ]
        try audit("admitted", by: .staff(nurse), of: "encounter:\(order.encounter.text)", facts, at: moment)
        try tell(
            "encounter.admitted", key: order.id.text,
            facts.merging(["phone": .text(answers.phone.text.value)]) { old, _ in old }, at: moment)
        return try knownEncounter(order.encounter)
    }
}
