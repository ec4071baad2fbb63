/// A patient's stay, from admission to settlement.
package struct Encounter: Sendable, Hashable, Codable {
    package let id: EncounterID
    package let order: AdmissionOrder
    package var patient: Patient
    package var admittedAt: Timestamp
    package var state: EncounterState

    package init(id: EncounterID, order: AdmissionOrder, patient: Patient, admittedAt: Timestamp, state: EncounterState)
    {
        self.id = id
        self.order = order
        self.patient = patient
        self.admittedAt = admittedAt
        self.state = state
    }

    /// Days in hospital as a bill counts them: the day of admission counts, the day of discharge does not; at least one.
    package func days(until day: CivilDate, clock: HospitalClock) -> Int {
        max(day.daysSince1970 - clock.day(of: admittedAt).daysSince1970, 1)
    }
}

/// The states of a stay (services.md 3.3: 病区中, 待结账, 已出院, 作废).
package enum EncounterState: Sendable, Hashable, Codable {
    case inWard
    /// The doctor has ordered the discharge; charges are being collated.
    case awaitingSettlement(since: Timestamp)
    case settled(SettlementID, at: Timestamp)
    case cancelled(at: Timestamp)

    package var isOpen: Bool {
        switch self {
        case .inWard, .awaitingSettlement: true
        case .settled, .cancelled: false
        }
    }

    /// The doctor's discharge order arrived. Throws ``DomainError`` `wrongState` when the stay is over.
    package func orderingDischarge(at moment: Timestamp) throws(DomainError) -> EncounterState {
        switch self {
        case .inWard: .awaitingSettlement(since: moment)
        case .awaitingSettlement: self
        case .settled, .cancelled: throw Self.over
        }
    }

    /// Settled. Throws ``DomainError`` `wrongState` unless the discharge was ordered.
    package func settling(_ settlement: SettlementID, at moment: Timestamp) throws(DomainError) -> EncounterState {
        switch self {
        case .awaitingSettlement: .settled(settlement, at: moment)
        case .inWard:
            throw DomainError(.wrongState, "The doctor has not ordered the discharge yet; ask the ward.")
        case .settled, .cancelled: throw Self.over
        }
    }

    /// Whether an admission may be cancelled: nothing may have been charged or paid (services.md 3.3).
    package func cancelling(netCharges: Money, netDeposits: Money, at moment: Timestamp) throws(DomainError)
        -> EncounterState
    {
        switch self {
        case .inWard: break
        case .awaitingSettlement:
            throw DomainError(.wrongState, "The discharge is ordered: withdraw the order before cancelling.")
        case .settled, .cancelled: throw Self.over
        }
        guard netCharges == .zero, netDeposits == .zero else {
            throw DomainError(
                .wrongState, "An admission with charges or deposits cannot be cancelled; reverse them first.")
        }
        return .cancelled(at: moment)
    }

    private static let over = DomainError(.wrongState, "This stay is already settled or cancelled.")
}
