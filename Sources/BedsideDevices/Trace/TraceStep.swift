import BedsideDomain

/// One step of a trace: what a device sent, or what was made of it.
package struct TraceStep: Sendable, Hashable {
    /// When it happened, since the trace began; of a key event, the kernel's own stamp.
    package let elapsed: Duration
    /// How many steps of this trace were dropped before it, because its reader was slow.
    package let lost: Int
    private let sensitive: Sensitive<TraceEvent>

    /// What happened: masked, unless the trace was asked to reveal.
    package var event: TraceEvent { sensitive.value }

    init(elapsed: Duration, lost: Int, event: TraceEvent) {
        self.elapsed = elapsed
        self.lost = lost
        sensitive = Sensitive(event)
    }
}

/// What a trace shows.
package enum TraceEvent: Sendable, Hashable {
    /// A device of the scanner is open.
    case attached(DeviceInfo)
    /// It is gone.
    case detached(DetachReason)
    /// A wedge's event, as the kernel gave it.
    case key(KeyEvent)
    /// Bytes of a line, or one report, as they were read; `payload` are those that may hold content.
    case bytes([UInt8], payload: Range<Int>)
    /// What the decoder made of it.
    case outcome(ScanOutcome)
    /// A whole scan that did not count (``ScanLimits``).
    case limited(ScanVerdict)
}
