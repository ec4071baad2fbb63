extension DoctorRules {
    /// What keeps a person with a keyboard inside the kiosk.
    static func kiosk(_ machine: MachineFacts) -> [Finding] {
        var findings: [Finding] = []
        if let sysrq = machine.kernel["kernel.sysrq"], sysrq != "0" {
            findings.append(
                .failure(
                    .kiosk, "kernel.sysrq is \(sysrq), must be 0: anybody with a keyboard restarts the terminal",
                    mend: "sysctl --system; grep -r sysrq /etc/sysctl.d /etc/sysctl.conf"))
        }
        if let dumps = machine.kernel["fs.suid_dumpable"], dumps != "0" {
            findings.append(
                .warning(
                    .kiosk, "fs.suid_dumpable is \(dumps), should be 0: core dumps hold patient data",
                    mend: "sysctl -w fs.suid_dumpable=0; grep -r suid_dumpable /etc/sysctl.d"))
        }
        if let pattern = machine.kernel["kernel.core_pattern"], keeps(pattern) {
            findings.append(
                .warning(
                    .kiosk, "core dumps are kept (kernel.core_pattern is \(pattern)): they hold patient data",
                    mend: "apt-get remove systemd-coredump apport; sysctl -w kernel.core_pattern='|/bin/false'"))
        }
        guard machine.units != nil else { return findings }
        if let target = machine.unit("ctrl-alt-del.target"), target.load != "masked" {
            findings.append(
                .failure(
                    .kiosk,
                    "Ctrl-Alt-Del restarts the terminal (ctrl-alt-del.target is \(target.load), must be masked)",
                    mend: "systemctl mask ctrl-alt-del.target"))
        }
        for name in gettyUnits {
            guard let getty = machine.unit(name), getty.active == "active" else { continue }
            findings.append(
                .failure(
                    .kiosk, "\(name) offers a login behind the kiosk's screen, must be off",
                    mend: "systemctl mask --now \(name)"))
        }
        if let guarding = machine.unit("usbguard.service"), guarding.active != "active" {
            findings.append(
                .failure(
                    .kiosk, "usbguard does not run: any keyboard that is plugged in types at the kiosk",
                    mend: guarding.load == "not-found"
                        ? "apt-get install usbguard; bedside devices allow --present; systemctl enable --now usbguard"
                        : "bedside devices allow --present; systemctl enable --now usbguard"))
        }
        if let modems = machine.unit("ModemManager.service"), modems.active == "active" {
            findings.append(
                .warning(
                    .kiosk,
                    "ModemManager runs: it talks to serial scanners that are not allowed by bedside devices allow",
                    mend: "systemctl mask --now ModemManager"))
        }
        return findings.isEmpty ? [.ok(.kiosk, "no way out of the kiosk is open")] : findings
    }

    /// A plain name is written only by programs whose limit lets them; a pipe takes the dump of every program.
    private static func keeps(_ pattern: String) -> Bool {
        pattern.hasPrefix("|") && !pattern.hasPrefix("|/bin/false") && !pattern.hasPrefix("|/usr/bin/false")
    }
}
