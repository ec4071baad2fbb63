import BedsideDomain
import Foundation
import Glibc

/// Reads this machine for ``DoctorRules``: files of /proc, /sys and /etc, and tools of the system. Blocks.
enum MachineReader {
    /// - Parameter storeFolder: where the daemon keeps its store.
    static func read(storeFolder: String) -> MachineFacts {
        var facts = MachineFacts()
        facts.isRoot = geteuid() == 0
        facts.wall = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        readUnits(&facts)
        readFiles(&facts, storeFolder)
        facts.cups = cups()
        facts.fonts = fonts()
        facts.isClockSynchronised =
            Tool.run("timedatectl", ["show", "--property=NTPSynchronized"]).flatMap {
                ToolTexts.isSynchronised($0.text)
            }
        facts.mutedControls = Tool.run("amixer", ["scontents"]).flatMap {
            $0.status == 0 ? ToolTexts.muted($0.text) : nil
        }
        for (name, path) in [
            ("kernel.sysrq", "kernel/sysrq"), ("kernel.core_pattern", "kernel/core_pattern"),
            ("fs.suid_dumpable", "fs/suid_dumpable"),
        ] {
            if let value = SmallFile.word("/proc/sys/\(path)") { facts.kernel[name] = value }
        }
        facts.refusedPorts = refusedPorts()
        return facts
    }

    /// systemd(1): /run/systemd/system is there exactly when it is process 1.
    private static func readUnits(_ facts: inout MachineFacts) {
        guard unsafe access("/run/systemd/system", F_OK) == 0,
            let shown = Tool.run(
                "systemctl", ["show", "--property=\(SystemdText.properties)"] + DoctorRules.unitNames)
        else { return facts.units = nil }
        facts.units = SystemdText.units(shown.text)
        let failed = Tool.run("systemctl", ["list-units", "--state=failed", "--plain", "--no-legend", "--no-pager"])
        facts.failedUnits = failed.map { SystemdText.failed($0.text) } ?? []
    }

    private static func readFiles(_ facts: inout MachineFacts, _ storeFolder: String) {
        let nodes = SmallFile.names(in: "/dev/bedside").map { "/dev/bedside/\($0)" }
        facts.files = DoctorRules.paths(storeFolder: storeFolder, nodes: nodes).map { SmallFile.facts($0.path) }
    }

    private static func cups() -> [String: String]? {
        guard let daemon = SmallFile.text("/etc/cups/cupsd.conf") else { return nil }
        let files = SmallFile.text("/etc/cups/cups-files.conf") ?? ""
        return ToolTexts.cups(daemon).merging(ToolTexts.cups(files)) { own, _ in own }
    }

    private static func fonts() -> [String: String]? {
        var fonts: [String: String] = [:]
        for face in DoctorRules.faces {
            guard let found = Tool.run("fc-match", ["--format=%{family[0]}", face]) else { return nil }
            fonts[face] = found.text
        }
        return fonts
    }

    /// USB devices of which the kernel was told to make no use: usbguard's refusals.
    private static func refusedPorts() -> [String] {
        SmallFile.names(in: "/sys/bus/usb/devices").filter {
            !$0.contains(":") && SmallFile.word("/sys/bus/usb/devices/\($0)/authorized") == "0"
        }
    }
}
