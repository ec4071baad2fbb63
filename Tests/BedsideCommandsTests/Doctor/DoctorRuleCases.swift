import BedsideDomain
import BedsideWire

@testable import BedsideCommands

extension DoctorRuleTests {
    private static func unit(_ name: String, _ change: @escaping @Sendable (inout UnitFact) -> Void)
        -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void
    {
        { machine, _ in
            guard let index = machine.units?.firstIndex(where: { $0.name == name }) else { return }
            var unit = UnitFact(name: name)
            if let now = machine.units?[index] { unit = now }
            change(&unit)
            machine.units?[index] = unit
        }
    }

    private static func file(_ path: String, _ state: FileFact.State)
        -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void
    {
        { machine, _ in
            machine.files = machine.files.map { $0.path == path ? FileFact(path: path, state: state) : $0 }
        }
    }

    static let machineCases: [Case] = [
        Case(
            name: "the service is down", severity: .failure, area: .units, says: "bedsided.service is failed",
            mends: "systemctl start bedsided.service", breaks: unit("bedsided.service") { $0.active = "failed" }),
        Case(
            name: "the service comes again and again", severity: .warning, area: .units, says: "started again 4 times",
            mends: "journalctl -u bedsided", breaks: unit("bedsided.service") { $0.restarts = 4 }),
        Case(
            name: "core dumps", severity: .failure, area: .kiosk, says: "LimitCORE is infinity, must be 0",
            mends: "systemctl revert", breaks: unit("bedsided.service") { $0.coreLimit = "infinity" }),
        Case(
            name: "a socket is masked", severity: .failure, area: .units, says: "bedsided-ward.socket is masked",
            mends: "systemctl unmask bedsided-ward.socket", breaks: unit("bedsided-ward.socket") { $0.load = "masked" }),
        Case(
            name: "a unit is not enabled", severity: .warning, area: .units, says: "is not enabled",
            mends: "systemctl enable bedsided-admin.socket",
            breaks: unit("bedsided-admin.socket") { $0.enablement = "disabled" }),
        Case(
            name: "CUPS is not installed", severity: .failure, area: .units, says: "cups.service is not installed",
            mends: "apt-get install cups", breaks: unit("cups.service") { $0.load = "not-found" }),
        Case(
            name: "the screen hangs", severity: .failure, area: .units, says: "bedside-kiosk@tty1.service is inactive",
            mends: "systemctl restart", breaks: unit("bedside-kiosk@tty1.service") { $0.active = "inactive" }),
        Case(
            name: "no screen", severity: .warning, area: .units, says: "no screen is enabled",
            mends: "systemctl enable --now bedside-kiosk@tty1",
            breaks: unit("bedside-kiosk@tty1.service") { $0.enablement = "disabled" }),
        Case(
            name: "another unit has failed", severity: .warning, area: .units, says: "apt-daily.service has failed",
            mends: "systemctl status apt-daily.service",
            breaks: { machine, _ in machine.failedUnits = ["apt-daily.service"] }),
        Case(
            name: "a login behind the screen", severity: .failure, area: .kiosk,
            says: "getty@tty2.service offers a login",
            mends: "systemctl mask --now getty@tty2.service",
            breaks: unit("getty@tty2.service") { $0.active = "active" }),
        Case(
            name: "Ctrl-Alt-Del", severity: .failure, area: .kiosk,
            says: "ctrl-alt-del.target is loaded, must be masked",
            mends: "systemctl mask ctrl-alt-del.target", breaks: unit("ctrl-alt-del.target") { $0.load = "loaded" }),
        Case(
            name: "no usbguard", severity: .failure, area: .kiosk, says: "usbguard does not run",
            mends: "apt-get install",
            breaks: unit("usbguard.service") { ($0.load, $0.active) = ("not-found", "inactive") }),
        Case(
            name: "ModemManager", severity: .warning, area: .kiosk, says: "ModemManager runs", mends: "systemctl mask",
            breaks: unit("ModemManager.service") { $0.active = "active" }),
        Case(
            name: "SysRq", severity: .failure, area: .kiosk, says: "kernel.sysrq is 438, must be 0", mends: "sysctl",
            breaks: { machine, _ in machine.kernel["kernel.sysrq"] = "438" }),
        Case(
            name: "dumps are collected", severity: .warning, area: .kiosk, says: "core dumps are kept",
            mends: "apt-get remove",
            breaks: { machine, _ in machine.kernel["kernel.core_pattern"] = "|/lib/systemd/systemd-coredump %P" }),
        Case(
            name: "the store's folder is open", severity: .failure, area: .permissions,
            says: "/var/lib/bedside: mode is 0755, must be at most 0700",
            mends: "chown bedside:bedside /var/lib/bedside && chmod 0700 /var/lib/bedside",
            breaks: file("/var/lib/bedside", .there(mode: 0o755, owner: "bedside", group: "bedside"))),
        Case(
            name: "a socket of the wrong group", severity: .failure, area: .permissions,
            says: "group is bedside, must be bedside-kiosk", mends: "chown root:bedside-kiosk /run/bedside/kiosk.sock",
            breaks: file("/run/bedside/kiosk.sock", .there(mode: 0o660, owner: "root", group: "bedside"))),
        Case(
            name: "a node for everybody", severity: .failure, area: .permissions, says: "mode is 0666",
            mends: "chmod 0660 /dev/bedside/wedge",
            breaks: file("/dev/bedside/wedge", .there(mode: 0o666, owner: "root", group: "bedside-dev"))),
        Case(
            name: "no configuration", severity: .failure, area: .permissions, says: "bedside.yaml is not there",
            mends: "dpkg-reconfigure bedside", breaks: file("/etc/bedside/bedside.yaml", .missing)),
        Case(
            name: "no socket", severity: .failure, area: .permissions, says: "/run/bedside/ward.sock is not there",
            mends: "systemctl restart bedsided-ward.socket", breaks: file("/run/bedside/ward.sock", .missing)),
        Case(
            name: "not root", severity: .warning, area: .permissions, says: "you are not root",
            mends: "sudo bedside doctor",
            breaks: { machine, _ in
                machine.isRoot = false
                machine.cups = nil
                machine.files = machine.files.map { FileFact(path: $0.path, state: .hidden) }
            }),
        Case(
            name: "CUPS keeps jobs by default", severity: .failure, area: .printers,
            says: "PreserveJobFiles is not set",
            mends: "cupsctl PreserveJobFiles=No", breaks: { machine, _ in machine.cups?["preservejobfiles"] = nil }),
        Case(
            name: "CUPS forgets", severity: .failure, area: .printers, says: "PreserveJobHistory is No, must be 86400",
            mends: "cupsctl PreserveJobHistory=86400",
            breaks: { machine, _ in machine.cups?["preservejobhistory"] = "No" }),
        Case(
            name: "CUPS remembers for ever", severity: .warning, area: .printers, says: "PreserveJobHistory is not set",
            mends: "cupsctl PreserveJobHistory=86400",
            breaks: { machine, _ in machine.cups?["preservejobhistory"] = nil }),
        Case(
            name: "CUPS remembers a month", severity: .warning, area: .printers, says: "PreserveJobHistory is 2592000",
            mends: "cupsctl PreserveJobHistory=86400",
            breaks: { machine, _ in machine.cups?["preservejobhistory"] = "2592000" }),
        Case(
            name: "CUPS prints twice", severity: .failure, area: .printers, says: "DirtyCleanInterval is 0, must be 30",
            mends: "cupsctl DirtyCleanInterval=30", breaks: { machine, _ in machine.cups?["dirtycleaninterval"] = "0" }),
        Case(
            name: "no Chinese face", severity: .failure, area: .fonts, says: "DejaVu Sans would be taken",
            mends: "apt-get install fonts-noto-cjk",
            breaks: { machine, _ in machine.fonts?["Noto Sans CJK SC"] = "DejaVu Sans" }),
        Case(
            name: "no time server", severity: .warning, area: .clock, says: "no time server",
            mends: "timedatectl set-ntp true",
            breaks: { machine, _ in machine.isClockSynchronised = false }),
        Case(
            name: "nobody tells of the clock", severity: .warning, area: .clock, says: "nobody tells",
            mends: "systemd-timesyncd",
            breaks: { machine, _ in machine.isClockSynchronised = nil }),
        Case(
            name: "a clock without battery", severity: .failure, area: .clock, says: "not between 2025 and 2100",
            mends: "hwclock -w", breaks: { machine, _ in machine.wall = Timestamp(milliseconds: 5000) }),
        Case(
            name: "a muted mixer", severity: .failure, area: .sound, says: "control Master is muted",
            mends: "amixer set Master",
            breaks: { machine, _ in machine.mutedControls = ["Master"] }),
        Case(
            name: "a refused USB device", severity: .warning, area: .devices, says: "at port 1-2 is not allowed",
            mends: "bedside devices allow", breaks: { machine, _ in machine.refusedPorts = ["1-2"] }),
    ]

