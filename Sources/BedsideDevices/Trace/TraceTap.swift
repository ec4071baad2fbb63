/// The reader thread's end of the traces of one scanner, held by each of its open channels.
///
/// A channel asks ``isOpen`` once for each read and does nothing more for a trace that nobody reads.
struct TraceTap {
    let traces: TraceBoard
    let scanner: ScannerName

    /// Somebody reads a trace, though perhaps of another scanner.
    var isOpen: Bool { traces.isOpen }

    func key(_ event: KeyEvent, at time: ContinuousClock.Instant) { traces.tell(.key(event), of: scanner, at: time) }

    /// - Parameter payload: where content may be, counted from the slice's start; all of it when nil.
    func bytes(_ bytes: ArraySlice<UInt8>, payload: Range<Int>? = nil, at time: ContinuousClock.Instant) {
        traces.tell(.bytes(Array(bytes), payload: payload ?? 0..<bytes.count), of: scanner, at: time)
    }
}
