package import BedsideDomain

/// How one configured scanner is now: a row of `bedside devices`. It holds nothing that was scanned.
package struct DeviceStatus: Sendable, Hashable {
    /// The configured name.
    package let scanner: ScannerName
    /// How it delivers its scans; of a scanner that has several kinds, the one that it is now.
    package var kind: ScannerKind
    /// Whether it is there and ours.
    package var state = DeviceState.absent
    /// The devices that are open for it.
    package var devices: [DeviceInfo] = []
    /// When its last scan was whole, for an age.
    package var lastScan: ContinuousClock.Instant?
    /// The same on the wall clock, for people.
    package var lastScanTime: Timestamp?
    /// What that scan was read from (``ScanContent/codeText``).
    package var lastContent: String?
    /// Scans since the hub started.
    package var scans = 0
    /// Scans that were no new ones: the same code a moment later (``ScanLimits/repeatWindow``).
    package var repeats = 0
    /// Scans that were dropped for coming too fast (``ScanRate``).
    package var dropped = 0
    /// Faults since the hub started.
    package var faults = 0
    /// The last of them.
    package var lastFault: ScanFault?
    /// How often a device of it was opened since the hub started.
    package var attachments = 0

    package init(scanner: ScannerName, kind: ScannerKind) {
        self.scanner = scanner
        self.kind = kind
    }
}

/// Whether a configured scanner is there and ours.
package enum DeviceState: Sendable, Hashable {
    /// No such device is plugged in.
    case absent
    /// Open and read.
    case present
    /// There, but one of its keys is held down; it is taken over when the key comes up.
    case keyHeld
    /// There, but another program holds it; tried again from time to time.
    case heldByAnother
    /// There, but it cannot be used: a sentence for staff; tried again from time to time.
    case failed(reason: String)

    /// What staff should know or do; nil when all is well.
    package var sentence: String? {
        switch self {
        case .absent: "not plugged in, or its udev properties differ from the configuration"
        case .present: nil
        case .keyHeld: "a key is held down; let it go"
        case .heldByAnother: "another program holds it"
        case .failed(let reason): reason
        }
    }

    /// A stable word for programs.
    package var codeText: String {
        switch self {
        case .absent: "absent"
        case .present: "present"
        case .keyHeld: "key-held"
        case .heldByAnother: "held-by-another-program"
        case .failed: "failed"
        }
    }
}
