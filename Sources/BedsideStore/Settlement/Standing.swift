package import BedsideDomain
import GRDB

extension Store {
    /// All that the discharge gates look at. Throws ``StoreError`` `notFound`.
    package func dischargeStanding(_ encounter: EncounterID) async throws -> DischargeStanding {
        try await read { try $0.standing($0.knownEncounter(encounter)) }
    }

    /// What the ward has said about the stay's end; nothing yet when it has not.
    package func dischargeFacts(_ encounter: EncounterID) async throws -> DischargeFacts {
        try await read { try $0.dischargeFacts(encounter)?.facts ?? .nothingYet }
    }
}

extension Transaction {
    func standing(_ encounter: Encounter) throws -> DischargeStanding {
        let id = encounter.id.text
        // A line that was wholly taken back needs no record any more.
        let unrecorded = try first(
            """
            SELECT count(*) FROM charges c WHERE c.encounter = ? AND c.order_reference = '' AND c.reverses IS NULL
                AND c.quantity + (SELECT coalesce(sum(r.quantity), 0) FROM charges r WHERE r.reverses = c.id) > 0
            """, [id]
        ) { try $0.count() }
        let openPayments = try first(
            "SELECT count(*) FROM payment_orders WHERE encounter = ? AND \(PaymentRecord.isOpen)", [id]
        ) { try $0.count() }
        return DischargeStanding(
            state: encounter.state, facts: try dischargeFacts(encounter.id)?.facts ?? .nothingYet,
            payer: encounter.order.payer, linesWithoutRecord: unrecorded ?? 0,
            openDisputes: try disputes(encounter.id).count,
            hasInsuranceResult: try insuranceResult(encounter.id) != nil, openPayments: openPayments ?? 0)
    }

    func dischargeFacts(_ encounter: EncounterID) throws -> (orderedAt: Timestamp?, facts: DischargeFacts)? {
        let medicines = try all(
            "SELECT name, dose, frequency, days, note FROM discharge_medicines WHERE encounter = ? ORDER BY position",
            [encounter.text]
        ) {
            DischargeMedicine(
                name: try $0.text(), dose: try $0.text(), frequency: try $0.text(), days: try $0.count(),
                note: try $0.text())
        }
        return try first(
            """
            SELECT ordered_ms, open_drug_orders, open_orders, unconfirmed_returns, diagnosis, outcome, advice, doctor,
                discharged_day FROM discharge_facts WHERE encounter = ?
            """, [encounter.text]
        ) {
            let orderedAt = try $0.optionalMoment()
            let (drugs, orders, returns) = (try $0.count(), try $0.count(), try $0.count())
            let certificate = try readCertificate(&$0)
            return (
                orderedAt,
                DischargeFacts(
                    certificate: certificate, openDrugOrders: drugs, openOrders: orders, unconfirmedReturns: returns,
                    medicines: medicines)
            )
        }
    }

    private func readCertificate(_ columns: inout Columns) throws -> DischargeCertificate? {
        guard let diagnosis = try columns.optionalText() else { return nil }
        return DischargeCertificate(
            diagnosis: Sensitive(diagnosis), outcome: try columns.text(), advice: try columns.sensitive(),
            doctor: try columns.text(), dischargedOn: try columns.day())
    }

    /// The latest that the insurance answered.
    func insuranceResult(_ encounter: EncounterID) throws -> InsuranceResult? {
        try first(
            """
            SELECT id, total_fen, fund_fen, account_fen, cash_fen FROM insurance_results WHERE encounter = ?
            ORDER BY seq DESC LIMIT 1
            """, [encounter.text]
        ) {
            try InsuranceResult(
                id: $0.id(), total: $0.money(), fund: $0.money(), account: $0.money(), cash: $0.money())
        }
    }
}
