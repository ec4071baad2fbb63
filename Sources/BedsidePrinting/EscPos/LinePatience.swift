import CPosix
import Synchronization

/// The word that ends the waits on a printer's line early, as ``Patience`` does for a print server's.
final class LinePatience: Sendable {
    /// How often a wait looks whether to wait on, in milliseconds.
    static let tick = 100
    /// For what was on its way when the end was called, in microseconds.
    private static let lastWait: Int64 = 2_000_000

    /// When the end was called, in microseconds of the monotonic clock; 0 while it was not.
    private let endedAt = Atomic<Int64>(0)

    var isOver: Bool { endedAt.load(ordering: .relaxed) != 0 }

    /// From now on nothing is waited out any more. Never taken back.
    func end() {
        _ = endedAt.compareExchange(
            expected: 0, desired: max(bedside_monotonic_microseconds(), 1), ordering: .relaxed)
    }

    /// Milliseconds until a moment of the monotonic clock, or until the end's own last wait is over; 0 when it is past.
    func left(until deadline: LineDeadline) -> Int {
        let ended = endedAt.load(ordering: .relaxed)
        let moment = ended == 0 ? deadline.moment : min(deadline.moment, ended + Self.lastWait)
        return max(0, Int((moment - bedside_monotonic_microseconds() + 999) / 1_000))
    }
}

/// A moment of the monotonic clock until which a wait may last.
struct LineDeadline: Sendable {
    /// Microseconds.
    let moment: Int64

    init(in duration: Duration) { moment = bedside_monotonic_microseconds() + duration.microseconds }

    /// So long after another moment.
    init(_ start: LineDeadline, after duration: Duration) { moment = start.moment + duration.microseconds }

    /// In so long, but not later than another moment.
    init(earlier other: LineDeadline, or duration: Duration) {
        moment = min(other.moment, bedside_monotonic_microseconds() + duration.microseconds)
    }

    var isPast: Bool { bedside_monotonic_microseconds() >= moment }
}

extension Duration {
    fileprivate var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
