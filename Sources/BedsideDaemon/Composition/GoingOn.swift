import BedsideStore
import Logging

/// Runs some work on the store; a refusal before the commit is logged and the terminal goes on, because a full disk must not
/// take the screen away. A commit whose end is unknown is thrown: going on would guess.
func going<Value>(
    on logger: Logger, after failure: Logger.Message, else fallback: Value, _ work: () async throws -> Value
) async throws -> Value {
    do {
        return try await work()
    } catch let error as StoreError where error.code != .commitUnknown {
        logger.error(failure, metadata: ["cause": "\(error)"])
        return fallback
    }
}
