import BedsideDomain
import BedsideSound
import BedsideStore
import Logging
import ServiceLifecycle
import Synchronization

/// The one owner of the alarms at work: fetch what came, reduce it, write it down, show it, sound it, answer.
///
/// Strictly in this order and one batch after another. What comes during a write is the next batch, so a burst costs a
/// handful of syncs. If the disk does not answer in time the alarm is shown all the same, and a technical alarm says so.
final class AlarmEngine: Service {
    let inbox = AlarmInbox()
    private let start: AlarmOwner
    private let recorder: AlarmRecorder
    private let clock: AlarmClock
    private let sounder: (any Sounder)?
    private let watchdog: Watchdog
    private let logger: Logger
    private let outlets: AlarmOutlets
    private let view: Mutex<AlarmView>

    /// Whoever learns of a turn, in this order; each returns at once.
    struct AlarmOutlets: Sendable {
        var screens: @Sendable (AlarmBoard, _ raised: [AlarmID], AlarmMoment) -> Void = { _, _, _ in }
        var patients: @Sendable ([AlarmPlace: CallProgress]) -> Void = { _ in }
        var archive: @Sendable ([AlarmHistory]) -> Void = { _ in }
        /// Nil on a terminal without links to others.
        var links: (@Sendable (LinkTurn) -> Void)?
    }

    init(
        owner: AlarmOwner, recorder: AlarmRecorder, clock: AlarmClock, sounder: (any Sounder)?, watchdog: Watchdog,
        outlets: AlarmOutlets, logger: Logger
    ) {
        start = owner
        self.recorder = recorder
        self.clock = clock
        self.sounder = sounder
        self.watchdog = watchdog
        self.outlets = outlets
        self.logger = logger
        view = Mutex(AlarmView(owner.table, owner.neighbours, armed: nil, at: clock.now()))
    }

    /// What was kept after the last turn.
    var latest: AlarmView { view.withLock { $0 } }

    /// The alarms with their ages as they are now.
    var board: AlarmBoard { latest.board(at: clock.now()) }

    /// Puts a request in and waits until it is recorded and shown; nil when it was done. After the end nothing is there to
    /// act on any more: `gone`.
    func ask(_ request: @escaping @Sendable (AlarmReply) -> AlarmInput) async -> AlarmRefusal? {
        await withCheckedContinuation { continuation in
            let isTaken = inbox.put(request(AlarmReply { continuation.resume(returning: $0) }))
            if !isTaken { continuation.resume(returning: .gone) }
        }
    }

    func run() async throws {
        let rules = start.configuration.rules
        // Cancelled because another service failed, it ends in the same way: what came is written down first.
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { [self] in await work() }
                    group.addTask { [self] in await ring(.probe, every: Int64(rules.probe)) }
                    group.addTask { [self] in await ring(.beat, every: watchdog.interval) }
                    await group.next()
                    group.cancelAll()
                }
            } onGracefulShutdown: { [inbox] in
                inbox.finish()
            }
        } onCancel: { [inbox] in
            inbox.finish()
        }
    }

    private func ring(_ input: AlarmInput, every interval: Int64) async {
        while !Task.isCancelled {
            inbox.put(input)
            do { try await clock.sleep(clock.now().uptime + interval) } catch { return }
        }
    }

    private func work() async {
        var owner = start
        var timer = AlarmTimer(clock: clock, inbox: inbox)
        var disk = DiskTrust()
        var notes: [AlarmID: AlarmEpisode] = [:]
        var told: LinkTurn?
        // Deadlines that passed while nobody ran fire now.
        inbox.put(.tick)
        while let batch = await inbox.next() {
            let now = clock.now()
            if batch.contains(where: \.isTick) { timer.rang() }
            let turn = owner.take(batch, at: now)
            notes.merge(turn.notes) { _, new in new }
            for episode in turn.records { notes[episode.id] = nil }
            if !turn.records.isEmpty || (turn.hasBeat && !notes.isEmpty) {
                let episodes = turn.records + notes.values
                await record(episodes, &disk)
                outlets.archive(episodes.map(\.history))
                notes = [:]
            } else if turn.hasBeat, !disk.isTrusted {
                await record([], &disk)
            }
            show(turn, owner, now, &timer)
            if let links = outlets.links, let news = LinkTurn(owner, after: told, at: now) {
                links(news)
                told = news
            }
            for (reply, refusal) in turn.answers { reply.answer(refusal) }
            if turn.hasBeat { beat() }
        }
        timer.cancel()
        if !notes.isEmpty { await record(Array(notes.values), &disk) }
    }

    private func record(_ episodes: [AlarmEpisode], _ disk: inout DiskTrust) async {
        let outcome = await recorder.record(episodes, isTrusted: disk.isTrusted)
        guard disk.note(outcome) else { return }
        if disk.isTrusted {
            logger.notice("The alarm journal works again")
        } else {
            logger.critical("The alarm journal does not answer; alarms are shown all the same")
        }
        inbox.put(.fault(.recordStore, about: "journal", isPresent: !disk.isTrusted))
    }

    private func show(_ turn: AlarmOwner.Turn, _ owner: AlarmOwner, _ now: AlarmMoment, _ timer: inout AlarmTimer) {
        timer.arm([owner.table.nextDue(), owner.neighbours.nextDue(after: now.uptime)].compactMap(\.self).min())
        sounder?.play(owner.sound(at: now).map { .alarm($0.priority, level: $0.level) } ?? .silence)
        guard turn.isShown || view.withLock({ $0.armed != timer.armed }) else { return }
        let kept = AlarmView(owner.table, owner.neighbours, armed: timer.armed, at: now)
        view.withLock { $0 = kept }
        guard turn.isShown else { return }
        outlets.screens(kept.board(at: now), turn.raised, now)
        outlets.patients(owner.neighbours.progress(beside: owner.table.progress()))
    }

    /// Heard through the loop itself: only a loop that works feeds the watchdog, and asks whether it could be heard.
    private func beat() {
        watchdog.feed()
        switch sounder?.state() {
        case .failed(let fault):
            inbox.put(.fault(.sound, about: "sounder", isPresent: true))
            logger.debug("The sounder cannot be heard", metadata: ["cause": "\(fault)"])
        case .working: inbox.put(.fault(.sound, about: "sounder", isPresent: false))
        case nil: break
        }
    }
}

/// Whether the journal is worth waiting for.
private struct DiskTrust {
    private(set) var isTrusted = true

    /// Notes how a write ended; true when that changes the trust.
    mutating func note(_ outcome: JournalOutcome) -> Bool {
        let was = isTrusted
        isTrusted = if case .durable = outcome { true } else { false }
        return was != isTrusted
    }
}

/// The one armed timer of the table.
private struct AlarmTimer {
    let clock: AlarmClock
    let inbox: AlarmInbox
    private(set) var armed: Int64?
    private var task: Task<Void, Never>?

    init(clock: AlarmClock, inbox: AlarmInbox) {
        self.clock = clock
        self.inbox = inbox
    }

    mutating func arm(_ due: Int64?) {
        guard due != armed || task == nil else { return }
        task?.cancel()
        armed = due
        guard let due else { return task = nil }
        task = Task { [clock, inbox] in
            do { try await clock.sleep(due) } catch { return }
            inbox.put(.tick)
        }
    }

    /// It is armed anew for whatever is due then, the same moment included.
    mutating func rang() {
        // One that was just replaced may have rung too: then this one goes on sleeping, and would ring beside the next.
        task?.cancel()
        task = nil
    }

    mutating func cancel() { task?.cancel() }
}
