import CPosix
import Dispatch
import Foundation
import Synchronization

/// Smart cards through pcscd, on a thread of its own, because libpcsclite blocks. At rest the thread sleeps in pcscd
/// without a time-out; when pcscd is gone it is awaited for ever.
///
/// It tells the reader thread by ringing a bell: that one takes the news with ``take()`` and publishes them in the one
/// order of all devices.
final class SmartCardWatcher: Sendable {
    /// What is so since the last take.
    struct News {
        /// The readers that are there now.
        var readers: [String] = []
        /// Why there are none; a sentence for staff.
        var problem: String?
        /// What cards gave, in order, by reader.
        var outcomes: [(reader: String, outcome: ScanOutcome)] = []
    }

    /// The most outcomes that wait: more than hands can put in while the reader thread is held up.
    private static let mostOutcomes = 64

    private let program: @Sendable (String) -> SmartCardProgram?
    private let news = Mutex(News())
    private let bell: Wakeup
    private let stopping = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let isStopped = Atomic(false)
    private let context = Mutex<PcscContext?>(nil)

    /// - Parameter program: what to ask the cards in a reader of this name; nil for a reader that is not ours.
    init(program: @escaping @Sendable (String) -> SmartCardProgram?) throws(SystemCallError) {
        self.program = program
        bell = try Wakeup()
    }

    /// What the smart-card scanners of a terminal need; nil when there are none.
    convenience init?(for scanners: [ScannerConfiguration]) throws(SystemCallError) {
        guard scanners.contains(where: { $0.match.kind == .smartCard }) else { return nil }
        try self.init { reader in scanners.smartCardScanner(of: reader).map { scanners[$0].program } }
    }

    /// For the reader's ``Epoll``: ready when there are news.
    var number: Int32 { bell.number }

    /// Starts the thread.
    func start() {
        Thread { [self] in
            unsafe bedside_name_thread("smart-cards")
            run()
            ended.signal()
        }.start()
    }

    /// Ends the thread. It returns within a second also when pcscd hangs; the thread then ends when pcscd lets it.
    func stop() {
        guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
        stopping.signal()
        // A wait that is just about to begin does not see a cancellation: it is sent until the thread has ended. Sending
        // may block too.
        let hasEnded = DispatchSemaphore(value: 0)
        Thread { [self] in
            while ended.wait(timeout: .now() + .milliseconds(10)) == .timedOut {
                context.withLock { $0 }?.cancel()
            }
            hasEnded.signal()
        }.start()
        _ = hasEnded.wait(timeout: .now() + .seconds(1))
    }

    /// The news since the last take; readers and problem as they are now.
    func take() -> News {
        bell.quiet()
        return news.withLock { news in
            defer { news.outcomes = [] }
            return news
        }
    }

    private var isRunning: Bool { !isStopped.load(ordering: .sequentiallyConsistent) }

    private func run() {
        var backoff = Backoff()
        var slots = CardSlots()
        while isRunning {
            do throws(PcscError) {
                let context = try PcscContext()
                self.context.withLock { $0 = context }
                try watch(context, &slots, &backoff)
            } catch {
                tell { news in
                    news.readers = []
                    news.problem = "pcscd does not answer (\(error)); start it, it is tried again by itself."
                }
            }
            context.withLock { $0 = nil }
            slots.forgetStates()
            guard isRunning else { return }
            _ = stopping.wait(timeout: .now() + backoff.next().dispatch)
        }
    }

    /// Returns when it is to stop; throws when pcscd is gone.
    private func watch(
        _ context: PcscContext, _ slots: inout CardSlots, _ backoff: inout Backoff
    ) throws(PcscError) {
        while isRunning {
            let names = try context.readers()
            let isNew = names != slots.readers || !isTold(names)
            slots.list(names)
            if isNew { tell(names) }
            backoff = Backoff()
            // libpcsclite counts readers from the moment that a wait begins: one that came since the list was made would
            // not end it. So the list is made once more a little after it changed; from then on the wait has no end.
            try waitForCards(context, &slots, atMost: isNew ? 500 : nil)
        }
    }

    private func waitForCards(
        _ context: PcscContext, _ slots: inout CardSlots, atMost milliseconds: Int?
    ) throws(PcscError) {
        do throws(PcscError) {
            let states = try context.wait(for: slots.readers, known: slots.known, atMost: milliseconds)
            for (reader, state) in zip(slots.readers, states ?? []) where slots.take(state, of: reader) {
                guard let program = program(reader) else { continue }
                let outcome = try read(program, reader, context)
                if slots.isNews(outcome, of: reader) { tell(reader, outcome) }
            }
        } catch {
            switch error.code {
            // It is listed again.
            case PcscError.unknownReader, PcscError.readerUnavailable, PcscError.cancelled: return
            default: throw error
            }
        }
    }

    private func read(
        _ program: SmartCardProgram, _ reader: String, _ context: PcscContext
    ) throws(PcscError) -> ScanOutcome {
        do throws(PcscError) {
            return try context.run(program, in: reader)
        } catch {
            if error.isServiceGone { throw error }
            // Taken out too early, put in the wrong way round, or held by another program.
            return .fault(.incomplete)
        }
    }

    private func isTold(_ names: [String]) -> Bool { news.withLock { $0.readers == names && $0.problem == nil } }

    private func tell(_ names: [String]) {
        tell { news in
            news.readers = names
            news.problem = nil
        }
    }

    private func tell(_ reader: String, _ outcome: ScanOutcome) {
        tell { news in
            if news.outcomes.count < Self.mostOutcomes { news.outcomes.append((reader, outcome)) }
        }
    }

    private func tell(_ change: (inout News) -> Void) {
        news.withLock { change(&$0) }
        bell.ring()
    }
}

extension Duration {
    fileprivate var dispatch: DispatchTimeInterval {
        .milliseconds(Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}
