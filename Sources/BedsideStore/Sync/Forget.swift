import BedsideDomain
import GRDB

/// What a terminal forgets when a patient leaves its ward: everything but its own money, which then names nobody.
extension Transaction {
    /// Whether the patient's data was taken out and has not come back.
    func isForgotten(_ encounter: EncounterID) throws -> Bool {
        try first(
            "SELECT word FROM forgotten WHERE encounter = ? ORDER BY seq DESC LIMIT 1", [encounter.text]
        ) { try $0.text() } == "forgotten"
    }

    /// The slip came again: the patient is back in this ward.
    func rememberAgain(_ encounter: EncounterID, at moment: Timestamp) throws {
        guard try isForgotten(encounter) else { return }
        try run(
            "INSERT INTO forgotten(encounter, word, at_ms) VALUES (?, 'back', ?)",
            [encounter.text, moment.milliseconds])
    }

    /// A stay that is still kept here, or whose money or paper is under way, is not forgotten yet.
    func mustWait(_ encounter: EncounterID) throws -> Bool {
        try first(
            """
            SELECT EXISTS (SELECT 1 FROM encounters WHERE number = ?1 AND \(EncounterRecord.isOpen))
                OR EXISTS (SELECT 1 FROM payment_orders WHERE encounter = ?1 AND \(PaymentRecord.isOpen))
                OR EXISTS (SELECT 1 FROM refund_orders WHERE encounter = ?1 AND state <> 'done')
                OR EXISTS (SELECT 1 FROM print_jobs WHERE encounter = ?1 AND \(PrintJobRecord.isOpen))
            """, [encounter.text]
        ) { try $0.flag() } ?? false
    }

    /// Takes the patient's data out; asked again, nothing is left to do. Returns the pages at the centre that nobody here
    /// needs any more.
    func forget(_ encounter: EncounterID, at moment: Timestamp) throws -> [EventHash] {
        let key: StatementArguments = [encounter.text]
        if try !isForgotten(encounter) {
            try run(
                "INSERT INTO forgotten(encounter, word, at_ms) VALUES (?, 'forgotten', ?)",
                [encounter.text, moment.milliseconds])
            try audit("forgotten", by: .centre, of: "encounter:\(encounter.text)", at: moment)
        }
        let pages: [EventHash] = try all(
            """
            SELECT DISTINCT b.sha256 FROM report_blobs b JOIN reports r ON r.id = b.report WHERE r.encounter = ?1
                AND NOT EXISTS (SELECT 1 FROM report_blobs o JOIN reports q ON q.id = o.report
                    WHERE o.sha256 = b.sha256 AND q.encounter <> ?1)
            """, key
        ) { try $0.fixed() }
        // Nobody will ever ask for these pages again.
        try run(
            """
            UPDATE print_jobs SET state = 'refused', state_ms = ?2, trouble = 'forgotten', hold = NULL
            WHERE encounter = ?1 AND state IN ('held', 'unknown')
            """, [encounter.text, moment.milliseconds])
        for statement in Self.rowsOfAStay { try run(statement, key) }
        try removePerson(encounter)
        return pages
    }

    /// In the order of who names whom.
    private static let rowsOfAStay = [
        "DELETE FROM print_papers WHERE job IN (SELECT id FROM print_jobs WHERE encounter = ?)",
        "DELETE FROM discharge_medicines WHERE encounter = ?", "DELETE FROM discharge_facts WHERE encounter = ?",
        "DELETE FROM disputes WHERE encounter = ?", "DELETE FROM consents WHERE encounter = ?",
        "DELETE FROM settlement_lines WHERE settlement IN (SELECT id FROM settlements WHERE encounter = ?)",
        "DELETE FROM charges WHERE encounter = ?",
        """
        DELETE FROM insurance_results WHERE encounter = ?
            AND id NOT IN (SELECT insurance_result FROM settlements WHERE insurance_result IS NOT NULL)
        """,
        "DELETE FROM report_blobs WHERE report IN (SELECT id FROM reports WHERE encounter = ?)",
        "DELETE FROM report_pages WHERE report IN (SELECT id FROM reports WHERE encounter = ?)",
        "DELETE FROM reports WHERE encounter = ?", "DELETE FROM stays_elsewhere WHERE encounter = ?",
        "DELETE FROM leaves_waiting WHERE encounter = ?",
    ]

    /// Patient, stay and slip go; where money or a printed page needs the stay's number, they stay without the person.
    private func removePerson(_ encounter: EncounterID) throws {
        let patient: PatientID? = try first(
            "SELECT patient FROM admission_orders WHERE encounter = ?", [encounter.text]
        ) { try $0.id() }
        let isNeeded = try first(
            """
            SELECT EXISTS (SELECT 1 FROM payment_orders WHERE encounter = ?1)
                OR EXISTS (SELECT 1 FROM ledger_transfers WHERE encounter = ?1)
                OR EXISTS (SELECT 1 FROM settlements WHERE encounter = ?1)
                OR EXISTS (SELECT 1 FROM print_jobs WHERE encounter = ?1)
                OR EXISTS (SELECT 1 FROM insurance_results WHERE encounter = ?1)
            """, [encounter.text]
        ) { try $0.flag() }
        if isNeeded == true {
            try run("UPDATE admission_orders SET \(Self.nobody), \(Self.noSlip) WHERE encounter = ?", [encounter.text])
        } else {
            try run("DELETE FROM encounters WHERE number = ?", [encounter.text])
            try run("DELETE FROM admission_orders WHERE encounter = ?", [encounter.text])
        }
        guard let patient else { return }
        // The same person may have another stay that this terminal still knows.
        let stays: [EncounterID] = try all(
            "SELECT number FROM encounters WHERE patient = ?", [patient.text]
        ) { try $0.id() }
        if stays.isEmpty {
            try run("DELETE FROM patients WHERE id = ?", [patient.text])
        } else if try stays.allSatisfy({ try isForgotten($0) }) {
            try run("UPDATE patients SET \(Self.nobody) WHERE id = ?", [patient.text])
        }
    }

    private static let nobody =
        """
        name = '-', sex = 'male', birth_day = 0, identity_kind = 'none', identity_number = '', nationality = '',
        ethnicity = '', phone = '', address = '', contact_name = '', contact_relation = '', contact_phone = ''
        """
    private static let noSlip =
        """
        doctor = '-', diagnosis_code = '-', diagnosis_name = '-', condition = '-', allergies = '', admission_count = 1,
        payer = 'self-pay', insurance_credential = '', insurance_place = '', deposit_fen = 0
        """
}
