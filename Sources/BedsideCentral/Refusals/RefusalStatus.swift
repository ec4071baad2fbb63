import BedsideWire
import HTTPTypes

extension SyncRefusal.Code {
    /// The status that goes with a refusal of the store.
    var status: HTTPResponse.Status {
        switch self {
        case .malformed: .unprocessableContent
        case .tooLarge: .contentTooLarge
        case .noCertificate, .certificateExpired: .unauthorized
        case .revoked, .notYours, .badToken: .forbidden
        case .notFound: .notFound
        case .cursorGone: .gone
        case .busy, .storeFailed: .serviceUnavailable
        // gap, fork, frozen, store-went-back, broken-chain, wrong-epoch, name-taken, stay-in-use, hold-ended
        default: .conflict
        }
    }
}
