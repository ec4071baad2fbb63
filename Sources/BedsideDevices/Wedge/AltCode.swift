/// The digits that a wedge types while it holds Alt, and the character that they are.
///
/// With a leading zero, three or four digits: a byte in the scanner's code page (Alt+029, Alt+0233). Without: up to 255 a
/// byte too, of three digits; above, the decimal number of a Unicode character (Alt+31508). Linux itself knows none of
/// these; scanners type them for Windows (devices.md 2.4).
struct AltCode: Sendable, Hashable {
    enum Meaning: Sendable, Hashable {
        case byte(UInt8)
        case character(Unicode.Scalar)
        /// Too few or too many digits: some were lost on the way.
        case damaged
    }

    private var value: UInt32 = 0
    private var count = 0
    private var hasLeadingZero = false

    /// No digit came yet.
    var isEmpty: Bool { count == 0 }

    mutating func append(_ digit: Int) {
        if count == 0 { hasLeadingZero = digit == 0 }
        count += 1
        // The highest character is 1,114,111.
        if count <= 7 { value = value * 10 + UInt32(digit) }
    }

    /// What the digits mean, now that Alt has come up.
    var meaning: Meaning {
        if hasLeadingZero {
            return (3...4).contains(count) ? UInt8(exactly: value).map(Meaning.byte) ?? .damaged : .damaged
        }
        guard (3...7).contains(count) else { return .damaged }
        if let byte = UInt8(exactly: value) { return .byte(byte) }
        return Unicode.Scalar(value).map(Meaning.character) ?? .damaged
    }

    /// The digit of a key of the keypad or of the upper row.
    static func digit(of code: UInt16) -> Int? {
        (2...11).contains(code) ? Int(code - 1) % 10 : Keypad.digit(of: code)
    }
}
