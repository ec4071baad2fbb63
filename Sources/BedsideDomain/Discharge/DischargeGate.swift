/// What the ward and the insurance have said about a stay's end.
package struct DischargeFacts: Sendable, Hashable, Codable {
    /// Set when the doctor has written the discharge certificate.
    package var certificate: DischargeCertificate?
    /// Drug orders not stopped or not dispensed.
    package var openDrugOrders: Int
    /// Treatment, laboratory and technical orders neither stopped nor executed.
    package var openOrders: Int
    /// Returned drugs that the pharmacy has not confirmed.
    package var unconfirmedReturns: Int
    package var medicines: [DischargeMedicine]

    package init(
        certificate: DischargeCertificate?, openDrugOrders: Int, openOrders: Int, unconfirmedReturns: Int,
        medicines: [DischargeMedicine]
    ) {
        self.certificate = certificate
        self.openDrugOrders = openDrugOrders
        self.openOrders = openOrders
        self.unconfirmedReturns = unconfirmedReturns
        self.medicines = medicines
    }

    package static let nothingYet = DischargeFacts(
        certificate: nil, openDrugOrders: 0, openOrders: 0, unconfirmedReturns: 0, medicines: [])
}

/// 出院证 as the doctor wrote it; the kiosk never edits it.
package struct DischargeCertificate: Sendable, Hashable, Codable {
    package let diagnosis: Sensitive<String>
    /// 治愈, 好转, 未愈, 其他
    package let outcome: String
    package let advice: Sensitive<String>
    package let doctor: String
    package let dischargedOn: CivilDate

    package init(
        diagnosis: Sensitive<String>, outcome: String, advice: Sensitive<String>, doctor: String,
        dischargedOn: CivilDate
    ) {
        self.diagnosis = diagnosis
        self.outcome = outcome
        self.advice = advice
        self.doctor = doctor
        self.dischargedOn = dischargedOn
    }
}

/// One line of the medicine card.
package struct DischargeMedicine: Sendable, Hashable, Codable {
    package let name: String
    package let dose: String
    package let frequency: String
    package let days: Int
    package let note: String

    package init(name: String, dose: String, frequency: String, days: Int, note: String) {
        self.name = name
        self.dose = dose
        self.frequency = frequency
        self.days = days
        self.note = note
    }
}

/// A condition of settlement, who can open it, and whether it is open (services.md 3.3, doCanLeaveHospital; seed service 8).
package struct DischargeGate: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case dischargeOrdered = "discharge-ordered"
        case certificateWritten = "certificate-written"
        case drugOrdersClosed = "drug-orders-closed"
        case ordersExecuted = "orders-executed"
        case returnsConfirmed = "returns-confirmed"
        /// No record, no charge.
        case chargesRecorded = "charges-recorded"
        case disputesAnswered = "disputes-answered"
        case insuranceReady = "insurance-ready"
        case paymentsFinished = "payments-finished"
    }

    /// Who can open it.
    package enum Helper: String, Sendable, Hashable, Codable {
        case doctor, nurse, pharmacy, billingOffice = "billing-office", insuranceOffice = "insurance-office", cashier
    }

    package let kind: Kind
    package let isOpen: Bool
    /// How many things are missing; 0 when open.
    package let missing: Int

    package var helper: Helper {
        switch kind {
        case .dischargeOrdered, .certificateWritten: .doctor
        case .drugOrdersClosed, .ordersExecuted, .chargesRecorded: .nurse
        case .returnsConfirmed: .pharmacy
        case .disputesAnswered: .billingOffice
        case .insuranceReady: .insuranceOffice
        case .paymentsFinished: .cashier
        }
    }

    /// Every gate of a stay, in the order of the checklist.
    package static func checklist(_ standing: DischargeStanding) -> [DischargeGate] {
        Kind.allCases.map { kind in
            let missing = standing.missing(for: kind)
            return DischargeGate(kind: kind, isOpen: missing == 0, missing: missing)
        }
    }
}

/// All that the gates look at.
package struct DischargeStanding: Sendable, Hashable {
    package var state: EncounterState
    package var facts: DischargeFacts
    package var payer: PayerClass
    package var linesWithoutRecord: Int
    package var openDisputes: Int
    package var hasInsuranceResult: Bool
    package var openPayments: Int

    package init(
        state: EncounterState, facts: DischargeFacts, payer: PayerClass, linesWithoutRecord: Int, openDisputes: Int,
        hasInsuranceResult: Bool, openPayments: Int
    ) {
        self.state = state
        self.facts = facts
        self.payer = payer
        self.linesWithoutRecord = linesWithoutRecord
        self.openDisputes = openDisputes
        self.hasInsuranceResult = hasInsuranceResult
        self.openPayments = openPayments
    }

    func missing(for kind: DischargeGate.Kind) -> Int {
        switch kind {
        case .dischargeOrdered: if case .awaitingSettlement = state { 0 } else { 1 }
        case .certificateWritten: facts.certificate == nil ? 1 : 0
        case .drugOrdersClosed: facts.openDrugOrders
        case .ordersExecuted: facts.openOrders
        case .returnsConfirmed: facts.unconfirmedReturns
        case .chargesRecorded: linesWithoutRecord
        case .disputesAnswered: openDisputes
        case .insuranceReady: payer.isInsured && !hasInsuranceResult ? 1 : 0
        case .paymentsFinished: openPayments
        }
    }
}
