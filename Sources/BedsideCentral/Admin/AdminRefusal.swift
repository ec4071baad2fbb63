import BedsideDomain
import BedsideWire
import HTTPTypes
import Hummingbird

/// Refusals of commands: IT at the server may read the sentences of every error, which hold no data of patients.
enum AdminRefusal {
    static func refusal(_ error: any Error) -> CentralRefusal {
        if let error = error as? any TellingError {
            return CentralRefusal(
                .unprocessableContent, SyncRefusal.Code(rawValue: error.codeText), error.sentence)
        }
        return RefusalMiddleware.refusal(error)
    }
}
