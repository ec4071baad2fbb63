import BedsideDomain
import Foundation
import Glibc
import Testing

@testable import BedsideDevices

extension HubTests {
    /// Which devices are found, and as what.
    @Suite struct DiscoveryTests {
        @Test("The monitor listens to the udev group, and the kernel filters")
        func monitorOfUdev() throws {
            let monitor = try UdevMonitor(subsystems: ["input", "tty"])
            // struct sockaddr_nl: family, padding, port, groups. The group "kernel" is 1, "udev" is 2.
            var address = [UInt32](repeating: 0, count: 3)
            var length = socklen_t(12)
            let result = unsafe address.withUnsafeMutableBytes { bytes in
                unsafe bytes.withMemoryRebound(to: sockaddr.self) { address in
                    unsafe getsockname(monitor.number, address.baseAddress, &length)
                }
            }
            #expect(result == 0 && address[0] & 0xFFFF == UInt32(AF_NETLINK) && address[2] == 2)
            // SO_GET_FILTER without a buffer answers how many instructions the filter has.
            var instructions = socklen_t(0)
            #expect(unsafe getsockopt(monitor.number, SOL_SOCKET, 26, nil, &instructions) == 0)
            #expect(instructions > 0)
        }

        @Test("What comes or goes during the enumeration is neither lost nor opened twice")
        func replayAfterEnumeration() async throws {
            let plug = try FakeHotplug()
            let lines = try (0..<3).map { _ in try VirtualLine(raw: true) }
            let first = UdevDevice.wedge(port: 1, serial: "A", node: lines[0].node)
            let gone = UdevDevice.wedge(port: 3, serial: "C", node: lines[2].node)
            let new = UdevDevice.wedge(port: 2, serial: "B", node: lines[1].node)
            plug.add(first, isTold: false)
            plug.add(gone, isTold: false)
            plug.meanwhile {
                plug.add(first)
                plug.add(new)
                plug.remove(gone)
            }
            let rig = try HubRig(wedges: ["a": "A", "b": "B", "c": "C"], plug)
            #expect(await rig.next() == "+a")
            #expect(await rig.next() == "+c")
            #expect(await rig.next() == "+b")
            #expect(await rig.next() == "-c removed")
            #expect(rig.hub.snapshot().map(\.attachments) == [1, 1, 1])
        }

        @Test("Settings go by port where a scanner has no serial number")
        func byPort() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let scanners = try [("left", "usb-1"), ("right", "usb-2")].map { name, port in
                ScannerConfiguration(name: try ScannerName(name), match: .evdev(try UdevMatch(["ID_PATH": port])))
            }
            let rig = try HubRig(
                hub: try ScannerHub(configuration: scanners, hotplug: plug, wallClock: { Timestamp(milliseconds: 0) }))
            plug.add(.wedge(port: 2, serial: nil, node: line.node))
            #expect(await rig.next() == "+right")
        }

        @Test("A serial number that udev made of maker and model takes no device, and staff are told")
        func byModelNever() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let scanner = ScannerConfiguration(
                name: try ScannerName("desk"), match: .evdev(try UdevMatch(["ID_SERIAL": "Maker_Model"])))
            let rig = try HubRig(
                hub: try ScannerHub(configuration: [scanner], hotplug: plug, wallClock: { Timestamp(milliseconds: 0) }))
            let twin = UdevDevice.wedge(port: 1, serial: nil, node: line.node)
            plug.add(twin)
            try await rig.waitFor("failed")
            #expect(rig.hub.snapshot()[0].state.sentence?.contains("ID_PATH") == true)
            plug.remove(twin)
            try await rig.waitFor("absent")
        }

        @Test("A name with line breaks is one line")
        func namesWithNewlines() async throws {
            let plug = try FakeHotplug()
            let line = try VirtualLine(raw: true)
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            plug.add(
                .wedge(port: 1, serial: "A", node: line.node, model: "Sycreader RFID\nTechnology Co., Ltd  \nReader"))
            #expect(await rig.next() == "+desk")
            #expect(rig.hub.snapshot()[0].devices.map(\.model) == ["Sycreader RFID Technology Co., Ltd Reader"])
        }

        @Test("One decoder a device: two nodes of one scanner never mix")
        func oneDecoderADevice() async throws {
            let plug = try FakeHotplug()
            let (top, bottom) = (try VirtualLine(raw: true), try VirtualLine(raw: true))
            let rig = try HubRig(wedges: ["desk": "A"], plug)
            plug.add(.wedge(port: 1, serial: "A", node: top.node))
            plug.add(.wedge(port: 2, serial: "A", node: bottom.node))
            #expect(await rig.next() == "+desk")
            #expect(await rig.next() == "+desk")
            // Shift is held on one node only.
            top.send(KeyScript("0 +LEFTSHIFT\n0 +A").bytes)
            bottom.send(KeyScript("0 +B\n0 -B\n0 +ENTER\n0 -ENTER").bytes)
            #expect(await rig.next() == "desk 'b'")
            top.send(KeyScript("0 -A\n0 -LEFTSHIFT\n0 +ENTER\n0 -ENTER").bytes)
            #expect(await rig.next() == "desk 'A'")
        }

        @Test("One thread of its own drains every descriptor")
        func oneReaderThread() async throws {
            let known = try readerThreads()
            let rig = try HubRig("a", "b", "c", "d", "e", "f", "g", "h")
            let lines = try (0..<8).map { _ in try VirtualLine() }
            for (name, line) in zip("abcdefgh", lines) {
                try rig.folder.link(String(name), to: line.node)
                #expect(await rig.next() == "+\(name)")
            }
            for line in lines { line.send("1\r") }
            var told: Set<String> = []
            for _ in lines { told.insert(await rig.next() ?? "") }
            #expect(told == Set("abcdefgh".map { "\($0) '1'" }))
            #expect(try readerThreads() == known + 1)
        }
    }
}

private func readerThreads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { thread in
        let name = FileManager.default.contents(atPath: "/proc/self/task/\(thread)/comm") ?? Data()
        return name.elementsEqual("devices\n".utf8)
    }.count
}
