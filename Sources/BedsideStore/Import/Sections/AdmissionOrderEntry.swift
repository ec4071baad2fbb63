import BedsideDomain
import GRDB

/// `admission_orders[]`: a doctor's slip with the patient's data.
struct AdmissionOrderEntry: ImportEntry {
    static let section = "admission_orders"
    let id: AdmissionOrderID
    let encounter: EncounterID
    let patient: PatientEntry
    let ward: WardID
    let bed: BedID
    let doctor: String
    let diagnosisCode: String
    let diagnosisName: String
    let condition: String
    let allergies: String
    let admissionCount: Int64
    let payer: PayerClass
    let insuranceCredential: String
    let insurancePlace: String
    let deposit: Money
    let issuedAt: Timestamp

    init(from decoder: any Decoder) throws {
        let fields = try Fields(
            decoder,
            [
                "id", "encounter", "patient", "ward", "bed", "doctor", "diagnosis_code", "diagnosis_name", "condition",
                "allergies", "admission_count", "payer", "insurance_credential", "insurance_place", "deposit_fen",
                "issued_at",
            ])
        id = try fields.id("id")
        encounter = try fields.id("encounter")
        patient = try fields.object("patient")
        ward = try fields.id("ward")
        bed = try fields.id("bed")
        doctor = try fields.text("doctor", 1...100)
        diagnosisCode = try fields.text("diagnosis_code", 1...40)
        diagnosisName = try fields.text("diagnosis_name", 1...200)
        condition = try fields.text("condition", 1...20)
        allergies = try fields.text("allergies", 0...200)
        admissionCount = try fields.integer("admission_count", 1...1000)
        payer = try fields.word("payer")
        insuranceCredential = try fields.text("insurance_credential", 0...64)
        insurancePlace = try fields.text("insurance_place", 0...20)
        deposit = Money(fen: try fields.integer("deposit_fen", 0...9_999_999_999))
        issuedAt = try fields.moment("issued_at")
    }

    func write(_ writer: ImportWriter) throws -> ImportOutcome {
        let transaction = writer.transaction
        try requireCodes(writer)
        let stored = try transaction.admissionOrder(id)
        let isUsed = try transaction.isUsed(id, of: encounter)
        // A slip that is used here stands where its patient lies; the feed may still say where it was issued for.
        if let stored, isUsed, writer.isFeed, try value(writer, ward: stored.ward, bed: stored.bed) == stored {
            return .unchanged
        }
        let order = try value(writer, ward: ward, bed: bed)
        do { try order.validate(today: writer.today) } catch { throw ImportRule("patient", error.sentence) }
        guard stored != order else { return .unchanged }
        let number = try transaction.first(
            "SELECT id FROM admission_orders WHERE encounter = ?", [encounter.text]
        ) { try $0.id() as AdmissionOrderID }
        guard number == nil || number == id else {
            throw ImportRule("encounter", "Another slip has this stay's number.")
        }
        if let stored {
            guard !isUsed else { throw ImportRule("id", "This slip was used; it never changes.") }
            guard stored.encounter == encounter else {
                throw ImportRule("encounter", "A slip keeps its stay's number.")
            }
        }
        try transaction.save(order)
        return stored == nil ? .new : .updated
    }

    private func requireCodes(_ writer: ImportWriter) throws {
        guard writer.reads(id.text, .identify, as: .admissionSlip(id)) else {
            throw ImportRule(
                "id", "It must be a slip code: \(writer.prefixes.admissionSlip), digits, and their Luhn check digit.")
        }
        guard writer.reads(encounter.text, .identify, as: .wristband(encounter)) else {
            throw ImportRule(
                "encounter",
                "It must be a wristband code: \(writer.prefixes.wristband), digits, and their Luhn check digit.")
        }
    }

