import BedsideDomain

/// What the central store can fail at. The sentence never holds a value of a patient or of a row.
package struct CentralError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        /// The file, the folder or the server cannot be opened.
        case cannotOpen = "cannot-open"
        /// Another process holds the file.
        case inUse = "in-use"
        /// The database would not keep a commit through a power cut.
        case notDurable = "not-durable"
        /// The file is damaged, or a row is not what the schema promises.
        case damaged
        /// A later version of Bedside made the store.
        case newerSchema = "newer-schema"
        /// COMMIT failed or its answer was lost: whether the rows are there is not known. The same request again is the
        /// way to know (sync.md 0, finding 3).
        case commitUnknown = "commit-unknown"
        case diskFull = "disk-full"
        /// Reading or writing failed before the commit: nothing was written.
        case notWritten = "not-written"
        /// A constraint of the schema or the form of a value said no: nothing was written.
        case ruleBroken = "rule-broken"
        /// The database server is not reachable; nothing was written. Try again later (503).
        case unavailable
        /// Too many are waiting; nothing was written. Try again later (503).
        case busy
        /// Two transactions were in each other's way more often than is bearable (503).
        case conflict
        /// The store was closed, or stopped itself after a commit of unknown end.
        case closed
        case notFound = "not-found"
        /// An imported file breaks a rule of its format; nothing of it was imported.
        case importRefused = "import-refused"
    }

    package let code: Code
    package let sentence: String
    package let cause: (any Error)?
    package var codeText: String { code.rawValue }

    package init(_ code: Code, _ sentence: String, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = sentence
        self.cause = cause
    }

    /// Whether the same call may succeed later without anybody's help: what a server answers with 503 and Retry-After.
    package var isTemporary: Bool {
        switch code {
        case .commitUnknown, .diskFull, .notWritten, .unavailable, .busy, .conflict, .closed, .inUse: true
        case .cannotOpen, .notDurable, .damaged, .newerSchema, .ruleBroken, .notFound, .importRefused: false
        }
    }
}

extension CentralError {
    static func damaged(_ what: String, cause: (any Error)? = nil) -> CentralError {
        CentralError(
            .damaged,
            "The central store is damaged: \(what). Keep a copy, restore the newest backup and let the terminals send again.",
            cause: cause)
    }

    static let isClosed = CentralError(
        .closed, "The central store was closed, or a commit of unknown end stopped it; start the server again.")

    static let isBusy = CentralError(
        .busy, "Too many requests wait for the central store; nothing was written. Try again later.")
}
