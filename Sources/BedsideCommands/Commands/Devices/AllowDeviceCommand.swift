import ArgumentParser
import BedsideDomain
import Dispatch
import Glibc

/// `bedside devices allow`: lets one plugged device in, by its serial number or its port.
struct AllowDeviceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow", abstract: "Let a plugged device reach bedsided, by its serial number or its port.",
        discussion: """
            Devices reach the daemon only through rules that this command writes: \(UdevRules.path) gives the node its \
            group, mode and name in /dev/bedside; \(UsbPolicy.path) lets USBGuard pass it. Then it prints the lines for \
            bedside.yaml. Without a name it lists what is plugged in.

            At enrolment, first: `bedside devices allow --present` lets in what is plugged in at that moment (hubs, the \
            machine's own screen, printers). Look at the list: a strange keyboard would be let in with the rest.
            """)

    @Argument(help: "The device's name: of its entry in bedside.yaml and of its link in /dev/bedside.") var name:
        String?
    @Option(help: "Choose it by its serial number (ID_SERIAL or ID_SERIAL_SHORT).") var serial: String?
    @Option(help: "Choose it by its port (ID_PATH, or a place on the USB such as 1-2).") var port: String?
    @Option(
        help:
            "evdev, serial or hidpos, by itself where the device leaves no choice; screen for a keyboard that types at the screen."
    ) var kind: String?
    @Flag(help: "Let it in at every port, not only where it is plugged now.") var anyPort = false
    @Flag(help: "Let in every USB device that is plugged in now.") var present = false
    @Flag(help: "List what is plugged in and what is allowed.") var list = false
    @Option(help: ArgumentHelp("Let a device in no more.", valueName: "name")) var remove: String?
    @Flag(help: "Print what would be written, and change nothing.") var dryRun = false

    func validate() throws {
        let ways = [name != nil, present, list, remove != nil].filter { $0 }.count
        guard ways <= 1 else { throw ValidationError("Say one of: a name, --present, --list, --remove.") }
        guard (name != nil) == (serial != nil || port != nil), serial == nil || port == nil else {
            throw ValidationError("A name comes with --serial or --port.")
        }
        if let kind, DeviceKind(rawValue: kind) == nil {
            throw ValidationError("--kind is evdev, serial, hidpos or screen.")
        }
    }

    func run() async throws {
        let command = self
        let problem: CommandError? = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do throws(CommandError) {
                    try command.work()
                    continuation.resume(returning: nil)
                } catch { continuation.resume(returning: error) }
            }
        }
        guard let problem else { return }
        Output.problem("\(problem.sentence) (\(problem.codeText))")
        throw ExitCode(1)
    }

    private func work() throws(CommandError) {
        var devices = UdevRules.devices(try RuleFile.read(UdevRules.path))
        if name == nil, remove == nil, !present { return Self.show(try PluggedMachine.records(), devices) }
        var policy = UsbPolicy(try RuleFile.read(UsbPolicy.path))
        var configuration: [String] = []
        if let name {
            let wish: AllowChoice.Wish = serial.map { .serial($0) } ?? .port(port ?? "")
            try letIn(wish, as: name, &policy)
            let choice = try AllowChoice.make(
                name: name, wish: wish, kind: kind.flatMap { DeviceKind(rawValue: $0) }, anyPort: anyPort,
                among: PluggedDevice.all(in: try PluggedMachine.records()), usbSerial: PluggedMachine.usbSerial)
            // A scanner that a configuration barcode turns into another kind has an entry for each kind, all of one name.
            devices.removeAll { $0.name == choice.allowed.name && $0.kind == choice.allowed.kind }
            devices.append(choice.allowed)
            if let rule = choice.usbRule, policy.rules[name]?.contains(rule) != true {
                policy.rules[name, default: []].append(rule)
            }
            configuration = choice.allowed.configuration
        } else if let remove {
            let known = policy.rules.removeValue(forKey: remove) != nil
            guard devices.contains(where: { $0.name.text == remove }) || known else {
                throw CommandError(
                    .entryUnknown, "No device of this name is allowed; see `bedside devices allow --list`.")
            }
            devices.removeAll { $0.name.text == remove }
        } else {
            let records = try PluggedMachine.records()
            policy.rules[UsbPolicy.present] = AllowChoice.present(records, usbSerial: PluggedMachine.usbSerial)
            devices.removeAll { $0.name.text.hasPrefix(AllowChoice.presentPrefix) }
            devices += AllowChoice.presentKeyboards(PluggedDevice.all(in: records))
        }
        try settle(UdevRules.text(devices), policy.text)
        guard !configuration.isEmpty else { return }
        Output.line("# for /etc/bedside/bedside.yaml; then: bedsided --check-config /etc/bedside/bedside.yaml")
        configuration.forEach(Output.line)
    }

    /// A refused device shows its nodes only when USBGuard passes it: its rule comes first.
    private func letIn(_ wish: AllowChoice.Wish, as name: String, _ policy: inout UsbPolicy) throws(CommandError) {
        guard
            let device = AllowChoice.refused(
                wish, try PluggedMachine.records(), usbSerial: PluggedMachine.usbSerial,
                isRefused: PluggedMachine.isRefused)
        else { return }
        guard DeviceName(name) != nil, !dryRun, geteuid() == 0 else {
            throw CommandError(
                .refused,
                "USBGuard refuses the device at port \(device.port), so it has no node yet; run it as root and without --dry-run."
            )
        }
        let serial = PluggedMachine.usbSerial(device.port).flatMap { SafeValue($0) }
        policy.rules[name, default: []].append(
            UsbPolicy.rule(device, serial: serial, anyPort: anyPort && serial != nil))
        try Self.write(policy.text)
        guard PluggedMachine.letIn(device.port) else {
            throw CommandError(
                .refused, "usbguard does not let it in; see systemctl status usbguard, and its rules in /etc/usbguard.")
        }
    }

    private func settle(_ udev: String, _ usb: String) throws(CommandError) {
        guard !dryRun else {
            Output.line("# \(UdevRules.path)\n\(udev)\n# \(UsbPolicy.path)\n\(usb)")
            return
        }
        guard geteuid() == 0 else {
            throw CommandError(.notAllowed, "Rules are written by root; run it with sudo, or with --dry-run.")
        }
        try RuleFile.write(UdevRules.path, udev, mode: 0o644)
        try Self.write(usb)
        PluggedMachine.apply().forEach(Output.problem)
    }

    /// USBGuard refuses a file that others may read.
    private static func write(_ policy: String) throws(CommandError) {
        try RuleFile.write(UsbPolicy.path, policy, mode: 0o600)
        if case .missing = SmallFile.facts(UsbPolicy.ownRules).state {
            try RuleFile.write(UsbPolicy.ownRules, "", mode: 0o600)
        }
    }

    /// Devices' own words are shown as one line of printable text.
    private static func show(_ records: [UdevRecord], _ allowed: [AllowedDevice]) {
        let plugged = PluggedDevice.all(in: records)
        Output.table(
            ["NODE", "KIND", "SERIAL", "PORT", "USB", "MODEL", "ALLOWED AS"],
            plugged.map { device in
                let names = allowed.filter {
                    ($0.kind == .screen ? .evdev : $0.kind) == device.kind
                        && [device.serial, device.port].contains($0.choice.value.text)
                }.map(\.name.text)
                return [
                    device.node, device.kind.rawValue, device.serial, device.port, device.usb?.port ?? "", device.model,
                    names.joined(separator: ", "),
                ].map { $0.oneLine }
            })
        for device in UsbDevice.byPath(records).values.map(\.device) where PluggedMachine.isRefused(device.port) {
            Output.line(
                "refused: \(device.vendor):\(device.product) at USB port \(device.port) (--port \(device.port))")
        }
        let seen = Set(plugged.flatMap { [$0.serial, $0.port] })
        for device in allowed where !seen.contains(device.choice.value.text) {
            Output.line("\(device.name.text): allowed as \(device.kind.rawValue), not plugged in")
        }
    }
}