    private func value(_ writer: ImportWriter, ward: WardID, bed: BedID) throws -> AdmissionOrder {
        let place = try writer.transaction.first(
            "SELECT b.label, w.name FROM beds b JOIN wards w ON w.id = b.ward WHERE b.id = ? AND b.ward = ?",
            [bed.text, ward.text]
        ) { (bed: try $0.text(), ward: try $0.text()) }
        guard let place else { throw ImportRule("bed", "The ward has no bed with this id.") }
        return AdmissionOrder(
            id: id, encounter: encounter, patient: patient.value, ward: ward, wardName: place.ward, bed: bed,
            bedLabel: place.bed, doctor: doctor, diagnosisCode: diagnosisCode, diagnosisName: Sensitive(diagnosisName),
            condition: condition, allergies: Sensitive(allergies), admissionCount: Int(admissionCount), payer: payer,
            insuranceCredential: Sensitive(insuranceCredential), insurancePlace: insurancePlace, deposit: deposit,
            issuedAt: issuedAt)
    }
}

/// `admission_orders[].patient`
struct PatientEntry: Decodable, Sendable {
    let value: Patient

    init(from decoder: any Decoder) throws {
        let fields = try Fields(
            decoder,
            [
                "id", "name", "sex", "birth_date", "identity_kind", "identity_number", "nationality", "ethnicity",
                "phone",
                "address", "contact_name", "contact_relation", "contact_phone",
            ])
        let kind: IdentityDocument.Kind = try fields.word("identity_kind")
        let number = try fields.text("identity_number", 0...30).uppercased()
        guard (kind == .none) == number.isEmpty else {
            throw fields.refused("identity_number", "It must be there exactly when identity_kind is not none.")
        }
        value = Patient(
            id: try fields.id("id"), name: Sensitive(try fields.text("name", 1...100)), sex: try fields.word("sex"),
            birthDate: try fields.day("birth_date"), identityKind: kind, identityNumber: Sensitive(number),
            nationality: try fields.text("nationality", 0...40), ethnicity: try fields.text("ethnicity", 0...40),
            phone: Sensitive(try fields.text("phone", 0...15)), address: Sensitive(try fields.text("address", 0...200)),
            contact: Patient.Contact(
                name: Sensitive(try fields.text("contact_name", 0...100)),
                relation: try fields.text("contact_relation", 0...40),
                phone: Sensitive(try fields.text("contact_phone", 0...15))))
    }
}

extension Transaction {
    /// Whether the slip's stay is kept here. One that went to another terminal, or whose patient left, may come anew.
    fileprivate func isUsed(_ order: AdmissionOrderID, of encounter: EncounterID) throws -> Bool {
        let used = try first("SELECT 1 FROM encounters WHERE admission_order = ? AND away = 0", [order.text]) {
            try $0.int()
        }
        return try used != nil && !isForgotten(encounter)
    }

    fileprivate func save(_ order: AdmissionOrder) throws {
        let names =
            ["id", "encounter", "patient"] + AdmissionOrderRecord.person
            + [
                "ward", "bed", "doctor", "diagnosis_code", "diagnosis_name", "condition", "allergies",
                "admission_count",
            ]
            + ["payer", "insurance_credential", "insurance_place", "deposit_fen", "issued_ms"]
        let values: [(any DatabaseValueConvertible)?] =
            [order.id.text, order.encounter.text, order.patient.id.text] + AdmissionOrderRecord.values(order.patient)
            + [
                order.ward.text, order.bed.text, order.doctor, order.diagnosisCode, order.diagnosisName.value,
                order.condition, order.allergies.value, order.admissionCount, order.payer.rawValue,
                order.insuranceCredential.value, order.insurancePlace, order.deposit.fen, order.issuedAt.milliseconds,
            ]
        let updates = names.dropFirst(2).map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        try run(
            """
            INSERT INTO admission_orders(\(names.joined(separator: ", ")))
            VALUES (?\(String(repeating: ", ?", count: names.count - 1))) ON CONFLICT(id) DO UPDATE SET \(updates)
            """, StatementArguments(values))
    }
}
