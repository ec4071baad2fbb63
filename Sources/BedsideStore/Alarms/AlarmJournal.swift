import BedsideDomain
import Dispatch
import Glibc
import Synchronization

/// The alarm journal: files of its own, so that no bill, import or backup ever delays a call.
///
/// It never throws an alarm away: what the disk does not take stays in memory, one record an episode, and is written when
/// the disk answers again. All file calls run on a thread of its own; nothing here blocks a cooperative thread but
/// ``open(folder:)``, for the time that opening takes.
package final class AlarmJournal: Sendable {
    private let files: any JournalFiles
    private let time: JournalTime
    private let waiting: Mutex<JournalWaiting>
    /// Taken by the writing queue alone.
    private let writer: Mutex<JournalWriter>
    private let lock: Mutex<(any JournalLock)?>
    private let writing = DispatchQueue(label: "bedside-alarm-journal", qos: .userInteractive)
    /// Apart from the writer: an auditor must not wait for the disk call that it is to find hanging.
    private let reading = DispatchQueue(label: "bedside-alarm-journal-read", qos: .utility)

    /// Opens or makes the journal of a folder, replays what is there, and begins a new segment with it.
    ///
    /// Returns for each episode the record that holds, open or closed, and how the files were. A disk that gives but does
    /// not take is no reason to fail: the condition says so, and the alarms go on. Blocks. Throws ``StoreError``: `inUse`,
    /// `cannotOpen`, `newerSchema`.
    package static func open(folder: String) throws -> (AlarmJournal, [AlarmRecord], JournalCondition) {
        try open(DiskJournalFiles(folder: folder))
    }

    /// As above, with the file calls, the time and the sizes handed in.
    static func open(
        _ files: any JournalFiles, time: JournalTime = .system, ids: IdentifierSource = .system,
        sizes: JournalWriter.Sizes = JournalWriter.Sizes()
    ) throws -> (AlarmJournal, [AlarmRecord], JournalCondition) {
        let lock: any JournalLock
        let replay: JournalReplay
        do {
            lock = try files.lock()
            replay = try JournalReplay(of: files)
        } catch let fault as JournalFault { throw StoreError.opening(fault) }
        var condition = JournalCondition(damage: replay.damage + replay.unreadable, wasTorn: replay.isTorn)
        var writer = JournalWriter(after: replay, files: files, ids: ids, sizes: sizes)
        do { try writer.write([:]) } catch {
            condition.writing = .failing(since: time.now(), errno: error.number)
        }
        let journal = AlarmJournal(files: files, time: time, writer: writer, lock: lock, condition: condition)
        return (journal, replay.records.inOrder, condition)
    }

    private init(
        files: any JournalFiles, time: JournalTime, writer: JournalWriter, lock: any JournalLock,
        condition: JournalCondition
    ) {
        self.files = files
        self.time = time
        self.writer = Mutex(writer)
        self.lock = Mutex(lock)
        waiting = Mutex(JournalWaiting(condition))
    }

    /// Whether records become durable, and what was found damaged.
    package var condition: JournalCondition { waiting.withLock { $0.condition } }

    /// Keeps records: one write and one sync for however many, and for all that others append meanwhile.
    ///
    /// Answers within the limit, or at once when the disk already let somebody wait in vain; see ``JournalOutcome``. With no
    /// time to wait (`.zero`) the records are taken in and the answer is `late`. A caller that is cancelled still waits:
    /// nobody takes a call back.
    package func append(_ records: [AlarmRecord], within limit: Duration) async -> JournalOutcome {
        await withCheckedContinuation { continuation in
            enter(records, within: limit) { continuation.resume(returning: $0) }
        }
    }

    /// Tries again what the disk refused; to be called every few seconds while the condition is not healthy. While everything
    /// is durable it says so at once, without the disk.
    package func retry(within limit: Duration) async -> JournalOutcome { await append([], within: limit) }

    /// Closed episodes that the store's archive holds: the next segment no longer carries them. Open ones stay.
    package func forget(_ keys: [String]) { waiting.withLock { $0.forget(keys) } }

    /// Reads the files again, whatever memory believes: for the auditor. Each episode's record that holds, in the order of
    /// keys. Damage that is found is counted in ``condition`` and mended from memory with the next turn. Throws
    /// ``StoreError`` `notWritten` when the disk gives nothing back.
    package func read() async throws -> [AlarmRecord] {
        let replay: JournalReplay = try await withCheckedThrowingContinuation { continuation in
            reading.async { continuation.resume(with: Result { try self.readAgain() }) }
        }
        guard !replay.isSound else { return replay.records.inOrder }
        if waiting.withLock({ waiting in
            waiting.found(damage: replay.damage + replay.unreadable)
            return waiting.start()
        }) {
            writing.async { self.run() }
        }
        return replay.records.inOrder
    }

    /// Writes what waits, once, closes the files and lets another process have the folder. Later appends fail.
    package func close() async {
        _ = await retry(within: .seconds(1))
        waiting.withLock { $0.close() }
        await withCheckedContinuation { continuation in
            writing.async {
                self.writer.withLock { $0.close() }
                self.lock.withLock { $0 = nil }
                continuation.resume()
            }
        }
    }

    private func enter(
        _ records: [AlarmRecord], within limit: Duration, _ answer: @escaping JournalWaiting.Answer
    ) {
        let (entry, starts) = waiting.withLock { waiting in
            (waiting.enter(records, isPatient: limit > .zero, answer), waiting.start())
        }
        if starts { writing.async { self.run() } }
        let ticket: UInt64
        switch entry {
        case .answered(let outcome): return answer(outcome)
        case .waits(let given): ticket = given
        }
        time.after(limit) { [weak self] in
            guard let self else { return }
            let now = self.time.now()
            self.waiting.withLock { $0.expire(ticket, at: now) }?(.late)
        }
    }

    /// Turns of the writer, until nothing waits. On the writing queue.
    private func run() {
        while let batch = waiting.withLock({ $0.take() }) {
            let fault = writer.withLock { writer -> JournalFault? in
                writer.forget(batch.forgotten)
                if batch.distrusts { writer.distrust() }
                do throws(JournalFault) { try writer.write(batch.records) } catch { return error }
                return nil
            }
            let now = time.now()
            let outcome = fault.map { JournalOutcome.failed(StoreError.writing($0)) } ?? .durable
            for answer in waiting.withLock({ $0.settle(batch, fault, at: now) }) { answer(outcome) }
            writer.withLock { $0.rotateIfLarge() }
        }
    }

    /// The writer goes on meanwhile: a write that is under way can look like damage, and a segment that was listed may have
    /// been superseded and removed before it is read. Then read again.
    private func readAgain() throws -> JournalReplay {
        do {
            var replay = try readListed()
            for _ in 0..<3 where !replay.isSound {
                let again = try readListed()
                if again.damage + again.unreadable <= replay.damage + replay.unreadable { replay = again }
            }
            return replay
        } catch let fault as JournalFault {
            throw StoreError(
                .notWritten, "The alarm journal could not be read back; look at the disk.", cause: fault)
        }
    }

    private func readListed() throws -> JournalReplay {
        for _ in 0..<3 {
            do { return try JournalReplay(of: files) } catch let fault as JournalFault where fault.isAbsence {}
        }
        return try JournalReplay(of: files)
    }
}

