import CCups
import Synchronization

/// How long the exchanges with a print server may be silent, and the word that ends them early.
///
/// libcups blocks its thread; only its time-out callback comes back to us in between, so that is where it hears of the end.
final class Patience: Sendable {
    /// How often libcups asks whether to wait on, in seconds.
    static let tick = 0.5
    /// For what was on its way when the end was called: long enough for a server that is alive to say what became of it.
    private static let lastTicks = 4

    private let ticks: Int
    private let over = Atomic(false)

    /// - Parameter seconds: the longest silence in one exchange.
    init(seconds: Double) { ticks = max(Int((seconds / Self.tick).rounded(.up)), 1) }

    var isOver: Bool { over.load(ordering: .relaxed) }

    /// From now on silence is not waited out any more. Never taken back.
    func end() { over.store(true, ordering: .relaxed) }

    /// Whether to wait on after so many ticks of silence.
    func allows(_ silent: Int) -> Bool { silent < (isOver ? min(Self.lastTicks, ticks) : ticks) }
}

/// The silence of one session, which libcups counts through its callback; only the session's own thread touches it.
final class Silence {
    private let patience: Patience
    private var ticks = 0

    init(_ patience: Patience) { self.patience = patience }

    /// A new exchange begins.
    func breaks() { ticks = 0 }

    /// One more tick without a byte; whether to go on.
    fileprivate func lasts() -> Bool {
        ticks += 1
        return patience.allows(ticks)
    }

    /// For `httpSetTimeout`, with a silence as its data.
    static let callback: http_timeout_cb_t = { _, data in
        guard let data = unsafe data else { return 0 }
        return unsafe Unmanaged<Silence>.fromOpaque(data).takeUnretainedValue().lasts() ? 1 : 0
    }
}
