import BedsideDomain

/// A configuration that cannot work, or a device or kernel service that does not.
package struct DeviceError: TellingError {
    /// What went wrong, by name.
    package enum Code: String, Sendable, CaseIterable {
        case invalidName = "invalid-scanner-name"
        case invalidMatch = "invalid-scanner-match"
        case invalidFraming = "invalid-scanner-framing"
        case invalidLimits = "invalid-scanner-limits"
        case duplicateScanner = "duplicate-scanner"
        case tooManyScanners = "too-many-scanners"
        case invalidContact = "invalid-contact-input"
        case duplicateContact = "duplicate-contact"
        case tooManyContacts = "too-many-contacts"
        case notLearned = "not-learned"
        case notReplayable = "not-replayable"
        case systemCallFailed = "system-call-failed"
        case hotplugUnavailable = "hot-plug-unavailable"
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
}
