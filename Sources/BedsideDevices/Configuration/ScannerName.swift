/// The name that a site gives to a scanner: what staff, logs and `bedside devices` call it.
package struct ScannerName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 1 to 32 of `a-z 0-9 -`.
    package let text: String

    /// Throws ``DeviceError`` `invalidName` when the text breaks the rule of ``text``.
    package init(_ text: String) throws(DeviceError) {
        guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw DeviceError(
                .invalidName,
                "A scanner's name must be 1 to 32 of the characters a-z 0-9 - (got \(text.utf8.count) bytes)."
            )
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D: true
        default: false
        }
    }
}
