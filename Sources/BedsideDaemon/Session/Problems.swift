import BedsideDomain
import BedsideKiosk
import BedsideStore

extension DomainError.Code {
    /// The kind of sentence that a patient reads for a broken rule.
    var problem: KioskProblem.Kind {
        switch self {
        case .alreadyUsed: .alreadyUsed
        case .bedTaken: .bedTaken
        case .wrongState: .stayOver
        case .gateClosed: .gateClosed
        case .billChanged: .billChanged
        case .insuranceDisagrees, .linesDoNotAddUp: .insuranceDisagrees
        case .staffMustAgree: .staffMustAgree
        case .notPaid: .notPaid
        case .reportNotReleased: .reportNotReleased
        case .notYours: .notYours
        case .invalidIdentifier, .invalidAmount, .invalidDate, .invalidIdentity, .invalidPhone: .invalidInput
        case .refundTooLarge, .unknownPrice, .overflow, .invalidBill: .internalFault
        }
    }
}

extension StoreError {
    /// The kind of sentence that a patient reads when the store refused.
    var problem: KioskProblem.Kind {
        switch code {
        case .notFound: .notFound
        case .paymentStillOpen: .paymentStillOpen
        case .stateChanged: .billChanged
        case .cannotOpen, .inUse, .notDurable, .damaged, .wrongTerminal, .newerSchema, .commitUnknown, .diskFull,
            .notWritten, .ruleBroken, .importRefused, .auditBroken, .storeWentBack, .factTooLarge:
            .internalFault
        }
    }
}
