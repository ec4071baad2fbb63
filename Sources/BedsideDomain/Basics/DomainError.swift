/// What every target's error can tell: a stable code for programs, a sentence for a person, and the cause beneath.
///
/// The sentence says what failed, with which value, against which rule, and what to do. It never holds patient data.
package protocol TellingError: Error, CustomStringConvertible {
    /// A stable kebab-case word that logs, `--json` and tests name.
    var codeText: String { get }
    /// One or two sentences for staff and IT.
    var sentence: String { get }
    /// What lay beneath, if anything.
    var cause: (any Error)? { get }
}

extension TellingError {
    package var description: String {
        guard let cause else { return "\(codeText): \(sentence)" }
        return "\(codeText): \(sentence) Cause: \(cause)"
    }
}

/// A rule of the hospital that a value breaks.
package struct DomainError: TellingError, Equatable {
    /// The rules, by name.
    package enum Code: String, Sendable, CaseIterable {
        case invalidIdentifier = "invalid-identifier"
        case invalidAmount = "invalid-amount"
        case invalidDate = "invalid-date"
        case invalidIdentity = "invalid-identity"
        case invalidPhone = "invalid-phone"
        case linesDoNotAddUp = "lines-do-not-add-up"
        case wrongState = "wrong-state"
        case gateClosed = "gate-closed"
        case billChanged = "bill-changed"
        case insuranceDisagrees = "insurance-disagrees"
        case refundTooLarge = "refund-too-large"
        case staffMustAgree = "staff-must-agree"
        case notPaid = "not-paid"
        case reportNotReleased = "report-not-released"
        case notYours = "not-yours"
        case alreadyUsed = "already-used"
        case bedTaken = "bed-taken"
        case unknownPrice = "unknown-price"
        case overflow = "overflow"
        /// A payment provider's bill that is not one, or not whole.
        case invalidBill = "invalid-bill"
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
