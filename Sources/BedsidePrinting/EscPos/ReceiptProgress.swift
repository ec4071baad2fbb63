import BedsideDomain
import CPosix
import Synchronization

/// What a printer said last while it prints: written on its queue, read by whoever asks.
final class ReceiptProgress: Sendable {
    private struct State {
        var reasons: [PrinterReason] = []
        var heard = bedside_monotonic_microseconds()
    }

    private let state = Mutex(State())
    private let patience: Duration

    /// - Parameter patience: a longer silence is an offline printer to whoever asks, though it may still come back.
    init(patience: Duration) { self.patience = patience }

    func set(_ reasons: [PrinterReason]) { state.withLock { $0.reasons = reasons } }

    /// It sent something.
    func heard() { state.withLock { $0.heard = bedside_monotonic_microseconds() } }

    var current: [PrinterReason] {
        let state = state.withLock { $0 }
        let silence = Duration.microseconds(bedside_monotonic_microseconds() - state.heard)
        return silence > patience ? [.offline] + state.reasons.filter { $0 != .offline } : state.reasons
    }
}
