/// What the devices of a terminal report, in order.
package enum DeviceEvent: Sendable, Hashable {
    /// A whole scan.
    case scan(Scan)
    /// Something that is no scan: tell the person what to do.
    case fault(ScanFault, scanner: ScannerName)
    /// A configured device is there and is ours.
    case attached(DeviceInfo)
    /// It is gone, or no longer ours. It is awaited for ever.
    case detached(DeviceInfo, reason: DetachReason)
}

/// A device that is, or was, open.
package struct DeviceInfo: Sendable, Hashable {
    /// The configured name.
    package let scanner: ScannerName
    /// How it delivers its scans.
    package let kind: ScannerKind
    /// The node that was opened.
    package let node: String
    /// What the device calls itself, made printable and cut at 64 characters; for people only, it identifies nothing.
    package let model: String
    /// What it says of the form of its reports (HID); empty for others.
    package let descriptor: [UInt8]

    package init(
        scanner: ScannerName, kind: ScannerKind, node: String, model: String, descriptor: [UInt8] = []
    ) {
        self.scanner = scanner
        self.kind = kind
        self.node = node
        self.model = printableName(model)
        self.descriptor = descriptor
    }
}

/// Why a device is no longer open.
package enum DetachReason: String, Sendable, Hashable, CaseIterable {
    /// udev or the directory said that it is gone.
    case removed
    /// Reading it failed the way that it does when a device is unplugged.
    case unplugged
    /// Its name now means another device.
    case replaced
    /// Another program took it.
    case taken
    /// The hub stopped.
    case stopped
}

/// Names of devices are hostile text: real ones hold line breaks and padding.
private func printableName(_ raw: String) -> String {
    let words = raw.unicodeScalars.map { PayloadRule.isPrintable($0) ? Character($0) : " " }
        .split(separator: " ", omittingEmptySubsequences: true)
    return String(words.joined(separator: " ").prefix(64))
}
