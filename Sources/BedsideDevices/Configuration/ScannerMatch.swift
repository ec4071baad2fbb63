/// Which device is meant: always said by the configuration, never guessed from a product's name.
package enum ScannerMatch: Sendable, Hashable {
    /// Keyboard wedges whose evdev node has these udev properties.
    case evdev(UdevMatch)
    /// Serial scanners whose tty has these udev properties.
    case serial(UdevMatch)
    /// A serial line by its path, for lines that udev does not know; the path may come and go and be replaced.
    case serialPath(SerialPath)

    /// How the device delivers its scans.
    package var kind: ScannerKind {
        switch self {
        case .evdev: .evdev
        case .serial, .serialPath: .serial
        }
    }
}

/// How a scanner delivers its scans.
package enum ScannerKind: String, Sendable, Hashable, CaseIterable {
    case evdev
    case serial
}

/// udev properties that must all have these values, as `udevadm info --query=property` shows them.
///
/// At least one must tell one device from its twin or its port: `ID_SERIAL`, `ID_SERIAL_SHORT`, `ID_PATH` or
/// `ID_PATH_TAG`, or the pair `ID_VENDOR_ID` and `ID_MODEL_ID` where a site has one of the kind. A product's name alone
/// is never enough: names are padded, translated, broken over lines and shared by unlike devices.
package struct UdevMatch: Sendable, Hashable {
    /// Wanted value by property; 1 to 8 entries.
    package let properties: [String: String]

    /// Throws ``DeviceError`` `invalidMatch` when the properties break the rule above.
    package init(_ properties: [String: String]) throws(DeviceError) {
        guard (1...8).contains(properties.count) else {
            throw DeviceError(.invalidMatch, "A scanner needs 1 to 8 udev properties (got \(properties.count)).")
        }
        for (key, value) in properties {
            let isName = key.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
            guard isName, (1...64).contains(key.utf8.count), (1...256).contains(value.utf8.count) else {
                throw DeviceError(
                    .invalidMatch,
                    "A udev property is 1 to 64 of A-Z 0-9 _ with a value of 1 to 256 bytes (got one of \(key.utf8.count) with \(value.utf8.count))."
                )
            }
        }
        let keys = Set(properties.keys)
        guard !keys.isDisjoint(with: Self.identifying) || keys.isSuperset(of: Self.modelPair) else {
            throw DeviceError(
                .invalidMatch,
                "A scanner needs ID_SERIAL, ID_SERIAL_SHORT, ID_PATH, ID_PATH_TAG, or both ID_VENDOR_ID and ID_MODEL_ID; a name alone does not tell it from others."
            )
        }
        self.properties = properties
    }

    /// Whether a device's properties hold all the wanted ones.
    package func matches(_ device: [String: String]) -> Bool {
        properties.allSatisfy { device[$0.key] == $0.value }
    }

    private static let identifying: Set<String> = ["ID_SERIAL", "ID_SERIAL_SHORT", "ID_PATH", "ID_PATH_TAG"]
    private static let modelPair: Set<String> = ["ID_VENDOR_ID", "ID_MODEL_ID"]
}

/// The path of a serial line's node or of a link to it.
package struct SerialPath: Sendable, Hashable {
    /// Absolute, at most 1,024 bytes, without empty, `.` and `..` components.
    package let text: String

    /// Throws ``DeviceError`` `invalidMatch` when the text breaks the rule of ``text``.
    package init(_ text: String) throws(DeviceError) {
        let components = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 1024, !text.utf8.contains(0), components.count >= 2, components[0].isEmpty,
            components.dropFirst().allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else {
            throw DeviceError(
                .invalidMatch,
                "A serial line's path must be absolute, without empty, '.' or '..' parts, at most 1,024 bytes (got \(text.utf8.count))."
            )
        }
        self.text = text
    }
}
