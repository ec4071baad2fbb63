@testable import BedsideCommands

/// What `udevadm info --export-db` says at a terminal: a root hub, two wedges of one kind without serial numbers, a wedge
/// with one, and a serial scanner.
enum PluggedWard {
    static let bus = "/devices/pci0000:00/0000:00:14.0/usb1"

    static func usb(_ port: String, id: String, serial: String?, interfaces: String, path: String) -> String {
        let numbers = id.split(separator: ":")
        return """
            P: \(bus)/\(port)
            N: bus/usb/001/00\(port.count)
            E: SUBSYSTEM=usb
            E: DEVTYPE=usb_device
            E: ID_VENDOR_ID=\(numbers[0])
            E: ID_MODEL_ID=\(numbers[1])
            E: ID_MODEL=Scanner
            E: ID_SERIAL=Maker_Scanner\(serial.map { "_" + $0 } ?? "")
            \(serial.map { "E: ID_SERIAL_SHORT=\($0)\n" } ?? "")E: ID_USB_INTERFACES=\(interfaces)
            E: ID_PATH=\(path)


            """
    }

    static func node(_ path: String, _ node: String, _ subsystem: String, _ more: [String]) -> String {
        (["P: \(bus)/\(path)", "N: \(node)", "E: SUBSYSTEM=\(subsystem)"] + more.map { "E: \($0)" })
            .joined(separator: "\n") + "\n\n"
    }

    static func wedge(_ port: String, event: Int, serial: String?) -> String {
        let own =
            serial.map { ["ID_SERIAL=Maker_Scanner_\($0)", "ID_SERIAL_SHORT=\($0)"] } ?? ["ID_SERIAL=Maker_Scanner"]
        let place = "pci-0000:00:14.0-usb-0:\(port.dropFirst(2))"
        return usb(port, id: "0C2E:10d3", serial: serial, interfaces: ":030101:", path: place)
            + node(
                "\(port)/\(port):1.0/0003/input/input\(event)/event\(event)", "input/event\(event)", "input",
                ["ID_INPUT=1", "ID_INPUT_KEY=1", "ID_INPUT_KEYBOARD=1", "ID_PATH=\(place):1.0"] + own)
            + node("\(port)/\(port):1.0/0003/hidraw/hidraw\(event)", "hidraw\(event)", "hidraw", [])
    }

    static var text: String {
        """
        P: /devices/pci0000:00/0000:00:14.0/usb1
        N: bus/usb/001/001
        E: SUBSYSTEM=usb
        E: DEVTYPE=usb_device
        E: ID_VENDOR_ID=1d6b
        E: ID_MODEL_ID=0002
        E: ID_SERIAL_SHORT=0000:00:14.0
        E: ID_USB_INTERFACES=:090000:


        """ + wedge("1-1", event: 3, serial: nil) + wedge("1-2", event: 4, serial: nil)
            + wedge("1-3", event: 5, serial: "18123B0A2C")
            + usb(
                "1-4", id: "1eab:0c06", serial: "SN 7", interfaces: ":020201:0a0000:",
                path: "pci-0000:00:14.0-usb-0:4")
            + node(
                "1-4/1-4:1.0/tty/ttyACM0", "ttyACM0", "tty",
                ["ID_SERIAL=Newland_SN_7", "ID_SERIAL_SHORT=SN_7", "ID_PATH=pci-0000:00:14.0-usb-0:4:1.0"])
            + node("virtual/tty/tty1", "tty1", "tty", []).replacing(bus, with: "/devices")
    }

    static var records: [UdevRecord] { UdevDatabase.records(text) }
    static var devices: [PluggedDevice] { PluggedDevice.all(in: records) }

    /// What sysfs says: not what udev makes of it.
    static func serial(_ port: String) -> String? {
        ["usb1": "0000:00:14.0", "1-3": "18123B0A2C", "1-4": "SN 7"][port]
    }
}
