import Testing

@testable import BedsideCommands

@Suite("bedside devices allow")
struct AllowTests {
    private func choose(
        _ wish: AllowChoice.Wish, name: String = "wedge", kind: DeviceKind? = nil, anyPort: Bool = false,
        serial: (String) -> String? = PluggedWard.serial
    ) throws(CommandError) -> AllowChoice {
        try AllowChoice.make(
            name: name, wish: wish, kind: kind, anyPort: anyPort, among: PluggedWard.devices, usbSerial: serial)
    }

    @Test("what is plugged in: nodes with their USB device; consoles are nobody's; no serial number is made up")
    func plugged() {
        let devices = PluggedWard.devices
        #expect(
            devices.map(\.node) == [
                "/dev/hidraw3", "/dev/hidraw4", "/dev/hidraw5", "/dev/input/event3", "/dev/input/event4",
                "/dev/input/event5", "/dev/ttyACM0",
            ])
        #expect(
            devices.map(\.serial) == [
                "", "", "Maker_Scanner_18123B0A2C", "", "", "Maker_Scanner_18123B0A2C", "Newland_SN_7",
            ])
        #expect(devices.last?.usb == UsbDevice.byPath(PluggedWard.records)[PluggedWard.bus + "/1-4"]?.device)
        #expect(devices.last?.usb?.interfaces == ["02:02:01", "0a:00:00"])
    }

    @Test("a wedge by its own serial number: its rules, its policy and its lines for bedside.yaml")
    func bySerial() throws {
        let choice = try choose(.serial("18123B0A2C"))
        #expect(
            UdevRules.rules(choice.allowed) == [
                #"SUBSYSTEM=="input", KERNEL=="event*", ENV{ID_INPUT_KEY}=="1", ENV{ID_SERIAL}=="Maker_Scanner_18123B0A2C", GROUP="bedside-dev", MODE="0660", SYMLINK+="bedside/wedge", TAG+="systemd", ENV{BEDSIDE_ALLOWED}="wedge", ENV{LIBINPUT_IGNORE_DEVICE}="1", TAG-="power-switch", TAG-="uaccess""#
            ])
        #expect(
            choice.usbRule
                == #"allow id 0c2e:10d3 serial "18123B0A2C" via-port "1-3" with-interface equals { 03:01:01 }"#)
        #expect(
            choice.allowed.configuration == [
                "scanners:", "  - name: wedge", "    kind: evdev", "    udev:",
                "      ID_SERIAL: 'Maker_Scanner_18123B0A2C'",
            ])
        #expect(try choose(.serial("18123B0A2C"), anyPort: true).usbRule?.contains("via-port") == false)
    }

    @Test("a serial scanner by its port: ModemManager is kept off the line and off the USB device")
    func byPort() throws {
        let choice = try choose(.port("1-4"), name: "desk-serial")
        #expect(
            UdevRules.rules(choice.allowed) == [
                #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_PATH}=="pci-0000:00:14.0-usb-0:4", ENV{ID_MM_DEVICE_IGNORE}="1""#,
                #"SUBSYSTEM=="tty", ENV{ID_PATH}=="pci-0000:00:14.0-usb-0:4:1.0", GROUP="bedside-dev", MODE="0660", SYMLINK+="bedside/desk-serial", TAG+="systemd", ENV{BEDSIDE_ALLOWED}="desk-serial", ENV{ID_MM_DEVICE_IGNORE}="1""#,
            ])
        #expect(choice.usbRule?.hasPrefix(#"allow id 1eab:0c06 serial "SN 7" via-port "1-4""#) == true)
    }

    @Test("twins without serial numbers are told apart by the port only")
    func twins() throws {
        #expect(throws: CommandError.self) { try choose(.serial("Maker_Scanner")) }
        let choice = try choose(.port("pci-0000:00:14.0-usb-0:2:1.0"))
        #expect(choice.usbRule == #"allow id 0c2e:10d3 via-port "1-2" with-interface equals { 03:01:01 }"#)
        #expect(throws: CommandError.self) { try choose(.port("1-2"), anyPort: true) }
    }

    @Test("a refused device has no node yet; it is found by its place or its serial number") func refused() {
        func refused(_ wish: AllowChoice.Wish) -> String? {
            AllowChoice.refused(wish, PluggedWard.records, usbSerial: PluggedWard.serial) { $0 == "1-3" }?.port
        }
        #expect(refused(.port("1-3")) == "1-3")
        #expect(refused(.serial("18123B0A2C")) == "1-3")
        #expect(refused(.port("1-2")) == nil)
        #expect(refused(.serial("SN 7")) == nil)
    }

    @Test("a name that is no name, a device that is not there, reports that nobody asked for")
    func refusals() {
        for name in ["", "Wedge", "a b", "../x", "w\"", String(repeating: "a", count: 33)] {
            #expect(throws: CommandError.self, "\(name)") { try choose(.serial("18123B0A2C"), name: name) }
        }
        #expect(throws: CommandError.self) { try choose(.serial("")) }
        #expect(throws: CommandError.self) { try choose(.port("")) }
        #expect(throws: CommandError.self) { try choose(.port("1-3"), kind: .serial) }
    }

    @Test(
        "a hostile serial number writes no rule of its own",
        arguments: [
            "A\", RUN+=\"/bin/sh", "A\nallow id *:*", "A\\", "A*", "A$attr{x}", "A%k", "A?", "[A]", "A|B", "A'",
            "A\u{0}",
            "A\r", "\u{202E}A", String(repeating: "A", count: 129),
        ])
    func hostile(_ serial: String) throws {
        #expect(SafeValue(serial) == nil)
        let device = PluggedWard.devices.first { $0.node == "/dev/input/event5" }
        let evil = PluggedDevice(
            node: "/dev/input/event5", kind: .evdev, serial: serial, shortSerial: serial, port: serial, model: serial,
            usb: device?.usb)
        for wish in [AllowChoice.Wish.serial(serial), .port(serial)] {
            #expect(throws: CommandError.self) {
                try AllowChoice.make(
                    name: "wedge", wish: wish, kind: nil, anyPort: false, among: [evil], usbSerial: { _ in serial })
            }
        }
        // At its port, which is the machine's own word, it may be let in; its serial number stays out of the rule.
        let byPort = try choose(.port("1-3"), serial: { _ in serial })
        #expect(byPort.usbRule == #"allow id 0c2e:10d3 via-port "1-3" with-interface equals { 03:01:01 }"#)
    }

    @Test("keyboards of the screen: no group, no link, no lines for bedside.yaml; at enrolment all that are plugged in")
    func screen() throws {
        let choice = try choose(.port("1-1"), name: "keypad", kind: .screen)
        #expect(
            UdevRules.rules(choice.allowed) == [
                #"SUBSYSTEM=="input", KERNEL=="event*", ENV{ID_PATH}=="pci-0000:00:14.0-usb-0:1:1.0", ENV{BEDSIDE_ALLOWED}="keypad""#
            ])
        #expect(choice.allowed.configuration == [])
        let present = AllowChoice.presentKeyboards(PluggedWard.devices)
        #expect(present.map(\.name.text) == ["present-1-1", "present-1-2", "present-1-3"])
        #expect(Set(UdevRules.devices(UdevRules.text(present))) == Set(present))
    }

    @Test("the file of udev rules is read back by its marks, and made anew as a whole")
    func udevFile() throws {
        let devices = [
            try choose(.serial("18123B0A2C")).allowed, try choose(.port("1-4"), name: "desk").allowed,
            try choose(.port("1-4"), name: "a", kind: .serial).allowed,
        ]
        let text = UdevRules.text(devices)
        #expect(Set(UdevRules.devices(text)) == Set(devices))
        #expect(UdevRules.text(UdevRules.devices(text)) == text)
        #expect(UdevRules.devices("#: name=a kind=evdev ID_SERIAL=x\"y\n#: name=a kind=tape ID_SERIAL=x\n# free") == [])
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.filter { $0 == "\"" }.count.isMultiple(of: 2))
        }
    }

    @Test("the policy: what was plugged at enrolment, and each device by its name; foreign lines are not kept")
    func policy() throws {
        var policy = UsbPolicy(
            "allow id *:*\n#: wedge\nallow id 0c2e:10d3 via-port \"1-2\"\nblock\n#: Bad Name\nallow id 1:1\n")
        #expect(policy.rules == ["wedge": ["allow id 0c2e:10d3 via-port \"1-2\""]])
        policy.rules[UsbPolicy.present] = AllowChoice.present(PluggedWard.records, usbSerial: PluggedWard.serial)
        #expect(policy.rules[UsbPolicy.present]?.count == 5)
        #expect(
            policy.rules[UsbPolicy.present]?.last
                == #"allow id 1d6b:0002 serial "0000:00:14.0" via-port "usb1" with-interface equals { 09:00:00 }"#)
        #expect(UsbPolicy(policy.text) == policy)
    }

    @Test("udev's database is hostile text: what does not fit is left out")
    func database() {
        let long = String(repeating: "x", count: 5000)
        let records = UdevDatabase.records(
            "P: /devices/a\nE: A=1\nE: b=2\nE: =3\nE: NOVALUE\nE: LONG=\(long)\nX: y\nE\n\nP: elsewhere\n\nP: /devices/b\nE: A=x=y"
        )
        #expect(records.map(\.path) == ["/devices/a", "/devices/b"])
        #expect(records.first?.properties == ["A": "1"])
        #expect(records.last?.properties == ["A": "x=y"])
        let many = (0..<9000).map { "P: /devices/\($0)\n\n" }.joined()
        #expect(UdevDatabase.records(many).count == UdevDatabase.mostRecords)
        let wide = "P: /devices/a\n" + (0..<300).map { "E: A\($0)=1\n" }.joined()
        #expect(UdevDatabase.records(wide).first?.properties.count == UdevDatabase.mostProperties)
    }
}
