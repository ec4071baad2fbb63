/// A node that could be a scanner's or an input's, with the USB device that it belongs to.
struct PluggedDevice: Sendable, Hashable {
    let node: String
    let kind: DeviceKind
    /// `ID_SERIAL` of the node; empty when it has none of its own: what udev makes of maker and model tells no twins apart.
    let serial: String
    /// `ID_SERIAL_SHORT`: the device's own serial number.
    let shortSerial: String
    /// `ID_PATH`: the port.
    let port: String
    let model: String
    /// Nil for a device that is not on USB.
    let usb: UsbDevice?

    /// All nodes of a machine that could be chosen, by node.
    static func all(in records: [UdevRecord]) -> [PluggedDevice] {
        let usb = UsbDevice.byPath(records)
        return records.compactMap { record in
            guard let kind = DeviceKind(record), let node = record.node else { return nil }
            let parent = UsbDevice.holding(record.path, in: usb)
            var own = record.properties["ID_SERIAL_SHORT"] ?? parent?.properties["ID_SERIAL_SHORT"] ?? ""
            if own == "noserial" { own = "" }
            let serial = record.properties["ID_SERIAL"] ?? parent?.properties["ID_SERIAL"] ?? ""
            return PluggedDevice(
                node: "/dev/" + node, kind: kind, serial: own.isEmpty ? "" : serial, shortSerial: own,
                port: record.properties["ID_PATH"] ?? "",
                model: record.properties["ID_MODEL"] ?? parent?.properties["ID_MODEL"] ?? "", usb: parent?.device)
        }.sorted { $0.node < $1.node }
    }

    /// Whether a person means this one by a serial number or a port.
    func isMeant(serial wanted: String) -> Bool { !serial.isEmpty && (serial == wanted || shortSerial == wanted) }
    func isMeant(port wanted: String) -> Bool { !port.isEmpty && (port == wanted || usb?.port == wanted) }
}

/// How a chosen device delivers, in the words of bedside.yaml.
enum DeviceKind: String, Sendable, Hashable, CaseIterable {
    case evdev, serial, hidpos
    /// A keyboard that types at the terminal's own screen: nothing of the daemon's, only no stranger to it.
    case screen

    var subsystem: String {
        switch self {
        case .evdev, .screen: "input"
        case .serial: "tty"
        case .hidpos: "hidraw"
        }
    }

    /// Nil for a node that sends neither keys, bytes of a line nor reports.
    init?(_ record: UdevRecord) {
        switch record.subsystem {
        case "input" where record.sysname.hasPrefix("event") && record.properties["ID_INPUT_KEY"] == "1": self = .evdev
        // Consoles and pseudo terminals are no devices of anybody's.
        case "tty" where record.path.contains("/usb") || record.path.contains("/pnp"): self = .serial
        case "hidraw": self = .hidpos
        default: return nil
        }
    }
}
