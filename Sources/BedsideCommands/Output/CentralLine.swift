import BedsideDomain
import BedsideWire

/// How a terminal stands with the central store, in one line.
enum CentralLine {
    static func text(_ central: CentralMessage) -> String {
        guard central.state != "not-enrolled" else {
            return "central store: not enrolled (bedside enrol URL TOKEN)"
        }
        var parts = ["\(central.state) with \(central.url ?? "?")"]
        if let reason = central.reason { parts.append(reason) }
        parts.append("last contact \(moment(central.lastContact))")
        parts.append("\(central.backlog) facts unsent")
        if let oldest = central.oldestUnsent { parts.append("oldest of \(moment(oldest))") }
        if central.quarantined > 0 { parts.append("\(central.quarantined) quarantined") }
        if let offset = central.clockOffsetMs, abs(offset) > 120_000 { parts.append("clock off by \(offset / 1000) s") }
        if let ends = central.certificateEnds { parts.append("certificate until \(moment(ends))") }
        if !central.lostLinks.isEmpty { parts.append("no link to \(central.lostLinks.joined(separator: ", "))") }
        return "central store: " + parts.joined(separator: ", ")
    }

    /// UTC, because this machine's clock zone is none of the hospital's.
    private static func moment(_ moment: Timestamp?) -> String {
        moment.map { HospitalClock(offsetMinutes: 0).dateAndTime(of: $0) + "Z" } ?? "never"
    }
}
