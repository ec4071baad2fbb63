package import BedsideDomain
import Dispatch
import Synchronization

/// The scanners of a terminal: one thread that finds, opens, reads and decodes them, and one stream of what they report.
package final class ScannerHub: Sendable {
    /// Everything in order, for one consumer; it ends when the hub stops or the kernel refuses to wait for devices.
    /// At most 256 events wait; when it is full the newest is dropped and told as ``ScanFault/queueFull``.
    package let events: AsyncStream<DeviceEvent>

    private let wakeup: Wakeup
    private let board: StatusBoard
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
        // Paths alone need no udev.
        let needsUdev = configuration.contains { $0.path == nil }
        let udev = needsUdev ? try UdevMonitor(subsystems: ["input", "tty"]) : nil
        try self.init(configuration: configuration, hotplug: udev, wallClock: wallClock)
    }

    /// The same with any source of hot-plug messages.
    init(
        configuration: [ScannerConfiguration], hotplug: sending (any HotplugSource)?,
        wallClock: @escaping @Sendable () -> Timestamp
    ) throws(DeviceError) {
        do throws(SystemCallError) {
            wakeup = try Wakeup()
        } catch {
            throw DeviceError(.systemCallFailed, "The device reader cannot start.", cause: error)
        }
        let outlet = EventOutlet()
        events = outlet.events
        board = StatusBoard(scanners: configuration, wallClock: wallClock)
        let reader = try Reader(
            scanners: configuration, hotplug: hotplug, wakeup: wakeup, outlet: outlet, board: board)
        ReaderThread.start(reader, whenDone: ended)
    }

    deinit { stop() }

    /// How each configured scanner is now, in the order of the configuration.
    package func snapshot() -> [DeviceStatus] { board.snapshot }

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
