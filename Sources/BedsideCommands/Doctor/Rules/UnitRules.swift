extension DoctorRules {
    static let socketUnits = ["bedsided-kiosk.socket", "bedsided-ward.socket", "bedsided-admin.socket"]
    /// Patterns for systemctl: a ward screen's instance is its screen's name.
    static let screenUnits = [
        "bedside-kiosk@tty1.service", "bedside-kiosk-console@tty1.service", "bedside-ward@*.service",
    ]
    /// All units that the rules ask about.
    static let unitNames =
        ["bedsided.service"] + socketUnits + screenUnits + [
            "bedside-nightly.timer", "cups.service", "usbguard.service", "ModemManager.service",
        ]
        + gettyUnits + ["ctrl-alt-del.target"]
    static let gettyUnits = (1...6).map { "getty@tty\($0).service" }

    static func units(_ machine: MachineFacts) -> [Finding] {
        guard machine.units != nil else {
            return [
                .warning(
                    .units, "systemd does not run here: units, watchdog and sandbox are not looked at",
                    mend: "boot the terminal with systemd")
            ]
        }
        var findings = service(machine) + screens(machine)
        for name in socketUnits { findings += needed(name, machine) }
        findings += needed("bedside-nightly.timer", machine)
        findings += needed("cups.service", machine, isSocketActivated: true)
        for name in machine.failedUnits {
            let isOurs = name.hasPrefix("bedside")
            let sentence = "\(name) has failed"
            let mend = "systemctl status \(quoted(name)); systemctl reset-failed \(quoted(name))"
            findings.append(isOurs ? .failure(.units, sentence, mend: mend) : .warning(.units, sentence, mend: mend))
        }
        return findings.contains { $0.severity != .ok } ? findings : findings + [.ok(.units, "all units run")]
    }

    private static func service(_ machine: MachineFacts) -> [Finding] {
        var findings = needed("bedsided.service", machine)
        guard let unit = machine.unit("bedsided.service") else { return findings }
        if unit.restarts > 0 {
            findings.append(
                .warning(
                    .units,
                    "bedsided was started again \(unit.restarts) times since it was last started by hand; 0 is right",
                    mend: "journalctl -u bedsided -p warning"))
        }
        if let limit = unit.coreLimit, limit != "0", unit.load == "loaded" {
            findings.append(
                .failure(
                    .kiosk, "bedsided may write core dumps (LimitCORE is \(limit), must be 0): they hold patient data",
                    mend: "systemctl revert bedsided; systemctl restart bedsided"))
        }
        return findings
    }

    private static func needed(_ name: String, _ machine: MachineFacts, isSocketActivated: Bool = false) -> [Finding] {
        guard let unit = machine.unit(name), unit.load != "not-found" else {
            return [
                .failure(
                    .units, "\(name) is not installed",
                    mend: name.hasPrefix("bedside") ? "apt-get install --reinstall bedside" : "apt-get install cups")
            ]
        }
        guard unit.load == "loaded" else {
            return [.failure(.units, "\(name) is \(unit.load), must be loaded", mend: "systemctl unmask \(name)")]
        }
        if unit.active != "active", !isSocketActivated {
            return [
                .failure(.units, "\(name) is \(unit.active), must be active", mend: "systemctl start \(name)")
            ]
        }
        if unit.enablement == "disabled" {
            return [
                .warning(
                    .units, "\(name) is not enabled: it is not there after the next power-on",
                    mend: "systemctl enable \(name)")
            ]
        }
        return []
    }

    private static func screens(_ machine: MachineFacts) -> [Finding] {
        let enabled = (machine.units ?? []).filter {
            (screenUnits.contains($0.name) || $0.name.hasPrefix("bedside-ward@")) && $0.enablement.hasPrefix("enabled")
        }
        guard !enabled.isEmpty else {
            return [
                .warning(
                    .units, "no screen is enabled: the terminal shows nothing after power-on",
                    mend: "systemctl enable --now bedside-kiosk@tty1")
            ]
        }
        return enabled.filter { $0.active != "active" }.map {
            .failure(.units, "\($0.name) is \($0.active), must be active", mend: "systemctl restart \($0.name)")
        }
    }

    /// Names of units come from the system: what a shell would read otherwise is quoted.
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x5F: true
            default: false
            }
        }
        return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
