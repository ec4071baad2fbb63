import BedsideDomain

/// Why a key, a certificate, a connection or a packed body was refused. No part of what was refused is repeated.
package struct TransportError: TellingError, Equatable {
    /// The rules, by name.
    package enum Code: String, Sendable, CaseIterable {
        case fileUnreadable = "file-unreadable"
        case fileUnwritable = "file-unwritable"
        case keyMalformed = "key-malformed"
        case certificateMalformed = "certificate-malformed"
        case requestMalformed = "request-malformed"
        case notIssued = "not-issued"
        case noCertificate = "no-certificate"
        case notOurs = "not-ours"
        case wrongName = "wrong-name"
        case wrongUse = "wrong-use"
        case notYetValid = "not-yet-valid"
        case expired
        case tls
        case packedMalformed = "packed-malformed"
        case packedTooLarge = "packed-too-large"
    }

    package let code: Code
    package let sentence: String
    package var codeText: String { code.rawValue }
    package var cause: (any Error)? { nil }

    package init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}
