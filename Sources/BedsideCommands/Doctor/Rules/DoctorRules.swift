import BedsideDomain
package import BedsideWire

/// Facts in, findings out. Rules read nothing and run nothing.
package enum DoctorRules {
    /// - Parameter health: nil when the daemon does not answer.
    package static func report(_ machine: MachineFacts, _ health: HealthMessage?) -> DoctorReport {
        var findings = daemon(machine, health)
        findings += units(machine) + permissions(machine, health) + clock(machine, health) + fonts(machine)
        findings += cups(machine) + kiosk(machine) + mixer(machine) + refusedDevices(machine)
        if let health {
            findings += store(health) + disk(health) + devices(health) + printers(health) + sound(health)
            findings += central(health) + certificate(health) + alarms(health)
        }
        return DoctorReport(findings, isDaemonThere: health != nil)
    }

    static func daemon(_ machine: MachineFacts, _ health: HealthMessage?) -> [Finding] {
        var findings: [Finding] = []
        if let health {
            findings.append(
                .ok(.daemon, "bedsided \(health.version) of \(health.terminal) is up for \(health.uptimeSeconds) s"))
        } else {
            findings.append(
                .failure(
                    .daemon, "bedsided does not answer on admin.sock: nothing works at this terminal",
                    mend: "journalctl -u bedsided -n 50; systemctl restart bedsided"))
        }
        if !machine.isRoot {
            findings.append(
                .warning(
                    .permissions, "you are not root: what only root may see was not looked at",
                    mend: "sudo bedside doctor"))
        }
        return findings
    }

    /// Whole days, for people.
    static func days(_ from: Timestamp, _ to: Timestamp) -> Int64 {
        (to.milliseconds - from.milliseconds) / 86_400_000
    }
}
