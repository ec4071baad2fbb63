import BedsideDomain
import Synchronization
import Testing

@testable import BedsideDevices

@Suite("Devices that nobody let in")
struct StrangerTests {
    private static let bus = "/sys/devices/pci0000:00/0000:00:14.0/usb1"

    private static func keyboard(_ port: String, _ more: [String: String] = [:], keyboard: Bool = true) -> UdevDevice {
        UdevDevice(
            action: .appeared, syspath: "\(bus)/\(port)/\(port):1.0/0003/input/input5/event5", subsystem: "input",
            sysname: "event5", node: "/dev/input/event5",
            properties: [
                "ID_INPUT_KEYBOARD": keyboard ? "1" : "0", "ID_INPUT_KEY": "1", "ID_BUS": "usb",
                "ID_SERIAL": "Evil\u{1B}[2J_Keyboard",
            ].merging(more) { $1 })
    }

    private static func usb(_ port: String) -> UdevDevice {
        UdevDevice(
            action: .appeared, syspath: "\(bus)/\(port)", subsystem: "usb", sysname: port, node: nil,
            properties: ["DEVTYPE": "usb_device"])
    }

    private func places(_ devices: [UdevDevice], known: [[String: String]] = [], refused: Set<String> = []) throws
        -> Set<String>
    {
        StrangerRules(known: try known.map { try UdevMatch($0) }).places(among: devices) { refused.contains($0) }
    }

    @Test("a keyboard that nobody configured or allowed is one, told by its port and never by its own words")
    func keyboards() throws {
        #expect(try places([Self.keyboard("1-2.4")]) == ["USB 1-2.4"])
        #expect(try places([Self.keyboard("1-2", keyboard: false)]) == [])
        #expect(try places([Self.keyboard("1-2", ["BEDSIDE_ALLOWED": "keypad"])]) == [])
        #expect(try places([Self.keyboard("1-2", ["ID_BUS": "i8042"])]) == [])
        #expect(try places([Self.keyboard("1-2", ["ID_PATH": "usb-2"])], known: [["ID_PATH": "usb-2"]]) == [])
        #expect(try places([Self.keyboard("1-2", ["ID_PATH": "usb-3"])], known: [["ID_PATH": "usb-2"]]) == ["USB 1-2"])
        #expect(try places([Self.keyboard("evil\u{1B}[2J-1", ["ID_BUS": "bluetooth"])]) == ["USB"])
    }

    @Test("a USB device that was refused is one, whatever it is; one place is told once")
    func refused() throws {
        let (device, keyboard) = (Self.usb("1-3"), Self.keyboard("1-3"))
        #expect(try places([device], refused: []) == [])
        #expect(try places([device, keyboard], refused: [device.syspath]) == ["USB 1-3"])
    }

    @Test("it is told when it stayed for two seconds, and once; it is told again when it is gone")
    func book() {
        var book = StrangerBook()
        let start = ContinuousClock.now
        #expect(book.see(["USB 1-2"], at: start) == [])
        #expect(book.due == start + .seconds(2))
        #expect(book.see(["USB 1-2"], at: start + .milliseconds(1999)) == [])
        #expect(book.see(["USB 1-2"], at: start + .seconds(2)) == [StrangerNews(place: "USB 1-2", isThere: true)])
        #expect(book.due == nil)
        #expect(book.see(["USB 1-2"], at: start + .seconds(9)) == [])
        #expect(book.see([], at: start + .seconds(10)) == [StrangerNews(place: "USB 1-2", isThere: false)])
        // USBGuard lets its own in within that time: nothing is told.
        #expect(book.see(["USB 1-3"], at: start + .seconds(11)) == [])
        #expect(book.see([], at: start + .seconds(12)) == [])
        #expect(book.due == nil)
    }

    @Test("any number of ports is told as at most sixteen")
    func bound() {
        var book = StrangerBook()
        let start = ContinuousClock.now
        let many = Set((1...40).map { "USB 1-\($0)" })
        _ = book.see(many, at: start)
        #expect(book.see(many, at: start + .seconds(2)).count == 16)
        #expect(book.due == nil)
        #expect(book.see([], at: start + .seconds(3)).count == 16)
    }

    @Test("the thread: plugged in, told; pulled out, told; also when the messages are lost")
    func watch() async throws {
        let plug = try FakeHotplug()
        let (news, report) = AsyncStream<StrangerNews>.makeStream()
        let watch = try StrangerWatch(
            rules: StrangerRules(known: []), book: StrangerBook(patience: .zero), hotplug: plug,
            isRefused: { $0.hasSuffix("/1-9") }
        ) { report.yield($0) }
        defer { watch.stop() }
        var told = news.makeAsyncIterator()
        plug.add(Self.keyboard("1-2"))
        #expect(await told.next() == StrangerNews(place: "USB 1-2", isThere: true))
        plug.remove(Self.keyboard("1-2"), isTold: false)
        plug.overflow()
        #expect(await told.next() == StrangerNews(place: "USB 1-2", isThere: false))
        plug.add(Self.usb("1-9"))
        #expect(await told.next() == StrangerNews(place: "USB 1-9", isThere: true))
    }
}
