import BedsideDomain
import GRDB

/// How slips and people lie in the store.
enum AdmissionOrderRecord {
    static let person =
        [
            "name", "sex", "birth_day", "identity_kind", "identity_number", "nationality", "ethnicity", "phone",
            "address",
        ]
        + ["contact_name", "contact_relation", "contact_phone"]

    /// Columns of a slip in the order of ``read(_:)``, for the alias `o`, with `w` its ward and `b` its bed.
    static let selection =
        "o.id, o.encounter, o.patient, \(person.map { "o.\($0)" }.joined(separator: ", ")), o.ward, w.name, o.bed, b.label, "
        + "o.doctor, o.diagnosis_code, o.diagnosis_name, o.condition, o.allergies, o.admission_count, o.payer, "
        + "o.insurance_credential, o.insurance_place, o.deposit_fen, o.issued_ms"
    static let joins = "JOIN wards w ON w.id = o.ward JOIN beds b ON b.id = o.bed"

    static func read(_ columns: inout Columns) throws -> AdmissionOrder {
        AdmissionOrder(
            id: try columns.id(), encounter: try columns.id(),
            patient: try readPatient(&columns), ward: try columns.id(), wardName: try columns.text(),
            bed: try columns.id(), bedLabel: try columns.text(), doctor: try columns.text(),
            diagnosisCode: try columns.text(), diagnosisName: try columns.sensitive(), condition: try columns.text(),
            allergies: try columns.sensitive(), admissionCount: try columns.count(), payer: try columns.word(),
            insuranceCredential: try columns.sensitive(), insurancePlace: try columns.text(),
            deposit: try columns.money(), issuedAt: try columns.moment())
    }

    /// An id and the columns of ``person``.
    static func readPatient(_ columns: inout Columns) throws -> Patient {
        Patient(
            id: try columns.id(), name: try columns.sensitive(), sex: try columns.word(), birthDate: try columns.day(),
            identityKind: try columns.word(), identityNumber: try columns.sensitive(),
            nationality: try columns.text(), ethnicity: try columns.text(), phone: try columns.sensitive(),
            address: try columns.sensitive(),
            contact: Patient.Contact(
                name: try columns.sensitive(), relation: try columns.text(), phone: try columns.sensitive()))
    }

    /// The values of ``person``, in its order.
    static func values(_ patient: Patient) -> [(any DatabaseValueConvertible)?] {
        [
            patient.name.value, patient.sex.rawValue, patient.birthDate.daysSince1970, patient.identityKind.rawValue,
            patient.identityNumber.value, patient.nationality, patient.ethnicity, patient.phone.value,
            patient.address.value, patient.contact.name.value, patient.contact.relation, patient.contact.phone.value,
        ]
    }
}

extension Transaction {
    func admissionOrder(_ id: AdmissionOrderID) throws -> AdmissionOrder? {
        try first(
            "SELECT \(AdmissionOrderRecord.selection) FROM admission_orders o \(AdmissionOrderRecord.joins) WHERE o.id = ?",
            [id.text], AdmissionOrderRecord.read)
    }

    /// Writes a person as last confirmed.
    func savePatient(_ patient: Patient) throws {
        let names = AdmissionOrderRecord.person
        try run(
            """
            INSERT INTO patients(id, \(names.joined(separator: ", ")))
            VALUES (?\(String(repeating: ", ?", count: names.count)))
            ON CONFLICT(id) DO UPDATE SET \(names.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            """, StatementArguments([patient.id.text] + AdmissionOrderRecord.values(patient)))
    }
}
