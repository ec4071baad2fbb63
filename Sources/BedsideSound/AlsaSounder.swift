import Foundation
import Synchronization

/// The terminal's sounder through ALSA: a thread of its own, because libasound blocks, that owns the card.
///
/// ``play(_:)`` only leaves a note for the thread. Whatever the card does, no caller waits and nothing traps: a fault is a
/// ``SoundState``, told when it changes, and the card is tried again by itself.
package final class AlsaSounder: Sounder {
    /// A step that lasts so long will not return by itself: the driver hangs.
    package static let longestStep: Duration = .seconds(5)

    private let card: any SoundCard
    private let bank: SoundBank
    private let now: @Sendable () -> ContinuousClock.Instant
    private let onState: @Sendable (SoundState) -> Void
    private let board = Mutex(Board())
    private let bell = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// What the thread and its callers share.
    private struct Board {
        var plan = SoundPlan.silence
        var phase = Phase.new
        var state: SoundState?
        /// When the step that runs now began; nil between steps.
        var stepping: ContinuousClock.Instant?

        enum Phase { case new, running, stopping }
    }

    /// Renders every pattern, which takes a moment; opens nothing yet.
    /// - Parameter onState: told on the sounder's thread, first when the device was tried and then with every change. It
    ///   must return soon.
    package convenience init(
        _ configuration: SoundConfiguration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        onState: @escaping @Sendable (SoundState) -> Void
    ) {
        self.init(
            card: AlsaCard(device: configuration.device), bank: SoundBank(configuration), now: now, onState: onState)
    }

    init(
        card: any SoundCard, bank: SoundBank,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        onState: @escaping @Sendable (SoundState) -> Void
    ) {
        self.card = card
        self.bank = bank
        self.now = now
        self.onState = onState
    }

    /// Starts the thread, which tries the device at once; later calls do nothing.
    package func start() {
        let isNew = board.withLock { board in
            guard board.phase == .new else { return false }
            board.phase = .running
            return true
        }
        guard isNew else { return }
        let thread = Thread { [self] in
            run()
            ended.signal()
        }
        thread.name = "sound"
        thread.start()
    }

    /// Falls silent, closes the device and ends the thread. It returns within a second also when the driver hangs.
    package func stop() {
        let wasRunning = board.withLock { board in
            defer { board.phase = .stopping }
            return board.phase == .running
        }
        guard wasRunning else { return }
        bell.signal()
        _ = ended.wait(timeout: .now() + .seconds(1))
    }

    package func play(_ plan: SoundPlan) {
        let isNew = board.withLock { board in
            guard board.plan != plan else { return false }
            board.plan = plan
            return true
        }
        if isNew { bell.signal() }
    }

    package func state() -> SoundState? {
        let now = now()
        return board.withLock { board in
            if let began = board.stepping, now - began > Self.longestStep { return .failed(.notAnswering) }
            return board.state
        }
    }

    private func run() {
        var player = SoundPlayer(card: card, bank: bank)
        while let plan = begin() {
            let outcome = player.step(plan, at: now())
            finish(outcome)
            if let news = outcome.news { onState(news) }
            let rest = outcome.wakeUp - now()
            if rest > .zero { _ = bell.wait(timeout: .now() + .nanoseconds(Int(rest / .nanoseconds(1)))) }
        }
    }

    /// The plan to follow in this step; nil at the end.
    private func begin() -> SoundPlan? {
        let now = now()
        return board.withLock { board in
            guard board.phase == .running else { return nil }
            board.stepping = now
            return board.plan
        }
    }

    private func finish(_ outcome: SoundPlayer.Outcome) {
        board.withLock { board in
            board.stepping = nil
            if let news = outcome.news { board.state = news }
        }
    }
}
