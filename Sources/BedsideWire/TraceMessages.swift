/// One step of a device's trace: an event of `GET /v1/devices/NAME/trace`, and a line of a recording file.
package struct TraceMessage: Sendable, Codable {
    /// Since the trace began.
    package let microseconds: Int
    /// Steps that were dropped before this one, because the reader was slow.
    package let lost: Int
    package let step: TraceStepMessage

    package init(microseconds: Int, lost: Int, step: TraceStepMessage) {
        self.microseconds = microseconds
        self.lost = lost
        self.step = step
    }
}

/// What happened. Content is masked unless the trace was asked to reveal it.
package enum TraceStepMessage: Sendable, Codable {
    /// The first line: what follows, and how it is to be decoded. `version` is ``TraceFormat/version``.
    case begin(version: Int, scanner: String, isRevealed: Bool, settings: [ScannerSettingsMessage])
    /// With the report descriptor of a HID device in hexadecimal.
    case attached(kind: String, node: String, model: String, descriptor: String?)
    case detached(reason: String)
    /// Numbers of the kernel's `input-event-codes.h`.
    case key(type: Int, code: Int, value: Int)
    /// Bytes in hexadecimal; those from `payload` on, `length` of them, may be content.
    case bytes(hex: String, payload: Int, length: Int)
    /// A whole scan: its text, and what it was read from.
    case scan(text: String, bytes: Int, content: String)
    case fault(code: String, sentence: String)
    /// A whole scan that did not count: `repeated`, `too-fast`, `dropped`.
    case limited(verdict: String)
    /// Put in by the one who records: what comes next, such as the next code of a setup page.
    case mark(text: String)
}

/// How one kind of a scanner is decoded, in the words of the configuration file.
package struct ScannerSettingsMessage: Sendable, Codable {
    package let kind: String
    package let layout: String?
    package let endings: [String]
    package let prefix: String
    package let suffix: String
    package let idleGapMilliseconds: Int
    package let encoding: String?
    package let aim: String?
    package let payload: String?

    package init(
        kind: String, layout: String?, endings: [String], prefix: String, suffix: String, idleGapMilliseconds: Int,
        encoding: String? = nil, aim: String? = nil, payload: String? = nil
    ) {
        self.kind = kind
        self.layout = layout
        self.endings = endings
        self.prefix = prefix
        self.suffix = suffix
        self.idleGapMilliseconds = idleGapMilliseconds
        self.encoding = encoding
        self.aim = aim
        self.payload = payload
    }
}

/// The form of recordings: JSON lines of ``TraceMessage``.
package enum TraceFormat {
    package static let version = 1
    /// The longest recording that a daemon replays.
    package static let limit = 8 << 20
}
