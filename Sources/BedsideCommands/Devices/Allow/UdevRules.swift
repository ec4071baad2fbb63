/// The file of udev rules that `bedside devices allow` owns: made anew as a whole, and read back by its marks.
enum UdevRules {
    static let path = "/etc/udev/rules.d/71-bedside-devices.rules"

    static func devices(_ text: String) -> [AllowedDevice] {
        text.split(separator: "\n").compactMap { AllowedDevice(mark: $0) }
    }

    static func text(_ devices: [AllowedDevice]) -> String {
        let head = [
            "# Made by `bedside devices allow`; changes by hand are lost. Only these devices reach bedsided.",
            "ACTION==\"remove\", GOTO=\"bedside_devices_end\"",
            // Older udev rules give hidraw nodes neither serial number nor port.
            "SUBSYSTEM==\"hidraw\", SUBSYSTEMS==\"usb\", ENV{ID_SERIAL}==\"\", IMPORT{builtin}=\"usb_id\"",
            "SUBSYSTEM==\"hidraw\", ENV{ID_PATH}==\"\", IMPORT{builtin}=\"path_id\"",
        ]
        let rules = devices.sorted { $0.name < $1.name }.flatMap { [$0.mark] + self.rules($0) }
        return (head + rules + ["LABEL=\"bedside_devices_end\""]).map { $0 + "\n" }.joined()
    }

    /// Matches properties of the node itself: the parents' attributes of one rule would all have to be of one parent.
    static func rules(_ device: AllowedDevice) -> [String] {
        let match = "ENV{\(device.choice.property)}==\"\(device.choice.value.text)\""
        // The daemon raises an alarm for a keyboard without this property.
        let mark = "ENV{BEDSIDE_ALLOWED}=\"\(device.name.text)\""
        let gives =
            "GROUP=\"bedside-dev\", MODE=\"0660\", SYMLINK+=\"bedside/\(device.name.text)\", TAG+=\"systemd\", \(mark)"
        switch device.kind {
        case .evdev:
            // logind would listen to a power key, and libinput would give its keys to the screen.
            return [
                "SUBSYSTEM==\"input\", KERNEL==\"event*\", ENV{ID_INPUT_KEY}==\"1\", \(match), \(gives), "
                    + "ENV{LIBINPUT_IGNORE_DEVICE}=\"1\", TAG-=\"power-switch\", TAG-=\"uaccess\""
            ]
        case .serial:
            // ModemManager looks at the USB device as well as at the line.
            return [
                "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", \(deviceMatch(device)), ENV{ID_MM_DEVICE_IGNORE}=\"1\"",
                "SUBSYSTEM==\"tty\", \(match), \(gives), ENV{ID_MM_DEVICE_IGNORE}=\"1\"",
            ]
        case .screen: return ["SUBSYSTEM==\"input\", KERNEL==\"event*\", \(match), \(mark)"]
        case .hidpos: return ["SUBSYSTEM==\"hidraw\", \(match), \(gives), TAG-=\"uaccess\""]
        }
    }

    /// The port of a USB device is that of its interface without the interface's number.
    private static func deviceMatch(_ device: AllowedDevice) -> String {
        let value = device.choice.value.text
        switch device.choice {
        case .serial: return "ENV{ID_SERIAL}==\"\(value)\""
        case .port:
            let end = value.lastIndex(of: ":") ?? value.endIndex
            return "ENV{ID_PATH}==\"\(value[..<end])\""
        }
    }
}
