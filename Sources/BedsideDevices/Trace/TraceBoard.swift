import Synchronization

/// Who reads the traces of which scanner. Nobody does, nearly always: then a step costs the look at one number.
final class TraceBoard: Sendable {
    /// The most steps that wait for one reader: a scan of 4,096 characters through a wedge is 8,192 of them.
    static let capacity = 16_384

    /// The most readers at once: each may make the terminal keep ``capacity`` steps.
    static let mostReaders = 8

    private struct Listener {
        let scanner: ScannerName
        let began: ContinuousClock.Instant
        let continuation: AsyncStream<TraceStep>.Continuation
        /// Nil when content is to be revealed.
        var mask: TraceMask?
        var lost = 0

        mutating func tell(_ event: TraceEvent, at time: ContinuousClock.Instant) {
            let shown = mask?.masked(event) ?? event
            // A key may have been pressed before the trace began.
            let elapsed = max(.zero, began.duration(to: time))
            let step = TraceStep(elapsed: elapsed, lost: lost, event: shown)
            if case .dropped = continuation.yield(step) { lost += 1 }
        }
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var last = 0
        var isFinished = false
    }

    private let state = Mutex(State())
    private let count = Atomic(0)

    /// Somebody reads a trace.
    var isOpen: Bool { count.load(ordering: .relaxed) != 0 }

    /// Begins a trace; its first steps are the devices that are open already. Nil when there are
    /// too many readers, or the hub stopped.
    func listen(to scanner: ScannerName, reveal: Bool, devices: [DeviceInfo]) -> AsyncStream<TraceStep>? {
        let now = ContinuousClock.now
        let (steps, continuation) = AsyncStream<TraceStep>.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
        let number = state.withLock { state -> Int? in
            guard !state.isFinished, state.listeners.count < Self.mostReaders else { return nil }
            state.last += 1
            var listener = Listener(
                scanner: scanner, began: now, continuation: continuation, mask: reveal ? nil : TraceMask())
            for device in devices { listener.tell(.attached(device), at: now) }
            state.listeners[state.last] = listener
            count.store(state.listeners.count, ordering: .relaxed)
            return state.last
        }
        guard let number else { return nil }
        continuation.onTermination = { [weak self] _ in self?.forget(number) }
        return steps
    }

    /// Hands a step to everyone who reads this scanner's trace.
    func tell(_ event: @autoclosure () -> TraceEvent, of scanner: ScannerName, at time: ContinuousClock.Instant) {
        guard isOpen else { return }
        let event = event()
        state.withLock { state in
            for number in state.listeners.keys where state.listeners[number]?.scanner == scanner {
                state.listeners[number]?.tell(event, at: time)
            }
        }
    }

    /// Ends every trace.
    func finish() {
        let ended = state.withLock { state in
            state.isFinished = true
            return state.listeners.values.map(\.continuation)
        }
        // Outside of the lock: each of them comes back to be forgotten.
        for continuation in ended { continuation.finish() }
    }

    private func forget(_ number: Int) {
        state.withLock { state in
            state.listeners[number] = nil
            count.store(state.listeners.count, ordering: .relaxed)
        }
    }
}
