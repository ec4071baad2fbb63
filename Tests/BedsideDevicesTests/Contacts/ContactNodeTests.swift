import Testing

@testable import BedsideDevices

extension HubTests {
    /// Which node a contact input is, by udev.
    @Suite("Contact nodes by udev") struct ContactNodeTests {
        private let keypad = FakeKeypad()

        @Test("Awaited, found by its properties, pulled out and found again")
        func hotPlug() async throws {
            let plug = try FakeHotplug()
            let rig = try self.rig(plug)
            #expect(await rig.next() == "lost keypad absent")
            let stranger = try VirtualLine(raw: true)
            plug.add(.wedge(port: 1, serial: "STRANGER", node: stranger.node))
            for round in 2..<5 {
                let line = try VirtualLine(raw: true)
                let device = UdevDevice.wedge(port: round, serial: "A", node: line.node)
                plug.add(device)
                #expect(await rig.next() == "back keypad")
                stranger.send(KeyEvent.down(30))
                line.send(KeyEvent.down(31))
                #expect(await rig.next() == "press help 1")
                plug.remove(device)
                #expect(await rig.next() == "lost keypad absent")
            }
            #expect(rig.figures.counts[.reopenings] == 2)
        }

        @Test("A full socket enumerates again, both ways")
        func overflow() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let device = UdevDevice.wedge(port: 1, serial: "A", node: line.node)
            let rig = try self.rig(plug)
            #expect(await rig.next() == "lost keypad absent")
            plug.add(device, isTold: false)
            plug.overflow()
            #expect(await rig.next() == "back keypad")
            plug.remove(device, isTold: false)
            plug.overflow()
            #expect(await rig.next() == "lost keypad absent")
        }

        @Test("Also a node of switches, which is no keyboard to udev")
        func switches() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            plug.add(.wedge(port: 1, serial: "A", node: line.node, keys: false))
            let rig = try self.rig(plug)
            #expect(await rig.next() == "back keypad")
        }

        @Test("Of several nodes of one keypad the one that has the points is read, also when it comes last")
        func rightNode() async throws {
            let plug = try FakeHotplug()
            let (wrong, right) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            // The first node that is asked has none of the keys; every later one has all.
            keypad.canSend([])
            plug.add(.wedge(port: 1, serial: "A", node: wrong.node))
            let rig = try self.rig(plug)
            #expect(await rig.next(3) == ["back keypad", "lost call absent", "lost help absent"])
            keypad.canSend([.key(30), .key(31)])
            plug.add(.wedge(port: 2, serial: "A", node: right.node))
            #expect(await rig.next(3) == ["back keypad", "back call", "back help"])
        }

        private func rig(_ plug: FakeHotplug) throws -> ContactRig {
            let match = try UdevMatch(["ID_SERIAL_SHORT": "A"])
            let input = try ContactInput(
                "keypad", .evdev(match), try ContactPoint("call", .key(30)), try ContactPoint("help", .key(31)))
            return try ContactRig(
                input,
                EvdevContactLine(input: input, requests: keypad.requests) { UdevNodeFinder(match, hotplug: plug) })
        }
    }
}

extension VirtualLine {
    fileprivate func send(_ event: KeyEvent) {
        send(KeyEventParser.bytes(of: event) + KeyEventParser.bytes(of: .report))
    }
}
