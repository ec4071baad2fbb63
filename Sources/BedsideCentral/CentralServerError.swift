import BedsideDomain

/// Why the server, or a command for it, could not do its work; one line for IT.
package struct CentralServerError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        case badOption = "bad-option"
        case folderRefused = "folder-refused"
        case socketInUse = "socket-in-use"
        case credentialsRefused = "credentials-refused"
        case authorityDiffers = "authority-differs"
        case notRunning = "not-running"
        case stillRunning = "still-running"
        case refused
        case notUnderstood = "not-understood"
        case fileUnreadable = "file-unreadable"
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
