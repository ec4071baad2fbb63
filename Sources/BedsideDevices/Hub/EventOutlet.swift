import Synchronization

/// The bounded queue between the reader thread and the flow behind it.
///
/// It holds a thousand scans of each of eight scanners, sent back to back while nobody takes any. When it is full the newest is
/// dropped: what a person scanned first counts first, and a scanner that floods us takes no more memory. Where people scan,
/// the limits of a scanner (``ScanLimits``) end a flood long before. Each drop is told: one ``ScanFault/queueFull`` for each scanner follows as soon as there is room.
final class EventOutlet: Sendable {
    static let capacity = 8_192

    let events: AsyncStream<DeviceEvent>
    private let continuation: AsyncStream<DeviceEvent>.Continuation
    private let owed = Mutex<[ScannerName]>([])

    init() {
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.capacity))
    }

    /// Some drops are not told yet: call ``settle()`` again a little later.
    var isOwing: Bool { owed.withLock { !$0.isEmpty } }

    /// False when the event was dropped.
    @discardableResult
    func publish(_ event: DeviceEvent, of scanner: ScannerName) -> Bool {
        settle()
        if !isOwing, offer(event) { return true }
        owed.withLock { owed in
            if !owed.contains(scanner) { owed.append(scanner) }
        }
        return false
    }

    /// Tells the drops that are owed, as far as there is room.
    func settle() {
        owed.withLock { owed in
            while let scanner = owed.first, offer(.fault(.queueFull, scanner: scanner)) { owed.removeFirst() }
        }
    }

    func finish() { continuation.finish() }

    private func offer(_ event: DeviceEvent) -> Bool {
        if case .dropped = continuation.yield(event) { false } else { true }
    }
}
