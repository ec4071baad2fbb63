package import BedsideDomain
import Dispatch
import Synchronization

/// The scanners of a terminal: one thread that finds, opens, reads and decodes them, and one stream of what they report.
package final class ScannerHub: Sendable {
    /// Everything in order, for one consumer; it ends when the hub stops or the kernel refuses to wait for devices.
    /// At most 8,192 events wait; when it is full the newest is dropped and told as ``ScanFault/queueFull``.
    package let events: AsyncStream<DeviceEvent>

    private let wakeup: Wakeup
    private let board: StatusBoard
    private let traces = TraceBoard()
    private let configuration: [ScannerConfiguration]
    private let ended = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Starts the reader thread. Devices that are not there yet are awaited for ever.
    ///
    /// - Parameter wallClock: for the times that people are shown; deadlines use the monotonic clock.
    /// - Throws: ``DeviceError`` when the configuration contradicts itself or the kernel's services cannot be reached.
    package convenience init(
        configuration: [ScannerConfiguration], wallClock: @escaping @Sendable () -> Timestamp
    ) throws(DeviceError) {
        try ScannerConfiguration.validate(configuration)
        // Paths and pcscd alone need no udev.
        let subsystems = Set(configuration.compactMap(\.subsystem)).sorted()
        let udev = subsystems.isEmpty ? nil : try UdevMonitor(subsystems: subsystems)
        try self.init(configuration: configuration, hotplug: udev, wallClock: wallClock)
    }

    /// The same with any source of hot-plug messages and any answers of evdev nodes.
    init(
        configuration: [ScannerConfiguration], hotplug: sending (any HotplugSource)?,
        evdev: EvdevRequests = .kernel, wallClock: @escaping @Sendable () -> Timestamp
    ) throws(DeviceError) {
        self.configuration = configuration
        do throws(SystemCallError) {
            wakeup = try Wakeup()
        } catch {
            throw DeviceError(.systemCallFailed, "The device reader cannot start.", cause: error)
        }
        let outlet = EventOutlet()
        events = outlet.events
        board = StatusBoard(scanners: configuration, wallClock: wallClock)
        let reader = try Reader(
            scanners: configuration, hotplug: hotplug, wakeup: wakeup, outlet: outlet, board: board,
            traces: traces, evdev: evdev)
        ReaderThread.start(reader, whenDone: ended)
    }

    deinit { stop() }

    /// How each configured scanner is now, in the order of the configuration.
    package func snapshot() -> [DeviceStatus] { board.snapshot }

    /// What one scanner sends from now on and what is made of it, step by step, until the reader of the stream ends it or
    /// the hub stops. At most ``TraceBoard/capacity`` steps wait; then the oldest are dropped and counted in
    /// ``TraceStep/lost``.
    ///
    /// - Parameter reveal: shows the content of codes; otherwise letters are `a`, digits `9` (``TraceMask``).
    /// - Returns: nil when no scanner has this name, when eight traces are read already, or when the hub stopped.
    package func trace(_ scanner: ScannerName, reveal: Bool) -> AsyncStream<TraceStep>? {
        guard let status = board.snapshot.first(where: { $0.scanner == scanner }) else { return nil }
        return traces.listen(to: scanner, reveal: reveal, devices: status.devices)
    }

    /// The entries of the configuration that have a name: how its streams are to be decoded.
    package func settings(of scanner: ScannerName) -> [ScannerConfiguration] {
        configuration.filter { $0.name == scanner }
    }

    /// Closes every device, ends ``events`` and the thread, and returns when that is done: within milliseconds, because
    /// the thread never waits for a device. A second call returns at once.
    package func stop() {
        guard
            isStopped.withLock({ was in
                defer { was = true }; return !was
            })
        else { return }
        wakeup.ring()
        ended.wait()
    }
}