    static let daemonCases: [Case] = [
        Case(
            name: "commits are lost", severity: .failure, area: .store, says: "synchronous is 1, must be 2",
            mends: "restart bedsided", breaks: { _, health in health.store.synchronous = 1 }),
        Case(
            name: "no WAL", severity: .failure, area: .store, says: "journal mode is delete", mends: "reinstall",
            breaks: { _, health in health.store.journalMode = "delete" }),
        Case(
            name: "a shared file", severity: .failure, area: .store, says: "locking is normal", mends: "reinstall",
            breaks: { _, health in health.store.lockingMode = "normal" }),
        Case(
            name: "a silent disk", severity: .failure, area: .disk, says: "does not answer", mends: "dmesg",
            breaks: { _, health in health.disk = nil }),
        Case(
            name: "a read-only disk", severity: .failure, area: .disk, says: "is read-only", mends: "dmesg",
            breaks: { _, health in health.disk?.isReadOnly = true }),
        Case(
            name: "a full disk", severity: .failure, area: .disk, says: "127 MiB of 16384 MiB are free, must be 128",
            mends: "journalctl --vacuum-size", breaks: { _, health in health.disk?.freeBytes = 127 << 20 }),
        Case(
            name: "a scarce disk", severity: .warning, area: .disk, says: "1023 MiB", mends: "journalctl --vacuum-size",
            breaks: { _, health in health.disk?.freeBytes = (1 << 30) - 1 }),
        Case(
            name: "no inodes", severity: .failure, area: .disk, says: "999 files", mends: "du --inodes",
            breaks: { _, health in health.disk?.freeFiles = 999 }),
        Case(
            name: "no reserve", severity: .warning, area: .disk, says: "the reserve of the store",
            mends: "restart bedsided",
            breaks: { _, health in health.disk?.reserveBytes = nil }),
        Case(
            name: "an absent scanner", severity: .failure, area: .devices, says: "scanner wedge is absent: gone",
            mends: "bedside devices allow",
            breaks: { _, health in
                health.devices[0] = PartHealth(name: "wedge", kind: "evdev", state: "absent", detail: "gone")
            }),
        Case(
            name: "a scanner of another program", severity: .failure, area: .devices, says: "held-by-another-program",
            mends: "fuser -v", breaks: { _, health in health.devices[0].state = "held-by-another-program" }),
        Case(
            name: "a silent input", severity: .failure, area: .devices, says: "input bells (wireless-base) is silent",
            mends: "cable", breaks: { _, health in health.inputs[0].state = "silent" }),
        Case(
            name: "a stopped queue", severity: .failure, area: .printers, says: "queue ward is stopped: paused",
            mends: "cupsenable ward",
            breaks: { _, health in
                health.printers[0] = PrinterHealth(
                    queue: "ward", state: "stopped", isAccepting: true, reasons: ["paused"])
            }),
        Case(
            name: "a queue that takes nothing", severity: .failure, area: .printers, says: "takes no jobs",
            mends: "cupsaccept ward", breaks: { _, health in health.printers[0].isAccepting = false }),
        Case(
            name: "no print server", severity: .failure, area: .printers, says: "not to be reached",
            mends: "restart cups",
            breaks: { _, health in
                health.printers[0] = PrinterHealth(queue: "ward", state: "unreachable", isAccepting: false, reasons: [])
            }),
        Case(
            name: "no paper", severity: .warning, area: .printers, says: "needs somebody: media-empty", mends: "lpstat",
            breaks: { _, health in health.printers[0].reasons = ["media-empty"] }),
        Case(
            name: "no sound", severity: .failure, area: .sound, says: "no alarm would be heard (default): busy",
            mends: "aplay -L",
            breaks: { _, health in health.sound = SoundHealth(state: "failed", device: "default", detail: "busy") }),
        Case(
            name: "a certificate of last week", severity: .failure, area: .certificate, says: "ended 7 days ago",
            mends: "bedside enrol", breaks: certificate(days: -7)),
        Case(
            name: "a certificate that ends tomorrow", severity: .failure, area: .certificate, says: "ends in 1 days",
            mends: "bedside enrol", breaks: certificate(days: 1)),
        Case(
            name: "a certificate that was not renewed", severity: .warning, area: .certificate, says: "ends in 13 days",
            mends: "bedside enrol", breaks: certificate(days: 13)),
        Case(
            name: "a frozen terminal", severity: .failure, area: .central, says: "stopped this terminal: frozen, fork",
            mends: "token new",
            breaks: central {
                CentralMessage(
                    state: "frozen", reason: "fork", url: $0.url, hospital: nil, ward: nil, backlog: 2,
                    oldestUnsent: nil,
                    quarantined: 0, lastContact: $0.lastContact, clockOffsetMs: 0, certificateEnds: $0.certificateEnds,
                    lostLinks: [], feed: nil)
            }),
        Case(
            name: "an hour of silence", severity: .warning, area: .central, says: "for 60 min; 5 facts wait here",
            mends: "ping",
            breaks: contact(minutes: 60)),
        Case(
            name: "two days of silence", severity: .failure, area: .central, says: "for 2880 min", mends: "ping",
            breaks: contact(minutes: 2880)),
        Case(
            name: "a clock that is off", severity: .warning, area: .clock, says: "by -2001 ms", mends: "timesync",
            breaks: clock(-2001)),
        Case(
            name: "a clock that is far off", severity: .failure, area: .clock, says: "by 120001 ms", mends: "timesync",
            breaks: clock(120_001)),
    ]

