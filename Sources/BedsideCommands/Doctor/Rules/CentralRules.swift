import BedsideDomain
import BedsideWire

extension DoctorRules {
    /// A terminal asks at least every minute; so long without an answer is an outage that people should know of.
    static let silence: Int64 = 15 * 60_000
    static let longSilence: Int64 = 24 * 3_600_000
    /// Certificates are renewed at two thirds of their life; so few days left mean that the renewal does not work.
    static let certificateWarning: Int64 = 14
    static let certificateFailure: Int64 = 3

    static func central(_ health: HealthMessage) -> [Finding] {
        let central = health.central
        var findings: [Finding] = []
        switch central.state {
        case "not-enrolled":
            return [
                .warning(
                    .central, "this terminal is not enrolled with a central store",
                    mend: "on the server: bedside-central token new --ward WARD; here: bedside enrol URL TOKEN")
            ]
        case "frozen", "revoked":
            findings.append(
                .failure(
                    .central,
                    "the central store has stopped this terminal: \(central.state)\(central.reason.map { ", \($0)" } ?? "")",
                    mend: "on the server: bedside-central token new for this name; here: bedside enrol URL TOKEN"))
        default: break
        }
        let age = central.lastContact.map { health.wall.milliseconds - $0.milliseconds }
        if age ?? .max > silence {
            let sentence =
                "no contact with the central store \(age.map { "for \($0 / 60_000) min" } ?? "yet"); \(central.backlog) facts wait here"
            let mend = "ping its host (\(quoted(central.url ?? "URL"))); then: journalctl -u bedsided -g sync"
            findings.append(
                age ?? 0 > longSilence
                    ? .failure(.central, sentence, mend: mend) : .warning(.central, sentence, mend: mend))
        }
        if central.quarantined > 0 {
            findings.append(
                .warning(
                    .central, "\(central.quarantined) facts are kept aside by the central store for a person",
                    mend: "look at this terminal on the fleet page"))
        }
        if !central.lostLinks.isEmpty {
            findings.append(
                .failure(
                    .central, "no link to \(central.lostLinks.joined(separator: ", ")): its alarms are not seen here",
                    mend: "check that terminal and the ward's network; firewall: TCP port of ward_link.listen"))
        }
        return findings.isEmpty ? [.ok(.central, "\(central.state), \(central.backlog) facts wait")] : findings
    }

    static func certificate(_ health: HealthMessage) -> [Finding] {
        guard health.central.state != "not-enrolled" else { return [] }
        guard let ends = health.central.certificateEnds else {
            return [
                .failure(.certificate, "this terminal has no certificate", mend: "bedside enrol URL TOKEN")
            ]
        }
        let left = days(health.wall, ends)
        let mend = "journalctl -u bedsided -g certificate; if it ended: bedside enrol URL TOKEN"
        if ends <= health.wall {
            return [.failure(.certificate, "the certificate ended \(-left) days ago", mend: mend)]
        }
        let sentence =
            "the certificate ends in \(left) days and was not renewed, at least \(certificateWarning) are right"
        if left < certificateFailure { return [.failure(.certificate, sentence, mend: mend)] }
        if left < certificateWarning { return [.warning(.certificate, sentence, mend: mend)] }
        return [.ok(.certificate, "the certificate is good for \(left) days")]
    }

    static func alarms(_ health: HealthMessage) -> [Finding] {
        guard !health.technicalAlarms.isEmpty else { return [.ok(.alarms, "no technical alarm is open")] }
        return health.technicalAlarms.map { alarm in
            .failure(
                .alarms, "technical alarm \(alarm.fault) (\(alarm.about)) is open for \(alarm.ageSeconds) s",
                mend: remedy(alarm.fault))
        }
    }

    /// What each technical alarm asks of a person. A word of a newer daemon has no sentence of ours.
    static func remedy(_ fault: String) -> String {
        guard let known = TechnicalFault(rawValue: fault) else { return "see \"What each alarm means\" in the guide" }
        return switch known {
        case .inputLost: "check cable and power of that input; bedside alarms"
        case .unstableInput: "the contact bounces: check plug and cable at the bed, change the button"
        case .batteryLow: "change the battery of that button or detector"
        case .unknownSource: "go and look who called; then add the station to alarms.inputs in bedside.yaml"
        case .recordStore: "bedside doctor (disk); journalctl -u bedsided -p err; change the disk if it fails again"
        case .screenLost: "go to that screen: is it on? systemctl restart 'bedside-ward@*' at its terminal"
        case .noScreen: "start a ward screen: systemctl enable --now bedside-ward@NAME"
        case .sound: "aplay -L; amixer; check the loudspeaker's plug; systemctl restart bedsided"
        case .audit: "restart: systemctl restart bedsided; keep journalctl -u bedsided for the makers"
        case .pathUnproven: "restart the screens: systemctl restart 'bedside-ward@*'; then bedsided"
        case .clock: "timedatectl timesync-status; change the clock's battery if it comes at each power-on"
        case .wardLink: "check that terminal and the ward's network"
        case .unknownDevice: "go and look what is plugged in at that port; unplug it, or: bedside devices allow --list"
        }
    }
}
