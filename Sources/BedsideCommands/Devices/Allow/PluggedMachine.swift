import Glibc

/// This machine's devices, and the tools that make new rules count. Blocks.
enum PluggedMachine {
    /// Throws ``CommandError`` `noUdev`.
    static func records() throws(CommandError) -> [UdevRecord] {
        guard let answer = Tool.run("udevadm", ["info", "--export-db"]), answer.status == 0 else {
            throw CommandError(.noUdev, "udevadm does not tell which devices there are; is udev installed and running?")
        }
        return UdevDatabase.records(answer.text)
    }

    static func usbSerial(_ port: String) -> String? { attribute("serial", port) }

    /// USBGuard, or nobody yet, lets it in.
    static func isRefused(_ port: String) -> Bool { attribute("authorized", port) == "0" }

    /// - Parameter port: a USB device's place; it came from a path in sysfs and holds no `/`.
    private static func attribute(_ name: String, _ port: String) -> String? {
        port.contains("/") || port.hasPrefix(".") ? nil : SmallFile.word("/sys/bus/usb/devices/\(port)/\(name)")
    }

    /// Lets USBGuard read its rules anew; true once it lets the device in and udev has made its nodes.
    static func letIn(_ port: String) -> Bool {
        guard Tool.run("systemctl", ["try-restart", "usbguard.service"], seconds: 30)?.status == 0 else { return false }
        for _ in 0..<20 where isRefused(port) { usleep(250_000) }
        return Tool.run("udevadm", ["settle", "--timeout=20"], seconds: 30)?.status == 0 && !isRefused(port)
    }

    /// Lets udev go over the nodes again, and USBGuard read its rules. What could not be done, as sentences.
    static func apply() -> [String] {
        var problems: [String] = []
        func step(_ tool: String, _ arguments: [String]) {
            if Tool.run(tool, arguments, seconds: 30)?.status != 0 {
                problems.append("\(tool) \(arguments.joined(separator: " ")) did not work; run it by hand.")
            }
        }
        step("udevadm", ["control", "--reload"])
        step(
            "udevadm",
            [
                "trigger", "--action=change", "--subsystem-match=input", "--subsystem-match=tty",
                "--subsystem-match=hidraw",
            ])
        step("udevadm", ["settle", "--timeout=20"])
        if unsafe access("/usr/sbin/usbguard-daemon", X_OK) == 0 {
            step("systemctl", ["try-restart", "usbguard.service"])
        } else {
            problems.append("usbguard is not installed: unknown keyboards are not refused (apt-get install usbguard).")
        }
        return problems
    }
}
