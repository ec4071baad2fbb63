import BedsideDomain

/// What the terminal's side of the sync cannot do.
package struct SyncError: TellingError {
    package enum Code: String, Sendable, CaseIterable {
        case tokenMalformed = "token-malformed"
        case urlMalformed = "url-malformed"
        case wrongAuthority = "wrong-authority"
        case enrolmentRefused = "enrolment-refused"
        case centralUnreachable = "central-unreachable"
        case answerMalformed = "answer-malformed"
        case identityFile = "identity-file"
        case notEnrolled = "not-enrolled"
        case snapshotCut = "snapshot-cut"
        case cacheFile = "cache-file"
        case blobMissing = "blob-missing"
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
