import BedsideDomain
import BedsideKiosk
import BedsideStore
import Testing

@testable import BedsideDaemon

/// What a patient reads when a rule or the store says no.
@Suite struct ProblemsTests {
    /// These a patient can do nothing about; for all others there is a sentence that helps.
    private static let ours: Set<DomainError.Code> = [
        .refundTooLarge, .unknownPrice, .overflow, .invalidBill,
    ]

    @Test("Each rule has a sentence of its own kind", arguments: DomainError.Code.allCases)
    func rules(_ code: DomainError.Code) {
        #expect((code.problem == .internalFault) == Self.ours.contains(code))
    }

    @Test("What the store cannot do is ours, but for what a patient can mend", arguments: StoreError.Code.allCases)
    func store(_ code: StoreError.Code) {
        let expected: KioskProblem.Kind =
            switch code {
            case .notFound: .notFound
            case .paymentStillOpen: .paymentStillOpen
            case .stateChanged: .billChanged
            default: .internalFault
            }
        #expect(StoreError(code, "x").problem == expected)
    }

    @Test("Every kind but the printer's, the alarms' and the central store's can come from a refusal") func allUsed() {
        let all = Set(
            DomainError.Code.allCases.map(\.problem) + StoreError.Code.allCases.map { StoreError($0, "").problem })
        #expect(
            Set(KioskProblem.Kind.allCases).subtracting(all)
                == [.printerUnavailable, .onlyAtTheBed, .stayElsewhere, .reportNotHere])
    }
}
