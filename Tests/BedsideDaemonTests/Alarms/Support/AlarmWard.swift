import BedsideDevices
import BedsideDomain
import BedsideSound
import Logging
import Synchronization

@testable import BedsideDaemon
@testable import BedsideStore

/// A small ward around the alarms' loop: buttons at beds 12 and 13, a clock that stands still, a disk that can hang.
struct AlarmWard {
    let clock = StillClock()
    let disk: GatedDisk
    let journal: AlarmJournal
    let engine: AlarmEngine
    let shown = Shown()

    static let nurse = StaffID(trusted: "GH1000017")

    /// What the screens were given.
    final class Shown: Sendable {
        private let boards = Mutex<[AlarmBoard]>([])
        func add(_ board: AlarmBoard) { boards.withLock { $0.append(board) } }
        var rows: [AlarmRow] { boards.withLock { $0.last?.rows ?? [] } }
        var count: Int { boards.withLock { $0.count } }
    }

    /// - Parameter time: nil for the journal's own.
    static func with(
        watchdog: Watchdog = Watchdog(environment: [:]), time: JournalTime = .system,
        _ work: (AlarmWard) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let ward = try AlarmWard(folder: folder, watchdog: watchdog, time: time)
            let loop = Task { [engine = ward.engine] in try await engine.run() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await work(ward)) } catch { outcome = .failure(error) }
            ward.disk.release()
            ward.engine.inbox.finish()
            try await loop.value
            await ward.journal.close()
            try outcome.get()
        }
    }

    init(folder: String, watchdog: Watchdog, time: JournalTime, restoring episodes: [AlarmEpisode] = []) throws {
        disk = GatedDisk(folder: "\(folder)/alarms")
        (journal, _, _) = try AlarmJournal.open(disk, time: time)
        let configuration = try Self.configuration()
        let table = AlarmTable(
            restoring: episodes, rules: configuration.rules, audience: configuration.audience,
            home: configuration.home, seed: 1, at: clock.now)
        engine = AlarmEngine(
            owner: AlarmOwner(configuration: configuration, table: table),
            recorder: AlarmRecorder(journal: journal), clock: clock.clock, sounder: nil, watchdog: watchdog,
            outlets: AlarmEngine.AlarmOutlets(screens: { [shown] board, _, _ in shown.add(board) }),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    static func configuration(
        beds: Set<AlarmPlace> = [], screenBeds: [WardScreenName: Set<AlarmPlace>] = [:]
    ) throws -> AlarmConfiguration {
        var meanings: [PointName: PointMeaning] = [:]
        for bed in ["12", "13"] {
            let place = try AlarmPlace(bed)
            meanings[try PointName("call-\(bed)")] = .raises(
                AlarmSource(place: place, kind: .call, origin: "call-\(bed)"))
            meanings[try PointName("cancel-\(bed)")] = .cancels(place)
        }
        return AlarmConfiguration(
            journal: "", home: try AlarmPlace("desk"), beds: beds, rules: .standard, audience: AlarmAudience(),
            screenBeds: screenBeds, inputs: [], meanings: meanings, sound: nil)
    }

    func press(_ bed: String) async throws {
        await engine.inbox.putAndWait(.contacts([.pressed(try PointName("call-\(bed)"), count: 1)]))
    }

    /// Returns once the loop has done what it was asked before, and what it then told itself.
    func settle() async { for _ in 0..<3 { await engine.inbox.putAndWait(.contacts([])) } }

    /// Returns once something is so; it must become so by itself.
    func until(_ isSo: () -> Bool) async { while !isSo() { await Task.yield() } }

    var open: [AlarmKind] { engine.board.rows.map(\.kind) }
}
