/// Which plugged device a person chose, and what follows from it. Nothing is read or written here.
struct AllowChoice: Sendable, Hashable {
    let allowed: AllowedDevice
    /// Nil for a device that is not on USB: USBGuard has no say in it.
    let usbRule: String?

    /// How the device was named on the command line.
    enum Wish: Sendable, Hashable {
        case serial(String)
        case port(String)
    }

    /// - Parameter usbSerial: a USB device's serial number as sysfs shows it, by its port.
    ///
    /// Throws ``CommandError`` `refused` when no device, or more than one kind of it, is meant, or when its own words may
    /// not stand in a rule.
    static func make(
        name: String, wish: Wish, kind: DeviceKind?, anyPort: Bool, among devices: [PluggedDevice],
        usbSerial: (String) -> String?
    ) throws(CommandError) -> AllowChoice {
        guard let name = DeviceName(name) else {
            throw refusal("A device's name must be 1 to 32 of the characters a-z 0-9 -.")
        }
        let meant = devices.filter { device in
            switch wish {
            case .serial(let text): device.isMeant(serial: text)
            case .port(let text): device.isMeant(port: text)
            }
        }
        guard !meant.isEmpty else {
            throw refusal(
                "No such device is plugged in; `bedside devices allow --list` shows what is. One without a serial number of its own is chosen by --port."
            )
        }
        // A keyboard has a hidraw node beside its keys: reports are read only when they are asked for.
        let kinds = Set(meant.map(\.kind))
        let natural = kinds.subtracting([.hidpos])
        guard let kind = kind ?? (natural.count == 1 ? natural.first : kinds.count == 1 ? kinds.first : nil),
            let device = meant.first(where: { $0.kind == (kind == .screen ? .evdev : kind) })
        else {
            let words = kinds.map(\.rawValue).sorted().joined(separator: ", ")
            throw refusal("It has nodes of several kinds, or none of the one asked for; say --kind, one of: \(words).")
        }
        guard Set(meant.filter { $0.kind == device.kind }.map { $0.usb?.port ?? $0.port }).count == 1 else {
            throw refusal("Several devices are meant; choose one by --port.")
        }
        let choice: AllowedDevice.Choice
        switch wish {
        case .serial:
            guard let value = SafeValue(device.serial) else { throw unsafeWords }
            choice = .serial(value)
        case .port:
            guard let value = SafeValue(device.port) else { throw unsafeWords }
            choice = .port(value)
        }
        let allowed = AllowedDevice(name: name, kind: kind, choice: choice)
        guard let usb = device.usb else { return AllowChoice(allowed: allowed, usbRule: nil) }
        let serial = usbSerial(usb.port)
        var written: SafeValue?
        if let serial, !serial.isEmpty {
            written = SafeValue(serial)
            if written == nil, case .serial = wish { throw unsafeWords }
        }
        if anyPort, written == nil {
            throw refusal("A device without a usable serial number is let in at its port only; leave out --any-port.")
        }
        return AllowChoice(allowed: allowed, usbRule: UsbPolicy.rule(usb, serial: written, anyPort: anyPort))
    }

    /// The rules of everything that is plugged in now: hubs, the machine's own touch screen, printers.
    static func present(_ records: [UdevRecord], usbSerial: (String) -> String?) -> [String] {
        UsbDevice.byPath(records).values.map(\.device).sorted { $0.port < $1.port }.map { device in
            UsbPolicy.rule(device, serial: usbSerial(device.port).flatMap { SafeValue($0) }, anyPort: false)
        }
    }

    /// The USB device that a person means and that has no nodes, because it was refused: first USBGuard must let it in.
    static func refused(
        _ wish: Wish, _ records: [UdevRecord], usbSerial: (String) -> String?, isRefused: (String) -> Bool
    ) -> UsbDevice? {
        let meant = UsbDevice.byPath(records).values.map(\.device).filter { device in
            guard isRefused(device.port) else { return false }
            return switch wish {
            case .serial(let text): usbSerial(device.port) == text
            case .port(let text): device.port == text
            }
        }
        return meant.count == 1 ? meant.first : nil
    }

    /// The keyboards among them: they type at the screen from now on, and are no strangers to the daemon.
    static func presentKeyboards(_ devices: [PluggedDevice]) -> [AllowedDevice] {
        devices.compactMap { device in
            guard device.kind == .evdev, let usb = device.usb, let path = SafeValue(device.port),
                let name = DeviceName(presentPrefix + usb.port.replacing(".", with: "-"))
            else { return nil }
            return AllowedDevice(name: name, kind: .screen, choice: .port(path))
        }
    }

    static let presentPrefix = "present-"

    private static var unsafeWords: CommandError {
        refusal(
            "Its serial number holds characters that may not stand in a rule (only A-Z a-z 0-9 blank . _ : + @ / , # ( ) = - may); choose it by --port."
        )
    }

    private static func refusal(_ sentence: String) -> CommandError { CommandError(.refused, sentence) }
}
