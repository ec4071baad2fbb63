/// Which device is meant: always said by the configuration, never guessed from a product's name.
package enum ScannerMatch: Sendable, Hashable {
    /// Keyboard wedges whose evdev node has these udev properties.
    case evdev(UdevMatch)
    /// Serial scanners whose tty has these udev properties.
    case serial(UdevMatch)
    /// A serial line by its path, for lines that udev does not know; the path may come and go and be replaced.
    case serialPath(SerialPath)
    /// HID-POS scanners (usage page 0x8C) whose hidraw node has these udev properties.
    case hidpos(UdevMatch)
    /// Resident-identity-card readers (GA 467) whose tty has these udev properties.
    case identityCard(UdevMatch)
    /// The same by the line's path.
    case identityCardPath(SerialPath)
    /// Smart-card readers that pcscd names so.
    case smartCard(ReaderNamePattern)

    /// Whether what is asked for tells a device of udev's from its twin (``UdevMatch/identifies(_:)``).
    func identifies(_ device: [String: String]) -> Bool {
        switch self {
        case .evdev(let wanted), .serial(let wanted), .hidpos(let wanted), .identityCard(let wanted):
            wanted.identifies(device)
        case .serialPath, .identityCardPath, .smartCard: true
        }
    }

    /// How the device delivers its scans.
    package var kind: ScannerKind {
        switch self {
        case .evdev: .evdev
        case .serial, .serialPath: .serial
        case .hidpos: .hidpos
        case .identityCard, .identityCardPath: .identityCard
        case .smartCard: .smartCard
        }
    }
}

/// How a scanner delivers its scans.
package enum ScannerKind: String, Sendable, Hashable, CaseIterable {
    case evdev
    case serial
    case hidpos
    case identityCard = "id-card"
    case smartCard = "smart-card"
}

/// The beginning of a reader's name as pcscd gives it; pcscd appends an interface and a slot number.
package struct ReaderNamePattern: Sendable, Hashable {
    /// 1 to 127 printable ASCII characters.
    package let prefix: String

    /// Throws ``DeviceError`` `invalidMatch` when the text breaks the rule of ``prefix``.
    package init(_ prefix: String) throws(DeviceError) {
        guard (1...127).contains(prefix.utf8.count), prefix.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw DeviceError(
                .invalidMatch,
                "A smart-card reader's name must be 1 to 127 printable ASCII characters (got \(prefix.utf8.count) bytes)."
            )
        }
        self.prefix = prefix
    }
}

/// udev properties that must all have these values, as `udevadm info --query=property` shows them.
///
/// At least one must tell one device from its twin: a serial number (`ID_SERIAL`, `ID_SERIAL_SHORT`) or the port
/// (`ID_PATH`, `ID_PATH_TAG`). Maker and model are never enough: a ward's scanners are of one kind, and one pair of
/// numbers is used by unlike devices (13ba:0018 is a scanner and a trackball). Nor is a name: names are padded,
/// translated, broken over lines and shared.
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
        guard !keys.isDisjoint(with: Self.serials.union(Self.ports)) else {
            throw DeviceError(
                .invalidMatch,
                "A scanner is told from others by its serial number (ID_SERIAL, ID_SERIAL_SHORT) or its port (ID_PATH, ID_PATH_TAG); maker, model and name are the same for every scanner of its kind."
            )
        }
        self.properties = properties
    }

    /// Whether a device's properties hold all the wanted ones.
    package func matches(_ device: [String: String]) -> Bool {
        properties.allSatisfy { device[$0.key] == $0.value }
    }

    /// Whether what is asked for tells this device from its twin. udev makes an `ID_SERIAL` of maker and model, or says
    /// `noserial`, for a device that has no serial number: every one of its kind has the same.
    package func identifies(_ device: [String: String]) -> Bool {
        guard properties.keys.allSatisfy({ !Self.ports.contains($0) }) else { return true }
        let own = device["ID_SERIAL_SHORT"] ?? ""
        return !own.isEmpty && own != "noserial"
    }

    private static let serials: Set<String> = ["ID_SERIAL", "ID_SERIAL_SHORT"]
    private static let ports: Set<String> = ["ID_PATH", "ID_PATH_TAG"]
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
