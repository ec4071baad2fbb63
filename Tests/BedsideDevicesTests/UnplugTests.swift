import BedsideDomain
import CPosix
import Glibc
import Testing

@testable import BedsideDevices

extension HubTests {
    /// How a device goes, and that it goes whole.
    @Suite struct UnplugTests {
        @Test("Three signatures mean unplugged: ENODEV, EIO and the end of a line")
        func signatures() throws {
            #expect(ReadResult.failed(ENODEV).end == .gone)
            #expect(ReadResult.failed(EIO).end == .gone)
            #expect(ReadResult.hangUp.end == .gone)
            #expect(ReadResult.nothing.end == .drained)
            #expect(ReadResult.bytes(1).end == nil)
        }

        @Test("A line whose other side is gone reads 0, a line without one EIO: both are gone")
        func signaturesOfTheKernel() throws {
            let scanner = ScannerConfiguration(
                name: try ScannerName("desk"), match: .serialPath(try SerialPath("/dev/ptmx")))
            let line = try VirtualLine()
            let channel = try SerialChannel(node: line.node, scanner: scanner)
            line.unplug()
            #expect(drained(channel) == .gone)
            // A master whose only slave was closed fails with EIO, as a hidraw node does.
            let master = try SerialChannel(node: "/dev/ptmx", scanner: scanner)
            #expect(drained(master) == .drained)
            var (locked, pty): (Int32, Int32) = (0, -1)
            // TIOCSPTLCK and TIOCGPTN.
            #expect(unsafe ioctl(master.number, 0x4004_5431, &locked) == 0)
            #expect(unsafe ioctl(master.number, 0x8004_5430, &pty) == 0)
            let slave = unsafe bedside_open("/dev/pts/\(pty)", O_RDWR | O_NOCTTY, 0)
            #expect(slave >= 0)
            _ = close(slave)
            #expect(drained(master) == .gone)
        }

        @Test("Reconnects for ever and leaks no descriptor: 10,000 replugs (500 unless BEDSIDE_SOAK=1)")
        func replugs() async throws {
            let isSoak = unsafe getenv("BEDSIDE_SOAK").map { unsafe String(cString: $0) } == "1"
            let before = try openDescriptors()
            do {
                let plug = try FakeHotplug()
                let rig = try HubRig(wedges: ["desk": "A"], plug)
                let line = try VirtualLine(raw: true)
                for round in 0..<(isSoak ? 10_000 : 500) {
                    let device = UdevDevice.wedge(port: round, serial: "A", node: line.node)
                    plug.add(device)
                    guard await rig.next() == "+desk" else {
                        Issue.record("not attached in round \(round)")
                        return
                    }
                    plug.remove(device)
                    guard await rig.next() == "-desk removed" else {
                        Issue.record("not detached in round \(round)")
                        return
                    }
                }
                // The bell and the line of the test, epoll and eventfd of the hub, and a device that is just being closed.
                #expect(try openDescriptors() <= before + 5)
                rig.hub.stop()
            }
            #expect(try openDescriptors() == before)
        }
    }
}

private func drained(_ channel: some InputChannel) -> DrainEnd {
    var outcomes: [ScanOutcome] = []
    var buffer = [UInt8](repeating: 0, count: 64)
    return channel.drain(into: &outcomes, buffer: &buffer, at: .now)
}
