import Synchronization

/// What one input is counted for, written by its thread and read for the status.
final class ContactCounters: Sendable {
    private let values = Mutex(ContactFigures())

    func count(_ what: ContactCounter, by number: Int = 1) {
        values.withLock { $0.counts[what, default: 0] &+= number }
    }

    /// A sign of life.
    func heard(at time: ContinuousClock.Instant) { values.withLock { $0.heard = time } }

    func set(_ state: ContactState) { values.withLock { $0.state = state } }

    /// Takes from an event what it says about the input.
    func note(_ event: ContactEvent, of input: InputName) {
        switch event {
        case .pressed(_, let count): self.count(.presses, by: count)
        case .level: count(.changes)
        case .lost(.input(input), let loss): set(ContactState(loss))
        case .back(.input(input)): set(.present)
        case .stranger: count(.strangers)
        case .lost, .back: break
        }
    }

    var figures: ContactFigures { values.withLock { $0 } }
}

/// The counts of one input at one moment.
struct ContactFigures: Sendable {
    var state = ContactState.absent
    var heard: ContinuousClock.Instant?
    var counts: [ContactCounter: Int] = [:]
}

/// What is counted at an input since the start; the words are those of the status.
package enum ContactCounter: String, Sendable, Hashable, Codable, CaseIterable {
    /// Presses that were told.
    case presses
    /// Levels that were told.
    case changes
    /// Times that edges were lost on the way (`SYN_DROPPED`, a gap in `line_seqno`) and levels were read anew.
    case gaps
    /// Valid frames and answers of any kind.
    case frames
    /// Facts of stations, receivers and detectors that nobody configured.
    case strangers
    /// Frames whose checksum or length was wrong.
    case badChecksums = "bad-checksums"
    /// Bytes that belonged to no frame.
    case ignoredBytes = "ignored-bytes"
    /// Times that the device was opened again after a loss.
    case reopenings
}

/// How an input stands.
package enum ContactState: String, Sendable, Hashable, Codable, CaseIterable {
    case present, absent, refused, silent, garbled

    /// An input that says of itself that it is switched off is as good as not there.
    init(_ loss: ContactLoss) {
        self =
            switch loss {
            case .absent, .poweredOff: .absent
            case .refused: .refused
            case .silent: .silent
            case .garbled: .garbled
            }
    }
}
