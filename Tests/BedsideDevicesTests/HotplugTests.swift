import BedsideDomain
import Testing

@testable import BedsideDevices

extension HubTests {
    /// What the hub makes of hot-plug messages, also of those that are lost, doubled or late. The devices are ptys: an evdev
    /// node's own requests fail on them, which the hub must bear (as under umockdev).
    @Suite struct HotplugTests {
        @Test func whatIsEnumeratedAndToldAgainIsOpenedOnce() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let device = UdevDevice.wedge(port: 1, serial: "A", node: line.node)
            plug.add(device)
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            #expect(await rig.next() == "+desk")
            plug.add(device)
            line.type("Abc-1")
            #expect(await rig.next() == "desk 'Abc-1'")
            #expect(rig.hub.snapshot()[0].attachments == 1)
            plug.remove(device)
            #expect(await rig.next() == "-desk removed")
        }

        @Test("Settings go by serial number: two equal scanners never swap")
        func twoEqualScannersAreToldApartByTheirSerialNumbers() async throws {
            let plug = try FakeHotplug()
            let (left, right) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            let rig = try HubRig(wedges: ["left": "A", "right": "B"], plug)
            plug.add(.wedge(port: 1, serial: "B", node: right.node))
            #expect(await rig.next() == "+right")
            plug.add(.wedge(port: 2, serial: "A", node: left.node))
            #expect(await rig.next() == "+left")
            left.type("12", ending: nil)
            right.type("34", ending: nil)
            left.type("5")
            #expect(await rig.next() == "left '125'")
            right.type("6")
            #expect(await rig.next() == "right '346'")
        }

