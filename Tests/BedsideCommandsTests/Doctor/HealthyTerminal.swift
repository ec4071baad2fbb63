import BedsideDomain
import BedsideWire

@testable import BedsideCommands

/// A terminal at which all is well; each test breaks one thing.
enum HealthyTerminal {
    static let now = Timestamp(milliseconds: 1_780_000_000_000)

    static var health: HealthMessage {
        HealthMessage(
            version: "0.1.0", terminal: "ward7-kiosk1", uptimeSeconds: 60, wall: now,
            store: StoreHealth(
                path: "/var/lib/bedside/bedside.sqlite", journalMode: "wal", synchronous: 2, lockingMode: "exclusive"),
            disk: DiskHealth(
                freeBytes: 8 << 30, totalBytes: 16 << 30, freeFiles: 500_000, isReadOnly: false,
                reserveBytes: 64 << 20),
            devices: [PartHealth(name: "wedge", kind: "evdev", state: "present")],
            inputs: [PartHealth(name: "bells", kind: "wireless-base", state: "present")],
            printers: [PrinterHealth(queue: "ward", state: "idle", isAccepting: true, reasons: [])],
            sound: SoundHealth(state: "working", device: "default"),
            central: CentralMessage(
                state: "in-step", reason: nil, url: "https://central:8443", hospital: "H", ward: "7", backlog: 0,
                oldestUnsent: nil, quarantined: 0, lastContact: now.adding(seconds: -20), clockOffsetMs: 12,
                certificateEnds: now.adding(days: 60), lostLinks: [], feed: 1),
            openAlarms: ["technical": 0, "call": 1, "infusion": 0, "emergency": 0], technicalAlarms: [])
    }

    static var machine: MachineFacts {
        var machine = MachineFacts()
        machine.units = [
            UnitFact(name: "bedsided.service", coreLimit: "0"), UnitFact(name: "bedside-nightly.timer"),
        ]
        for name in DoctorRules.socketUnits + ["bedside-kiosk@tty1.service", "cups.service", "usbguard.service"] {
            machine.units?.append(UnitFact(name: name))
        }
        for name in DoctorRules.gettyUnits + [
            "ModemManager.service", "bedside-ward@tty1.service", "bedside-kiosk-console@tty1.service",
        ] {
            machine.units?.append(UnitFact(name: name, active: "inactive", enablement: "disabled"))
        }
        machine.units?.append(
            UnitFact(name: "ctrl-alt-del.target", load: "masked", active: "inactive", enablement: "masked"))
        machine.files = DoctorRules.paths(nodes: ["/dev/bedside/wedge"]).map {
            FileFact(path: $0.path, state: .there(mode: $0.mode, owner: $0.owner, group: $0.group))
        }
        machine.cups = ["preservejobfiles": "No", "preservejobhistory": "86400"]
        machine.fonts = Dictionary(uniqueKeysWithValues: DoctorRules.faces.map { ($0, $0) })
        machine.isClockSynchronised = true
        machine.wall = now
        machine.mutedControls = []
        machine.kernel = ["kernel.sysrq": "0", "kernel.core_pattern": "core", "fs.suid_dumpable": "0"]
        return machine
    }
}
