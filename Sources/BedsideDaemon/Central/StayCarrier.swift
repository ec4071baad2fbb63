import BedsideDomain
import BedsideKiosk
import BedsideStore
import BedsideSync

/// Brings a stay here that another terminal keeps, when its patient stands at this one.
struct StayCarrier: Sendable {
    let store: Store
    let stays: StayDesk

    /// How long a patient waits for it; the screen says that something is looked up.
    private static let patience: Duration = .seconds(12)

    /// Makes sure that this terminal keeps the stay. Throws ``KioskProblem`` `stayElsewhere` when another one keeps it and
    /// cannot give it up now: nothing of it is shown then, because it may be old.
    func bring(_ encounter: EncounterID) async throws {
        switch try await store.keeping(of: encounter) {
        case .here, .unknown: return
        case .elsewhere, .offered: break
        }
        let outcome = await stays.take(encounter, wait: Self.patience)
        guard outcome == .taken else { throw KioskProblem(.stayElsewhere, code: "stay-\(outcome.word)") }
    }
}

extension TakeOutcome {
    /// For staff.
    fileprivate var word: String {
        switch self {
        case .taken: "taken"
        case .inUse: "in-use"
        case .unknown: "unknown"
        case .offline: "offline"
        case .unresolved: "unresolved"
        case .refused: "refused"
        }
    }
}
