/// The file of USBGuard rules that `bedside devices allow` owns: what is built in, and what was allowed by name. Everything
/// else is blocked by the policy's implicit target.
struct UsbPolicy: Sendable, Hashable {
    static let path = "/etc/usbguard/rules.d/bedside.conf"
    /// The administrator's own rules; usbguard-daemon 1.1.2 does not start without the file.
    static let ownRules = "/etc/usbguard/rules.conf"

    /// Rules by device's name; `present` holds what was plugged at enrolment.
    var rules: [String: [String]] = [:]
    static let present = "(present)"

    /// Only whole rules of our own form are read back.
    init(_ text: String = "") {
        var name: String?
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#: ") {
                let word = String(line.dropFirst(3))
                name = word == Self.present || DeviceName(word) != nil ? word : nil
            } else if let name, line.hasPrefix("allow id ") {
                rules[name, default: []].append(String(line))
            }
        }
    }

    var text: String {
        let head = ["# Made by `bedside devices allow`; changes by hand are lost."]
        let sections = rules.sorted { $0.key < $1.key }.flatMap { ["#: \($0.key)"] + $0.value }
        return (head + sections).map { $0 + "\n" }.joined()
    }

    /// - Parameters:
    ///   - serial: the serial number as sysfs shows it; nil for a device without one, or whose serial number may not stand
    ///     in a rule.
    ///   - anyPort: it may be plugged elsewhere; a clone of its numbers passes there too.
    static func rule(_ device: UsbDevice, serial: SafeValue?, anyPort: Bool) -> String {
        var rule = "allow id \(device.vendor):\(device.product)"
        if let serial { rule += " serial \"\(serial.text)\"" }
        if !anyPort { rule += " via-port \"\(device.port)\"" }
        if !device.interfaces.isEmpty {
            rule += " with-interface equals { \(device.interfaces.joined(separator: " ")) }"
        }
        return rule
    }
}
