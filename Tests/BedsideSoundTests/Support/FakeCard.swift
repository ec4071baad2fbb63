import Synchronization

@testable import BedsideSound

/// A card that notes what is done to it, and fails when it is told to.
final class FakeCard: SoundCard {
    enum Event: Equatable {
        case opened
        case refused(SoundFault)
        /// Frames that were taken.
        case wrote(Int)
        case cut
        case closed
    }

    struct Behaviour {
        /// Opening fails.
        var fault: SoundFault?
        /// Writing fails.
        var writeFault: SoundFault?
        /// The buffer, in frames: no more than this is taken in all, as by a card whose clock stands still. Nil for a card
        /// that plays everything at once.
        var stuckBuffer: Int?
    }

    let behaviour = Mutex(Behaviour())
    private let log = Mutex<[Event]>([])
    private let samples = Mutex<[Int16]>([])
    private let onEvent: @Sendable (Event) -> Void

    init(onEvent: @escaping @Sendable (Event) -> Void = { _ in }) { self.onEvent = onEvent }

    /// Everything since the last time it was asked.
    func events() -> [Event] {
        log.withLock { log in
            defer { log = [] }
            return log
        }
    }

    /// Every sample that was taken.
    var heard: [Int16] { samples.withLock { $0 } }

    func open() throws(SoundFault) -> any SoundStream {
        if let fault = behaviour.withLock({ $0.fault }) {
            note(.refused(fault))
            throw fault
        }
        note(.opened)
        return Stream(self)
    }

    private func note(_ event: Event) {
        log.withLock { $0.append(event) }
        onEvent(event)
    }

    private final class Stream: SoundStream {
        let bufferLength: Duration = .milliseconds(500)
        private let card: FakeCard
        private var held = 0

        init(_ card: FakeCard) { self.card = card }
        deinit { card.note(.closed) }

        func write(_ samples: [Int16], frames: Range<Int>) throws(SoundFault) -> Int {
            let behaviour = card.behaviour.withLock { $0 }
            if let fault = behaviour.writeFault { throw fault }
            let taken = min(frames.count, behaviour.stuckBuffer.map { $0 - held } ?? .max)
            if behaviour.stuckBuffer != nil { held += taken }
            let first = frames.lowerBound * 2
            card.samples.withLock { $0 += samples[first..<first + taken * 2] }
            card.note(.wrote(taken))
            return taken
        }

        func unplayed() -> Int { held }

        func cut() {
            held = 0
            card.note(.cut)
        }
    }
}
