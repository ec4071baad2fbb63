import BedsideDomain

// The bodies of the facts as the terminals write them. A form only grows: a key that came later is optional.

struct AdmittedFact: Decodable, Sendable {
    let order: AdmissionOrderID
    let encounter: EncounterID
    let ward: WardID
    let bed: BedID
    let confirmedBy: StaffID
    let consents: [FactText]
    let admittedMs: Timestamp
    let phone: FactText
}

struct PaymentCreatedFact: Decodable, Sendable {
    let payment: PaymentOrderID
    let encounter: EncounterID
    let channel: PaymentChannel
    let purpose: Purpose
    let amountFen: FactFen
    /// Of the bill that it is paid towards; older terminals did not tell it.
    let fingerprint: FactText?

    enum Purpose: String, Decodable { case deposit, settlement }
}

struct PaymentPaidFact: Decodable, Sendable {
    let payment: PaymentOrderID
    let encounter: EncounterID
    let amountFen: FactFen
    let channel: PaymentChannel
    let paidMs: Timestamp
    let reference: FactText
    let fingerprint: FactText?
}

struct PaymentClosedFact: Decodable, Sendable {
    let payment: PaymentOrderID
    let encounter: EncounterID
    let reason: FactText
}

struct PaymentContradictedFact: Decodable, Sendable {
    let payment: PaymentOrderID
    let stored: FactText
    let reported: FactText
}

struct SettledFact: Decodable, Sendable {
    let settlement: SettlementID
    let encounter: EncounterID
    let totalFen: FactFen
    let insuranceFen: FactFen
    let accountFen: FactFen
    let depositsFen: FactFen
    /// Below zero it goes back to the patient.
    let dueFen: Money
    let fingerprint: FactText
    let agreedBy: StaffID?
}

struct RefundFact: Decodable, Sendable {
    let refund: PaymentOrderID
    let payment: PaymentOrderID
    let amountFen: FactFen
    let channel: PaymentChannel
    let atMs: Timestamp
}

struct DisputeOpenedFact: Decodable, Sendable {
    let dispute: DisputeID
    let encounter: EncounterID
    let charge: ChargeID
    let reason: FactText
}

struct DisputeAnsweredFact: Decodable, Sendable {
    let dispute: DisputeID
    let charge: ChargeID
}

struct StayReleasedFact: Decodable, Sendable {
    let encounter: EncounterID
    let depositsFen: FactFen
    let state: FactText
    let stateMs: Timestamp
}

struct StayTakenFact: Decodable, Sendable {
    let encounter: EncounterID
    let hold: OperationID
}

struct FeedRefusedFact: Decodable, Sendable {
    let table: FactText
    let key: FactText
    let version: Int64
    let code: FactText
}

struct CommandDoneFact: Decodable, Sendable {
    let command: FactText
    let outcome: FactText
}
