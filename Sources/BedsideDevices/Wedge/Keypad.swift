/// The keypad: digits in every layout and whatever Num Lock is, because a scanner has no other use for it.
enum Keypad {
    static func character(of code: UInt16) -> Unicode.Scalar? {
        if let digit = digit(of: code) { return Unicode.Scalar(UInt8(0x30 + digit)) }
        return switch code {
        case 55: "*"
        case 74: "-"
        case 78: "+"
        case 83: "."
        case 98: "/"
        case 117: "="
        case 121: ","
        default: nil
        }
    }

    /// The digit that a key of the keypad types.
    static func digit(of code: UInt16) -> Int? {
        switch code {
        case 71...73: Int(code) - 71 + 7
        case 75...77: Int(code) - 75 + 4
        case 79...81: Int(code) - 79 + 1
        case 82: 0
        default: nil
        }
    }
}
