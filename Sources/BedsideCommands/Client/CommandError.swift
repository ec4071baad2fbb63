import BedsideDomain

/// Why a command could not do its work; printed as one line on standard error.
package struct CommandError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        case noDaemon = "no-daemon"
        case notAllowed = "not-allowed"
        case notUnderstood = "not-understood"
        case refused
        case fileUnreadable = "file-unreadable"
        case fileUnwritable = "file-unwritable"
        case entryUnknown = "entry-unknown"
        case noTerminal = "no-terminal"
        case noUdev = "no-udev"
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
