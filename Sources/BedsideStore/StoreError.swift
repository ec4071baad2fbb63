import BedsideDomain
import GRDB

/// What the store can refuse or fail at. The sentence never holds a value of a patient.
package struct StoreError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        /// The file or its folder cannot be opened or made.
        case cannotOpen = "cannot-open"
        /// Another process holds the file.
        case inUse = "in-use"
        /// SQLite would not keep a commit through a power cut.
        case notDurable = "not-durable"
        /// The file is damaged.
        case damaged
        /// The file belongs to another terminal.
        case wrongTerminal = "wrong-terminal"
        /// A later version of Bedside made the file.
        case newerSchema = "newer-schema"
        /// COMMIT failed: whether the rows are there is not known. Exit, open again, read back (sync.md 0, finding 3).
        case commitUnknown = "commit-unknown"
        case diskFull = "disk-full"
        /// Reading or writing failed before the commit: nothing was written.
        case notWritten = "not-written"
        /// A constraint or an append-only trigger of the schema said no: nothing was written.
        case ruleBroken = "rule-broken"
        case notFound = "not-found"
        /// Another payment of the same stay and purpose has not ended.
        case paymentStillOpen = "payment-still-open"
        /// The row moved on since the caller looked at it.
        case stateChanged = "state-changed"
        case importRefused = "import-refused"
        case auditBroken = "audit-broken"
        /// The central store knows newer facts of this terminal than the store: it was put back to an earlier state.
        case storeWentBack = "store-went-back"
        /// A fact is larger than one event of the outbox may be.
        case factTooLarge = "fact-too-large"
    }

    package let code: Code
    package let sentence: String
    /// Where in an imported file: `charges[12].amount_fen`; nil for everything else.
    package let place: String?
    package let cause: (any Error)?
    package var codeText: String { code.rawValue }

    package init(_ code: Code, _ sentence: String, place: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = place.map { "\($0): \(sentence)" } ?? sentence
        self.place = place
        self.cause = cause
    }
}

extension StoreError {
    /// An error of SQLite outside of COMMIT, in our words.
    static func beneath(_ error: DatabaseError) -> StoreError {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CONSTRAINT:
            StoreError(.ruleBroken, "A rule of the store's schema forbids this; nothing was written.", cause: error)
        case .SQLITE_FULL:
            StoreError(
                .diskFull, "The disk is full; nothing was written. Free space on the data partition.", cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: damaged(cause: error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            StoreError(
                .inUse, "Another process holds the store; stop the other bedsided or sqlite3 first.", cause: error)
        default:
            StoreError(.notWritten, "The store could not be read or written; look at the disk.", cause: error)
        }
    }

    static func damaged(_ what: String = "the file is not a sound SQLite database", cause: (any Error)? = nil)
        -> StoreError
    {
        StoreError(
            .damaged, "The store is damaged: \(what). Move it aside, keep it for salvage, and start with a new one.",
            cause: cause)
    }

    static func notFound(_ what: String) -> StoreError {
        StoreError(.notFound, "This store knows no such \(what); check the code or import it first.")
    }
}
