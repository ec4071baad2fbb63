import BedsideDomain

/// What went wrong with a link.
package struct LinkError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        /// The address on which other terminals would reach this one cannot be used.
        case notListening = "not-listening"
        /// A frame is longer than the limit.
        case frameTooLong = "frame-too-long"
        /// A frame is no message of this protocol.
        case frameMalformed = "frame-malformed"
        /// The certificate is of no terminal to which there ought to be a link.
        case stranger
        /// The own certificate is of something else than a terminal.
        case noTerminal = "no-terminal"
        case fileUnreadable = "file-unreadable"
    }

    package let code: Code
    package let sentence: String
    package let cause: (any Error)?
    package var codeText: String { code.rawValue }

    init(_ code: Code, _ sentence: String, cause: (any Error)? = nil) {
        self.code = code
        self.sentence = sentence
        self.cause = cause
    }
}
