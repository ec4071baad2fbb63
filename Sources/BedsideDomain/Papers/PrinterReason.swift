/// Why a printer waits (IPP printer-state-reasons without their -error, -warning and -report endings).
package enum PrinterReason: Sendable, Hashable, Codable {
    case mediaEmpty, mediaJam, mediaNeeded, coverOpen, doorOpen, tonerEmpty, tonerLow, inputTrayMissing, outputFull
    case paused, connecting, offline
    /// The queue was made while its printer was off: it has no description of the printer and would pass pages on unlooked.
    case queueUnfinished
    case other(String)

    /// Whether a page behind this waits until somebody does something. A strange word of a printer need not mean that.
    package var holdsUp: Bool {
        switch self {
        case .mediaEmpty, .mediaJam, .mediaNeeded, .coverOpen, .doorOpen, .tonerEmpty, .inputTrayMissing, .outputFull,
            .paused, .offline, .queueUnfinished:
            true
        case .tonerLow, .connecting, .other: false
        }
    }

    /// A stable word for programs: IPP's own where it has one.
    package var codeText: String {
        switch self {
        case .mediaEmpty: "media-empty"
        case .mediaJam: "media-jam"
        case .mediaNeeded: "media-needed"
        case .coverOpen: "cover-open"
        case .doorOpen: "door-open"
        case .tonerEmpty: "toner-empty"
        case .tonerLow: "toner-low"
        case .inputTrayMissing: "input-tray-missing"
        case .outputFull: "output-area-full"
        case .paused: "paused"
        case .connecting: "connecting-to-device"
        case .offline: "offline"
        case .queueUnfinished: "queue-unfinished"
        case .other(let word): word
        }
    }
}

/// Our own timer for a printer that is off: cupsd says "connecting" for as long as the network lets it, or nothing at all
/// (printing.md 3), and a patient is to know within three seconds.
package struct ConnectingTimer: Sendable {
    /// With a look each second and half a second for the look itself, the patient reads it in the third second.
    package static let limit = Duration.milliseconds(1500)

    private var since: [PrintJobID: Duration] = [:]

    package init() {}

    /// The reasons as people should read them: a connection that does not come about is a printer that is not there.
    ///
    /// - Parameter now: a monotonic reading.
    package mutating func read(_ reasons: [PrinterReason], of job: PrintJobID, at now: Duration) -> [PrinterReason] {
        guard reasons.contains(.connecting) else {
            since[job] = nil
            return reasons
        }
        let first = since[job] ?? now
        since[job] = first
        guard now - first >= Self.limit else { return reasons }
        let others = reasons.filter { $0 != .connecting && $0 != .offline }
        return [.offline] + others
    }

    /// The page has ended.
    package mutating func forget(_ job: PrintJobID) { since[job] = nil }
}
