/// One scanner of a terminal, as the configuration says it.
package struct ScannerConfiguration: Sendable, Hashable {
    /// What the site calls it.
    package let name: ScannerName
    /// Which device it is.
    package let match: ScannerMatch
    /// Where its scans end.
    package let framing: ScanFraming
    /// What its keys mean; for wedges only.
    package let layout: KeyboardLayout

    package init(
        name: ScannerName, match: ScannerMatch, framing: ScanFraming = .standard, layout: KeyboardLayout = .us
    ) {
        self.name = name
        self.match = match
        self.framing = framing
        self.layout = layout
    }

    /// The most scanners that one terminal may have: far above any ward, far below the limit of descriptors.
    package static let mostScanners = 32

    /// Checks the scanners of a terminal together: throws ``DeviceError`` when two have one name or mean one device.
    package static func validate(_ scanners: [ScannerConfiguration]) throws(DeviceError) {
        guard scanners.count <= mostScanners else {
            throw DeviceError(
                .tooManyScanners, "A terminal has at most \(mostScanners) scanners (got \(scanners.count)).")
        }
        var names: [ScannerName: ScannerMatch] = [:]
        var matches: [ScannerMatch: ScannerName] = [:]
        for scanner in scanners {
            guard names.updateValue(scanner.match, forKey: scanner.name) == nil else {
                throw DeviceError(
                    .duplicateScanner, "Two scanners are named '\(scanner.name)'; give each its own name.")
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
