import CPosix
import Synchronization

@testable import BedsideDevices

/// udev without udev: the test says what is there and what is told, apart from each other, because messages get lost.
final class FakeHotplug: HotplugSource, Sendable {
    private struct State {
        var present: [String: UdevDevice] = [:]
        var messages: [HotplugMessage] = []
        var meanwhile: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let bell: Descriptor

    init() throws { bell = Descriptor(owning: bedside_eventfd_new()) }

    /// Plugged in; told, unless the message is lost.
    func add(_ device: UdevDevice, isTold: Bool = true) {
        tell(isTold ? [.device(device)] : []) { $0[device.syspath] = device }
    }

    /// Pulled out; told, unless the message is lost.
    func remove(_ device: UdevDevice, isTold: Bool = true) {
        tell(isTold ? [.device(device.removed)] : []) { $0[device.syspath] = nil }
    }

    /// The socket's buffer was full.
    func overflow() { tell([.overflow]) { _ in } }

    var number: Int32 { bell.number }

    func receive() -> HotplugMessage {
        state.withLock { state in
            if !state.messages.isEmpty { return state.messages.removeFirst() }
            var buffer = [UInt8](repeating: 0, count: 8)
            _ = bell.read(into: &buffer)
            return .nothing
        }
    }

    /// What happens during the next enumeration, after it has looked.
    func meanwhile(_ happens: @escaping @Sendable () -> Void) { state.withLock { $0.meanwhile = happens } }

    func enumerate() -> [UdevDevice]? {
        let (devices, meanwhile) = state.withLock { state in
            defer { state.meanwhile = nil }
            return (state.present.values.sorted { $0.syspath < $1.syspath }, state.meanwhile)
        }
        meanwhile?()
        return devices
    }

    func device(syspath: String) -> UdevDevice? { state.withLock { $0.present[syspath] } }

    private func tell(_ messages: [HotplugMessage], _ change: (inout [String: UdevDevice]) -> Void) {
        state.withLock { state in
            change(&state.present)
            state.messages += messages
            bell.writeBestEffort([1, 0, 0, 0, 0, 0, 0, 0])
        }
    }
}

extension UdevDevice {
    /// A wedge at a port, with a serial number, whose node is a pty.
    static func wedge(
        port: Int, serial: String?, node: String, keys: Bool = true, model: String = "Same_Name"
    ) -> UdevDevice {
        UdevDevice(
            action: .appeared, syspath: "/sys/devices/usb1/1-\(port)/input/input\(port)/event\(port)",
            subsystem: "input",
            sysname: "event\(port)", node: node,
            properties: [
                // As udev makes it: maker and model alone when there is no serial number.
                "ID_SERIAL": "Maker_Model" + (serial.map { "_" + $0 } ?? ""), "ID_VENDOR_ID": "0c2e",
                "ID_MODEL_ID": "0901", "ID_MODEL": model, "ID_PATH": "usb-\(port)", "ID_INPUT_KEY": keys ? "1" : "0",
            ].merging(serial.map { ["ID_SERIAL_SHORT": $0] } ?? [:]) { own, _ in own })
    }

    /// A CDC-ACM line at a port.
    static func line(port: Int, serial: String, node: String) -> UdevDevice {
        UdevDevice(
            action: .appeared, syspath: "/sys/devices/usb1/1-\(port)/tty/ttyACM\(port)", subsystem: "tty",
            sysname: "ttyACM\(port)", node: node, properties: ["ID_SERIAL_SHORT": serial])
    }

    fileprivate var removed: UdevDevice {
        UdevDevice(
            action: .removed, syspath: syspath, subsystem: subsystem, sysname: sysname, node: node,
            properties: properties)
    }
}