        @Test func strangersAndMiceAreNotOpened() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            plug.add(.wedge(port: 1, serial: "STRANGER", node: line.node))
            plug.add(.wedge(port: 2, serial: "A", node: line.node, keys: false))
            plug.add(.line(port: 3, serial: "A", node: line.node))
            plug.add(.wedge(port: 4, serial: "A", node: line.node))
            #expect(await rig.next() == "+desk")
            #expect(rig.hub.snapshot()[0].attachments == 1)
        }

        @Test("ENOBUFS enumerates again: what went unseen goes, what came unseen comes")
        func aFullSocketEnumeratesAgainBothWays() async throws {
            let plug = try FakeHotplug()
            let (first, second) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            let gone = UdevDevice.wedge(port: 1, serial: "A", node: first.node)
            let rig = try HubRig(wedges: ["one": "A", "two": "B"], plug)
            plug.add(gone)
            #expect(await rig.next() == "+one")
            plug.remove(gone, isTold: false)
            plug.add(.wedge(port: 2, serial: "B", node: second.node), isTold: false)
            plug.overflow()
            #expect(await rig.next() == "-one removed")
            #expect(await rig.next() == "+two")
        }

        @Test("Devices are known by syspath, and a stale one does not hide the new device at its port")
        func aStaleEntryDoesNotHideTheNewDeviceAtTheSamePort() async throws {
            let plug = try FakeHotplug()
            let folder = try Folder()
            let (old, new) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            try folder.link("event1", to: old.node)
            let device = UdevDevice.wedge(port: 1, serial: "A", node: folder.path + "/event1")
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            plug.add(device)
            #expect(await rig.next() == "+desk")
            // A suspend: the removal was never told.
            try folder.relink("event1", to: new.node)
            plug.add(device)
            #expect(await rig.next() == "-desk replaced")
            #expect(await rig.next() == "+desk")
            new.type("new")
            #expect(await rig.next() == "desk 'new'")
        }

        @Test func readingFailsBeforeTheRemovalIsTold() async throws {
            let plug = try FakeHotplug()
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            for port in 1...3 {
                let line = try VirtualLine(raw: true)
                let device = UdevDevice.wedge(port: port, serial: "A", node: line.node)
                plug.add(device)
                #expect(await rig.next() == "+desk")
                // In one write, so that the part was read when the first scan is told: a pty forgets what nobody has read.
                line.send(KeyScript("0 +1\n0 -1\n0 +ENTER\n0 -ENTER\n0 +6").bytes)
                #expect(await rig.next() == "desk '1'")
                line.unplug()
                #expect(await rig.next() == "desk !unplugged")
                #expect(await rig.next() == "-desk unplugged")
                plug.remove(device)
            }
        }

        @Test func aDeviceThatStaysIsTriedAgainWithoutAWord() async throws {
            let plug = try FakeHotplug()
            let folder = try Folder()
            let (old, new) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            try folder.link("event1", to: old.node)
            // Found by the enumeration and never told, so that only the failing read can bring the hub to look again.
            plug.add(.wedge(port: 1, serial: "A", node: folder.path + "/event1"), isTold: false)
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            #expect(await rig.next() == "+desk")
            try folder.relink("event1", to: new.node)
            old.unplug()
            #expect(await rig.next() == "-desk unplugged")
            #expect(await rig.next() == "+desk")
        }

        @Test("A configuration barcode turns a wedge into a serial port: one scanner, one row, whatever it is")
        func aWedgeMayTurnIntoASerialLine() async throws {
            let plug = try FakeHotplug()
            let (keys, line) = (try VirtualLine(raw: true), try VirtualLine())
            let wedge = UdevDevice.wedge(port: 1, serial: "A", node: keys.node)
            let rig = try HubRig(wedges: ["desk": "A"], lines: ["desk": "A"], plug)
            plug.add(wedge)
            #expect(await rig.next() == "+desk")
            #expect(rig.hub.snapshot()[0].kind == .evdev)
            keys.type("one")
            #expect(await rig.next() == "desk 'one'")
            plug.remove(wedge)
            #expect(await rig.next() == "-desk removed")
            #expect(rig.state() == "absent")
            plug.add(.line(port: 1, serial: "A", node: line.node))
            #expect(await rig.next() == "+desk")
            line.send("two\r\n")
            #expect(await rig.next() == "desk 'two'")
            let rows = rig.hub.snapshot()
            #expect(rows.count == 1 && rows[0].kind == .serial && rows[0].state == .present && rows[0].scans == 2)
        }

        @Test func capsLockIsAnsweredWithItsLight() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            plug.add(.wedge(port: 1, serial: "A", node: line.node))
            #expect(await rig.next() == "+desk")
            line.send(KeyScript("0 +CAPSLOCK\n1 -CAPSLOCK\n2 +A\n3 -A\n4 +ENTER\n5 -ENTER").bytes)
            #expect(await rig.next() == "desk 'A'")
            // Two events of 24 bytes: the light and the end of the report.
            #expect(line.echoed() == 48)
        }

        @Test func aThousandNodesOfOneDeviceDoNotTakeTheDescriptors() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let devices = (1...1000).map { UdevDevice.wedge(port: $0, serial: "A", node: line.node) }
            for device in devices { plug.add(device, isTold: false) }
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            for _ in 1...8 { #expect(await rig.next() == "+desk") }
            for device in devices { plug.remove(device, isTold: false) }
            plug.overflow()
            for _ in 1...8 { #expect(await rig.next() == "-desk removed") }
        }
    }
}

extension HubRig {
    /// A hub whose scanners are matched by serial number.
    convenience init(
        wedges: [String: String], lines: [String: String] = [:], _ plug: FakeHotplug,
        limits: ScanLimits = .none, evdev: EvdevRequests = .kernel
    ) throws {
        func scanner(_ name: String, _ match: ScannerMatch) throws -> ScannerConfiguration {
            ScannerConfiguration(name: try ScannerName(name), match: match, limits: limits)
        }
        let scanners =
            try wedges.sorted { $0.key < $1.key }.map { name, serial in
                try scanner(name, .evdev(try UdevMatch(["ID_SERIAL_SHORT": serial])))
            }
            + lines.map { name, serial in try scanner(name, .serial(try UdevMatch(["ID_SERIAL_SHORT": serial]))) }
        try ScannerConfiguration.validate(scanners)
        try self.init(
            hub: try ScannerHub(
                configuration: scanners, hotplug: plug, evdev: evdev, wallClock: { Timestamp(milliseconds: 7) }))
    }
}

extension VirtualLine {
    /// A wedge types.
    func type(_ text: String, ending: String? = "ENTER") { send(KeyScript(typing: text, ending: ending).bytes) }
}

extension KeyScript {
    /// The events as the kernel writes them.
    var bytes: [UInt8] { steps.flatMap { KeyEventParser.bytes(of: $0.event) } }
}
