import BedsideDomain
import BedsideWire

extension DoctorRules {
    /// Milliseconds by which this clock may differ from the central store's: the certificates and papers of both agree.
    static let clockTolerance: Int64 = 2000
    static let clockLimit: Int64 = 120_000
    /// 2025-01-01 and 2100-01-01 UTC: outside of it a clock without a battery began at its own epoch.
    static let saneYears: Range<Int64> = 1_735_689_600_000..<4_102_444_800_000

    static func clock(_ machine: MachineFacts, _ health: HealthMessage?) -> [Finding] {
        var findings: [Finding] = []
        if !saneYears.contains(machine.wall.milliseconds) {
            findings.append(
                .failure(
                    .clock,
                    "the clock shows \(machine.wall.milliseconds / 1000) s since 1970, which is not between 2025 and 2100",
                    mend: "timedatectl set-time 'YYYY-MM-DD HH:MM:SS'; hwclock -w; change the clock's battery"))
        }
        switch machine.isClockSynchronised {
        case false:
            findings.append(
                .warning(
                    .clock, "no time server sets the clock",
                    mend: "timedatectl set-ntp true; timedatectl timesync-status"))
        case nil:
            findings.append(
                .warning(
                    .clock, "nobody tells whether a time server sets the clock (timedatectl does not answer)",
                    mend: "apt-get install systemd-timesyncd dbus"))
        case true: break
        }
        if let offset = health?.central.clockOffsetMs, abs(offset) > clockTolerance {
            let sentence =
                "the clock differs from the central store's by \(offset) ms, at most \(clockTolerance) is right"
            let mend = "timedatectl timesync-status; systemctl restart systemd-timesyncd"
            findings.append(
                abs(offset) > clockLimit
                    ? .failure(.clock, sentence, mend: mend) : .warning(.clock, sentence, mend: mend))
        }
        return findings.isEmpty ? [.ok(.clock, "the clock is synchronised")] : findings
    }

    /// The faces that papers and the screen need.
    static let faces = ["Noto Sans CJK SC", "Noto Sans Mono CJK SC"]

    static func fonts(_ machine: MachineFacts) -> [Finding] {
        guard let fonts = machine.fonts else {
            return [
                .warning(
                    .fonts, "fc-match is not installed: faces are not looked at", mend: "apt-get install fontconfig")
            ]
        }
        let missing = faces.filter { face in fonts[face] != face }
        guard missing.isEmpty else {
            return missing.map { face in
                .failure(
                    .fonts,
                    "the face \(face) is not installed (\(fonts[face] ?? "nothing") would be taken): papers and screens need it",
                    mend: "apt-get install fonts-noto-cjk")
            }
        }
        return [.ok(.fonts, "the Chinese faces are installed")]
    }
}
