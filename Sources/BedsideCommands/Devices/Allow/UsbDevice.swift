/// A device on the USB as its descriptors say: numbers and a serial number that it chooses itself.
struct UsbDevice: Sendable, Hashable {
    /// Its place on the bus, as sysfs and USBGuard name it: `1-2.4`, `usb1`.
    let port: String
    /// Four hexadecimal digits each.
    let vendor: String
    let product: String
    /// `03:01:01` for each interface, in order.
    let interfaces: [String]

    struct Entry {
        let device: UsbDevice
        let properties: [String: String]
    }

    /// All that are plugged, by their path below /sys.
    static func byPath(_ records: [UdevRecord]) -> [String: Entry] {
        var all: [String: Entry] = [:]
        for record in records where record.subsystem == "usb" && record.properties["DEVTYPE"] == "usb_device" {
            if let device = UsbDevice(record) {
                all[record.path] = Entry(device: device, properties: record.properties)
            }
        }
        return all
    }

    /// The nearest one above a path.
    static func holding(_ path: String, in all: [String: Entry]) -> Entry? {
        var path = path[...]
        while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            path = path[..<slash]
            if let entry = all[String(path)] { return entry }
        }
        return nil
    }

    private init?(_ record: UdevRecord) {
        let properties = record.properties
        guard let vendor = Self.number(properties["ID_VENDOR_ID"]),
            let product = Self.number(properties["ID_MODEL_ID"]),
            let port = SafeValue(record.sysname), !port.text.contains(" ")
        else { return nil }
        let interfaces = (properties["ID_USB_INTERFACES"] ?? "").split(separator: ":").compactMap { six in
            six.utf8.count == 6 && six.allSatisfy(\.isHexDigit)
                ? six.prefix(2) + ":" + six.dropFirst(2).prefix(2) + ":" + six.suffix(2) : nil
        }
        guard interfaces.count <= 32 else { return nil }
        (self.port, self.vendor, self.product) = (port.text, vendor, product)
        self.interfaces = interfaces.map { $0.lowercased() }
    }

    private static func number(_ text: String?) -> String? {
        guard let text, text.utf8.count == 4, text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else {
            return nil
        }
        return text.lowercased()
    }
}
