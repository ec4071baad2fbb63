/// One device as udev describes it.
struct UdevDevice {
    /// What happened to it.
    enum Action {
        case appeared
        case removed
    }

    let action: Action
    /// Its path in sysfs: the key of a device for as long as it is plugged in.
    let syspath: String
    let subsystem: String
    /// Its last component: `event19`, `ttyACM0`.
    let sysname: String
    /// Its node; nil for devices that have none.
    let node: String?
    let properties: [String: String]

    /// Which kind of scanner it could be: a node that sends keys, a serial line, or raw reports.
    var kind: ScannerKind? {
        switch subsystem {
        case "input" where sysname.hasPrefix("event") && sendsKeys: .evdev
        case "tty": .serial
        case "hidraw": .hidpos
        default: nil
        }
    }

    /// udev's own reading of the node's capabilities: a scanner's second node may be a mouse, which is not ours to grab.
    private var sendsKeys: Bool { properties["ID_INPUT_KEY"] == "1" || properties["ID_INPUT_KEYBOARD"] == "1" }

    /// What the device calls itself.
    var model: String { properties["ID_MODEL"] ?? "" }
}
