import BedsideDomain
import BedsideStore
import Foundation

/// Episodes to and from the alarm journal.
struct AlarmRecorder: Sendable {
    /// An alarm waits this long for the disk, and is then shown all the same (alarms.md 5.5).
    static let patience = Duration.milliseconds(250)

    let journal: AlarmJournal

    /// Writes the newest state of these episodes; one write and one sync for all.
    ///
    /// - Parameter isTrusted: false while the journal is known to be slow: then nobody waits for it.
    func record(_ episodes: some Sequence<AlarmEpisode>, isTrusted: Bool) async -> JournalOutcome {
        let encoder = JSONEncoder()
        var records: [AlarmRecord] = []
        do {
            for episode in episodes {
                records.append(
                    try AlarmRecord(
                        key: episode.id.text, revision: episode.revision, isOpen: episode.isOpen,
                        payload: Array(try encoder.encode(episode))))
            }
        } catch {
            return .failed(StoreError(.notWritten, "An alarm could not be written down.", cause: error))
        }
        return await journal.append(records, within: isTrusted ? Self.patience : .zero)
    }

    /// The episodes of some records, and how many could not be read.
    static func episodes(_ records: [AlarmRecord]) -> (episodes: [AlarmEpisode], unreadable: Int) {
        let decoder = JSONDecoder()
        var episodes: [AlarmEpisode] = []
        for record in records {
            do { episodes.append(try decoder.decode(AlarmEpisode.self, from: Data(record.payload))) } catch { continue }
        }
        return (episodes, records.count - episodes.count)
    }
}