/// Time for the journal's limits; a test brings its own.
struct JournalTime: Sendable {
    let now: @Sendable () -> ContinuousClock.Instant
    /// Does something later, once.
    let after: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

    /// A strict timer of its own thread: neither a busy pool nor the kernel's economy makes a limit later.
    static let system = JournalTime(
        now: { .now },
        after: { duration, work in
            let timer = DispatchSource.makeTimerSource(flags: .strict, queue: limits)
            let parts = duration.components
            timer.schedule(
                deadline: .now() + .nanoseconds(Int(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)),
                leeway: .nanoseconds(0))
            // It holds itself until it has fired.
            timer.setEventHandler {
                work()
                timer.cancel()
            }
            timer.setCancelHandler { timer.setEventHandler(handler: nil) }
            timer.activate()
        })

    private static let limits = DispatchQueue(label: "bedside-alarm-journal-limits", qos: .userInteractive)
}

extension StoreError {
    fileprivate static func opening(_ fault: JournalFault) -> StoreError {
        guard fault.call != .lock || fault.number != EWOULDBLOCK else {
            return StoreError(
                .inUse, "Another bedsided holds the alarm journal; stop it first: two must never share one.",
                cause: fault)
        }
        return StoreError(
            .cannotOpen, "The alarm journal's folder cannot be opened or made; it must belong to bedsided's user.",
            cause: fault)
    }

    fileprivate static func writing(_ fault: JournalFault) -> StoreError {
        guard !fault.isLackOfRoom else {
            return StoreError(
                .diskFull,
                "The disk is full: alarms are shown and heard, but would not survive a power cut. Free space on the data "
                    + "partition.", cause: fault)
        }
        return StoreError(
            .notWritten,
            "The disk refuses the alarm journal: alarms are shown and heard, but would not survive a power cut. Replace "
                + "the disk.", cause: fault)
    }
}
