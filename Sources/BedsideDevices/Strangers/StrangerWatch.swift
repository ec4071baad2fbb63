import CPosix
import Dispatch
import Foundation
import Glibc
import Synchronization

/// Watches what is plugged in, on a thread of its own: it sleeps until udev tells of a change, and then looks at everything
/// anew, so that no lost message hides a stranger.
package final class StrangerWatch: Sendable {
    private let wakeup: Wakeup
    private let ended = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - scanners: the terminal's scanners, and
    ///   - inputs: its contact inputs: what they mean is no stranger.
    ///   - tell: called on the thread for each change; it must return soon.
    /// - Throws: ``DeviceError`` when udev cannot be listened to.
    package convenience init(
        scanners: [ScannerConfiguration], inputs: [ContactInput], tell: @escaping @Sendable (StrangerNews) -> Void
    ) throws(DeviceError) {
        try self.init(
            rules: StrangerRules(known: scanners.compactMap(\.match.udev) + inputs.compactMap(\.link.udev)),
            hotplug: try UdevMonitor(subsystems: ["input", "usb"]), isRefused: Self.isRefused, tell: tell)
    }

    /// The same with any source of hot-plug messages.
    init(
        rules: StrangerRules, book: StrangerBook = StrangerBook(), hotplug: sending any HotplugSource,
        isRefused: @escaping @Sendable (String) -> Bool, tell: @escaping @Sendable (StrangerNews) -> Void
    ) throws(DeviceError) {
        do throws(SystemCallError) {
            wakeup = try Wakeup()
            let work = StrangerWork(
                rules: rules, book: book, hotplug: hotplug, epoll: try Epoll(), wakeup: wakeup, isRefused: isRefused,
                tell: tell)
            try work.listen()
            let handover = StrangerHandover(work)
            Thread { [ended] in
                unsafe bedside_name_thread("strangers")
                handover.take()?.run()
                ended.signal()
            }.start()
        } catch {
            throw DeviceError(.systemCallFailed, "Unknown devices cannot be watched.", cause: error)
        }
    }

    /// Ends the thread, and returns when that is done. A second call returns at once.
    package func stop() {
        guard
            isStopped.withLock({ was in
                defer { was = true }; return !was
            })
        else { return }
        wakeup.ring()
        ended.wait()
    }

    private static func isRefused(_ syspath: String) -> Bool {
        let file = unsafe bedside_open(syspath + "/authorized", O_RDONLY | O_CLOEXEC, 0)
        guard file >= 0 else { return false }
        let descriptor = Descriptor(owning: file)
        var byte = [UInt8](repeating: 0, count: 4)
        guard case .bytes = descriptor.read(into: &byte) else { return false }
        return byte[0] == UInt8(ascii: "0")
    }
}

/// What the thread does.
private final class StrangerWork {
    /// A device's messages come within milliseconds of each other: one look serves them all.
    private static let calm: Duration = .milliseconds(250)

    private let rules: StrangerRules
    private let hotplug: any HotplugSource
    private let epoll: Epoll
    private let wakeup: Wakeup
    private let isRefused: (String) -> Bool
    private let tell: (StrangerNews) -> Void
    private var book: StrangerBook
    private var look: ContinuousClock.Instant?

    private enum Token {
        static let stop: UInt64 = 1
        static let hotplug: UInt64 = 2
    }

    init(
        rules: StrangerRules, book: StrangerBook, hotplug: any HotplugSource, epoll: Epoll, wakeup: Wakeup,
        isRefused: @escaping (String) -> Bool, tell: @escaping (StrangerNews) -> Void
    ) {
        (self.rules, self.hotplug, self.epoll, self.wakeup) = (rules, hotplug, epoll, wakeup)
        (self.book, self.isRefused, self.tell) = (book, isRefused, tell)
    }

    func listen() throws(SystemCallError) {
        try epoll.add(wakeup.number, token: Token.stop)
        try epoll.add(hotplug.number, token: Token.hotplug)
    }

    func run() {
        look = .now
        while true {
            let due = [look, book.due].compactMap(\.self).min()
            do throws(SystemCallError) {
                let ready = try epoll.wait(atMost: due.map { ContinuousClock.now.duration(to: $0) })
                if ready.contains(where: { $0.token == Token.stop }) { return }
                if ready.contains(where: { $0.token == Token.hotplug }) { drain() }
            } catch {
                return
            }
            let now = ContinuousClock.now
            guard let due, due <= now else { continue }
            look = nil
            // What cannot be told now is told with the next message.
            guard let devices = hotplug.enumerate() else { continue }
            book.see(rules.places(among: devices, isRefused: isRefused), at: now).forEach(tell)
        }
    }

    private func drain() {
        var count = 0
        // A fair share, so that a storm of messages cannot keep the thread from its end.
        while count < 256 {
            if case .nothing = hotplug.receive() { break }
            count += 1
        }
        // A device that comes and goes without end must not put the look off for ever.
        if count > 0, look == nil { look = .now + Self.calm }
    }
}

/// Carries the work to its thread, once.
private final class StrangerHandover: Sendable {
    private let work: Mutex<StrangerWork?>

    init(_ work: sending StrangerWork) { self.work = Mutex(work) }

    func take() -> sending StrangerWork? {
        work.withLock { work in
            let taken = work
            work = nil
            return taken
        }
    }
}

extension ScannerMatch {
    /// The udev properties that it asks for; nil for paths and for pcscd's readers.
    fileprivate var udev: UdevMatch? {
        switch self {
        case .evdev(let match), .serial(let match), .hidpos(let match), .identityCard(let match): match
        case .serialPath, .identityCardPath, .smartCard: nil
        }
    }
}

extension ContactLink {
    fileprivate var udev: UdevMatch? {
        if case .evdev(let match) = self { match } else { nil }
    }
}
