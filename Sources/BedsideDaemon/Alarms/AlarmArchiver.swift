import BedsideDomain
import BedsideStore
import Logging
import ServiceLifecycle
import Synchronization

/// Carries the alarms' histories into the store, for the report and the centre, whenever the store is ready: no bill and no
/// import ever delays a call. What ended and is archived the journal need not carry any longer.
final class AlarmArchiver: Service {
    private let store: Store
    private let journal: AlarmJournal
    private let logger: Logger
    private let wake = Wake()
    /// The newest of each episode; bounded by what was raised since the store last worked, which the journal keeps too.
    private let waiting = Mutex<[AlarmID: AlarmHistory]>([:])

    private static let batch = 500

    init(store: Store, journal: AlarmJournal, logger: Logger) {
        self.store = store
        self.journal = journal
        self.logger = logger
    }

    func put(_ histories: [AlarmHistory]) {
        waiting.withLock { waiting in
            for history in histories where waiting[history.id].map({ $0.revision < history.revision }) ?? true {
                waiting[history.id] = history
            }
        }
        wake.ring()
    }

    func run() async throws {
        for await _ in wake.rings.cancelOnGracefulShutdown() {
            while let batch = next(), !Task.isCancelled {
                let isDone = try await going(on: logger, after: "Alarms were not archived", else: false) {
                    try await store.archiveAlarms(batch)
                    return true
                }
                guard isDone else {
                    put(batch)
                    // The bell just rung would try again at once; a full disk needs a while.
                    do { try await Task.sleep(for: .seconds(10)) } catch { return }
                    break
                }
                journal.forget(batch.filter { $0.end != nil }.map(\.id.text))
            }
        }
    }

    private func next() -> [AlarmHistory]? {
        waiting.withLock { waiting in
            guard !waiting.isEmpty else { return nil }
            let batch = waiting.keys.sorted().prefix(Self.batch).compactMap { waiting.removeValue(forKey: $0) }
            return batch
        }
    }
}
