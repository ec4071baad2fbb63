/// Plays a schedule on a card, a step at a time: the clock of the schedule paces it, never the card, so that a card that
/// takes samples at once or never does not change the rhythm. It lives on one thread.
///
/// The card is opened at the start and checked, kept while anything sounds and for ``idleLength`` after it, and closed
/// then so that other programs can use it. While nothing sounds it is opened and closed once every ``idleLength``: a card
/// that is missing or held by another program is known before an alarm needs it, not when.
struct SoundPlayer {
    /// What one step found.
    struct Outcome {
        /// The state, if it is not the one told last.
        let news: SoundState?
        let wakeUp: ContinuousClock.Instant
    }

    static let idleLength: Duration = .seconds(30)
    /// A card that fails while something should sound is tried again after this.
    static let retryAfter: Duration = .seconds(1)
    /// Samples handed over ahead of time: more than a busy machine holds a thread up.
    static let lead: Duration = .milliseconds(300)
    /// The longest rest while samples are left to hand over.
    static let longestPass: Duration = .milliseconds(100)

    private let card: any SoundCard
    private let bank: SoundBank
    private var schedule = SoundSchedule()
    private var stream: (any SoundStream)?
    private var playing: Playing?
    private var told: SoundState?
    /// When the idle card is looked at next; nil before the first look and while something sounds.
    private var nextLook: ContinuousClock.Instant?

    /// A burst that is on its way into the card.
    private struct Playing {
        let burst: SoundBurst
        let samples: [Int16]
        var written = 0
        /// The card took less than it was given.
        var isFull = false

        var count: Int { samples.count / PcmFormat.channels }
    }

    init(card: any SoundCard, bank: SoundBank) {
        self.card = card
        self.bank = bank
    }

    /// Does what is due. Call it again with a new plan, and at the wake-up of the outcome.
    mutating func step(_ plan: SoundPlan, at now: ContinuousClock.Instant) -> Outcome {
        let due = schedule.follow(plan, at: now)
        // Without a wake-up nothing more will sound under this plan.
        let isIdle = due.burst == nil && due.wakeUp == nil
        do throws(SoundFault) {
            return isIdle ? try rest(at: now) : try sound(due, at: now)
        } catch {
            stream = nil
            playing = nil
            schedule.forget()
            let wakeUp = now + (isIdle ? Self.idleLength : Self.retryAfter)
            nextLook = isIdle ? wakeUp : nil
            return outcome(.failed(error), wakeUp)
        }
    }

    /// - Parameter state: what was found; nil where nothing was tried, and the state stays as it was.
    private mutating func outcome(_ state: SoundState?, _ wakeUp: ContinuousClock.Instant) -> Outcome {
        guard let state, state != told else { return Outcome(news: nil, wakeUp: wakeUp) }
        told = state
        return Outcome(news: state, wakeUp: wakeUp)
    }

    /// Nothing sounds: falls silent, and looks after the idle card.
    private mutating func rest(at now: ContinuousClock.Instant) throws(SoundFault) -> Outcome {
        let found = try end(at: now)
        if nextLook == nil, stream != nil { nextLook = now + Self.idleLength }
        if let nextLook, now < nextLook { return outcome(found, nextLook) }
        stream = nil
        _ = try card.open()
        let next = now + Self.idleLength
        nextLook = next
        return outcome(.working, next)
    }

    /// Feeds the burst that is due, or waits for the next.
    private mutating func sound(
        _ due: SoundSchedule.Step, at now: ContinuousClock.Instant
    ) throws(SoundFault) -> Outcome {
        nextLook = nil
        let found = playing?.burst == due.burst ? nil : try end(at: now)
        guard let burst = due.burst else { return outcome(found, due.wakeUp ?? now + Self.idleLength) }
        let stream = try openStream()
        var playing =
            self.playing ?? Playing(burst: burst, samples: bank.samples(of: burst.priority, level: burst.level))
        defer { self.playing = playing }
        try feed(&playing, into: stream, at: now)
        guard playing.written < playing.count else { return outcome(found, burst.end) }
        return outcome(found, min(burst.end, now + min(Self.longestPass, stream.bufferLength / 4)))
    }

    /// Hands over what is due, and a little ahead.
    private func feed(
        _ playing: inout Playing, into stream: any SoundStream, at now: ContinuousClock.Instant
    ) throws(SoundFault) {
        let due = min(playing.count, PcmFormat.frames(in: now - playing.burst.start + Self.lead))
        guard playing.written < due else { return }
        let taken = try stream.write(playing.samples, frames: playing.written..<due)
        playing.isFull = taken < due - playing.written
        playing.written += taken
    }

    private mutating func openStream() throws(SoundFault) -> any SoundStream {
        if let stream { return stream }
        let opened = try card.open()
        stream = opened
        return opened
    }

    /// Ends the burst that plays, heard to its end or not.
    ///
    /// A card that opens but does not play takes samples until its buffer is full: only a burst that came out whole shows
    /// that the card works, and one that did not shows that it does not.
    /// - Returns: what the burst showed of the card; nil when there was none or it was cut before its end.
    private mutating func end(at now: ContinuousClock.Instant) throws(SoundFault) -> SoundState? {
        guard let ended = playing, let stream else { return nil }
        playing = nil
        let unplayed = stream.unplayed()
        try stream.cut()
        guard now >= ended.burst.end else { return nil }
        if ended.written == ended.count, unplayed < ended.count { return .working }
        // A machine that held up this thread is no fault of the card: then the card waits for samples, not we for it.
        if ended.written == ended.count || ended.isFull { throw .failed("it takes samples but does not play them.") }
        return nil
    }
}