    private static func central(_ change: @escaping @Sendable (CentralMessage) -> CentralMessage)
        -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void
    { { _, health in health.central = change(health.central) } }

    private static func with(
        _ old: CentralMessage, backlog: Int = 0, contact: Timestamp?, offset: Int64?, ends: Timestamp?
    ) -> CentralMessage {
        CentralMessage(
            state: old.state, reason: old.reason, url: old.url, hospital: old.hospital, ward: old.ward,
            backlog: backlog,
            oldestUnsent: nil, quarantined: 0, lastContact: contact, clockOffsetMs: offset, certificateEnds: ends,
            lostLinks: [], feed: old.feed)
    }

    private static func certificate(days: Int64) -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void {
        central {
            with($0, contact: $0.lastContact, offset: $0.clockOffsetMs, ends: HealthyTerminal.now.adding(days: days))
        }
    }

    private static func contact(minutes: Int64) -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void {
        central {
            with(
                $0, backlog: 5, contact: HealthyTerminal.now.adding(seconds: -60 * minutes), offset: $0.clockOffsetMs,
                ends: $0.certificateEnds)
        }
    }

    private static func clock(_ offset: Int64) -> @Sendable (inout MachineFacts, inout HealthMessage) -> Void {
        central { with($0, contact: $0.lastContact, offset: offset, ends: $0.certificateEnds) }
    }
}
