import BedsideDomain

/// Why the daemon cannot start or do its work; staff and IT read it.
package struct DaemonError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        case configurationRefused = "configuration-refused"
        case configurationUnreadable = "configuration-unreadable"
        case textsRefused = "texts-refused"
        case socketInUse = "socket-in-use"
        case socketRefused = "socket-refused"
        case credentialUnreadable = "credential-unreadable"
        case pinHashUnreadable = "pin-hash-unreadable"
        case walletUnreadable = "wallet-unreadable"
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
