import BedsideWire
import HTTPTypes

/// A pulse is shown on the fleet page and kept: it is short, whatever its terminal sends.
enum PulseRules {
    private static let longest = 80
    private static let most = 32

    /// Throws ``CentralRefusal`` 422.
    static func check(_ pulse: Pulse) throws {
        let texts =
            [pulse.version, pulse.link ?? ""] + pulse.missingDevices
            + pulse.printers.flatMap { [$0.tray, $0.queue, $0.state] + $0.reasons }
        let lists =
            [pulse.missingDevices.count, pulse.printers.count, pulse.lostLinks.count]
            + pulse.printers.map(\.reasons.count)
        guard
            texts.allSatisfy({
                $0.utf8.count <= longest && $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            }),
            lists.allSatisfy({ $0 <= most })
        else {
            throw CentralRefusal(
                .unprocessableContent, .malformed,
                "A pulse has at most \(most) entries a list and \(longest) bytes a text, without control signs."
            )
        }
        let numbers = [
            pulse.uptimeSeconds, pulse.backlog, pulse.openCalls, pulse.openEmergencies, pulse.openFaults,
        ]
        let moments = [pulse.wallMs, pulse.oldestUnsentMs ?? 0]
        guard numbers.allSatisfy({ (0...Int(Int32.max)).contains($0) }),
            moments.allSatisfy({ abs($0 / 2) < 1 << 52 }),
            abs(pulse.certificateDays / 2) < 1 << 30
        else {
            throw CentralRefusal(
                .unprocessableContent, .malformed, "A number of the pulse is out of every measure.")
        }
    }
}
