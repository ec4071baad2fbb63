/// One scanner of a terminal, as the configuration says it.
package struct ScannerConfiguration: Sendable, Hashable {
    /// What the site calls it. A scanner that a configuration barcode turns into another kind of device (a wedge into a
    /// serial line) has an entry for each kind, all with this name: it is one scanner, whatever it is at the moment.
    package let name: ScannerName
    /// Which device it is.
    package let match: ScannerMatch
    /// Where its scans end.
    package let framing: ScanFraming
    /// What its bytes mean.
    package let format: PayloadFormat
    /// What its keys mean; for wedges only.
    package let layout: KeyboardLayout
    /// How often it may deliver; the entries of one name share the first one's.
    package let limits: ScanLimits
    /// What a card is asked; for smart-card readers only.
    package let program: SmartCardProgram

    package init(
        name: ScannerName, match: ScannerMatch, framing: ScanFraming = .standard, layout: KeyboardLayout = .us,
        format: PayloadFormat = .standard, limits: ScanLimits = .standard,
        program: SmartCardProgram = .uid
    ) {
        self.name = name
        self.match = match
        self.framing = framing
        self.format = format
        self.layout = layout
        self.limits = limits
        self.program = program
    }

    /// The most scanners that one terminal may have: far above any ward, far below the limit of descriptors.
    package static let mostScanners = 32

    /// Checks the scanners of a terminal together: throws ``DeviceError`` when two entries of one kind have one name, or
    /// two names mean one device.
    package static func validate(_ scanners: [ScannerConfiguration]) throws(DeviceError) {
        guard scanners.count <= mostScanners else {
            throw DeviceError(
                .tooManyScanners, "A terminal has at most \(mostScanners) scanners (got \(scanners.count)).")
        }
        var kinds: [ScannerName: Set<ScannerKind>] = [:]
        var matches: [ScannerMatch: ScannerName] = [:]
        for scanner in scanners {
            guard kinds[scanner.name, default: []].insert(scanner.match.kind).inserted else {
                throw DeviceError(
                    .duplicateScanner,
                    "Two scanners of kind \(scanner.match.kind.rawValue) are named '\(scanner.name)'; give each its own name."
                )
            }
            if let other = matches.updateValue(scanner.name, forKey: scanner.match) {
                throw DeviceError(
                    .duplicateScanner,
                    "The scanners '\(other)' and '\(scanner.name)' mean the same device; tell them apart by serial number or port."
                )
            }
        }
    }
}
