/// A configured scanner: an element of `GET /v1/devices`. Never what it scanned.
package struct DeviceMessage: Sendable, Codable {
    package let name: String
    /// `evdev`, `serial`, `hidpos`, `id-card`, `smart-card`; of a scanner that has several, what it is now.
    package let kind: String
    /// `absent`, `present`, `key-held`, `held-by-another-program`, `failed`
    package let state: String
    /// Why it is not present, or what to do.
    package let detail: String?
    /// What the open devices call themselves; for people.
    package let models: [String]?
    package let secondsSinceLastScan: Int?
    /// What that scan was read from: `code`, `magnetic-stripe`, `smart-card`, `identity-card`.
    package let lastScanKind: String?
    package let scans: Int
    /// The same code a moment later, and scans above the rate: neither counts.
    package let repeats: Int?
    package let dropped: Int?
    package let faults: Int
    /// The last of them: a word and a sentence.
    package let lastFault: String?
    package let lastFaultSentence: String?

    package init(
        name: String, kind: String, state: String, detail: String?, models: [String]? = nil,
        secondsSinceLastScan: Int?, lastScanKind: String? = nil, scans: Int, repeats: Int? = nil, dropped: Int? = nil,
        faults: Int, lastFault: String? = nil, lastFaultSentence: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.state = state
        self.detail = detail
        self.models = models
        self.secondsSinceLastScan = secondsSinceLastScan
        self.lastScanKind = lastScanKind
        self.scans = scans
        self.repeats = repeats
        self.dropped = dropped
        self.faults = faults
        self.lastFault = lastFault
        self.lastFaultSentence = lastFaultSentence
    }
}

/// `POST /v1/devices/learn`: what was found, in the words of the configuration file.
package struct LearnedMessage: Sendable, Codable {
    package let kind: String
    /// Nil for a scanner that sends no keys.
    package let layout: String?
    /// `CR`, `LF`, `TAB`; empty when silence ends a code.
    package let endings: [String]
    /// Characters before and after every code, as in the configuration: printable ASCII, others as `\xHH`.
    package let prefix: String
    package let suffix: String
    package let idleGapMilliseconds: Int
    /// The scanner sends AIM identifiers.
    package let sendsAim: Bool

    package init(
        kind: String, layout: String?, endings: [String], prefix: String, suffix: String, idleGapMilliseconds: Int,
        sendsAim: Bool
    ) {
        self.kind = kind
        self.layout = layout
        self.endings = endings
        self.prefix = prefix
        self.suffix = suffix
        self.idleGapMilliseconds = idleGapMilliseconds
        self.sendsAim = sendsAim
    }
}

/// The codes of a setup page, in the order in which they are scanned: the layouts differ in what they make of them.
package enum SetupCodes {
    /// Every letter and digit that a layout moves, in both cases, and the signs that scanners' manuals know.
    package static let all = [
        "BEDSIDE-SETUP-1-aZ09", "BEDSIDE-SETUP-2-QwertYzuimAq", "BEDSIDE-SETUP-3-./:;_+=?",
    ]
}
