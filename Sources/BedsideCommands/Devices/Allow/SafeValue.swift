/// A device's own text that may stand between the quotes of a udev rule and of a USBGuard rule.
///
/// Nothing that ends a quote, a line or a comment, that udev expands (`%`, `$`) or takes for a pattern (`*?[]|`): a
/// hostile serial number must not write a rule of its own. What does not fit is refused, never escaped.
struct SafeValue: Sendable, Hashable {
    /// 1 to 128 of A-Z a-z 0-9, blank, and `._:+@/,#()=-`.
    let text: String

    init?(_ text: some StringProtocol) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.isSafe) else { return nil }
        self.text = String(text)
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "+"),
            UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: ","), UInt8(ascii: "#"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// The name of an allowed device: of its scanner or input in bedside.yaml, and of its link in /dev/bedside.
struct DeviceName: Sendable, Hashable, Comparable {
    /// 1 to 32 of `a-z 0-9 -`, as scanners' names are.
    let text: String

    init?(_ text: some StringProtocol) {
        guard (1...32).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
        else { return nil }
        self.text = String(text)
    }

    static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
