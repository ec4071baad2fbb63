import BedsideDomain
import BedsideKiosk
import BedsideSound
import BedsideStore
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

@testable import BedsideDaemon
@testable import BedsideStore

/// The daemon's alarms from one start to the next end, composed as the program composes them; around them a clock and a
/// disk of the test, and a sounder that only notes what it is told.
final class DaemonLife: Sendable {
    /// The probe, the loop's beat, the screens' beat and the auditor: each of them always sleeps or works.
    static let sleepers = 4

    let house: AlarmHouse
    let desk: WardDesk
    let journal: AlarmJournal
    let disk: TroubledDisk
    let sounder = NotedSounder()
    let patients = NotedPatients()
    private let work: Task<Void, Never>

    init(_ configuration: AlarmConfiguration, store: Store, clock: AlarmClock) throws {
        let logger = Logger(label: "scenario") { _ in SwiftLogNoOpLogHandler() }
        disk = TroubledDisk(folder: configuration.journal)
        let opening = try AlarmJournal.open(disk, time: disk.time)
        journal = opening.0
        let pins = PinVerifier(store: store, clock: DaemonClock())
        house = try AlarmHouse(
            configuration: configuration, opening: opening, sounder: sounder, store: store, pins: pins,
            texts: try DaemonAssets.texts.get(), kiosk: try DaemonAssets.kiosk.get(), clock: clock, logger: logger
        ) { [patients] in patients.tell($0) }
        desk = WardDesk(engine: house.engine, store: store, pins: pins, logger: logger)
        work = Task { [services = house.services] in
            await withTaskGroup(of: Void.self) { group in
                for service in services {
                    // How a service ends is of no interest here: a dead alarm loop answers nobody, and the scenario fails.
                    group.addTask { do { try await service.run() } catch { return } }
                }
            }
        }
    }

    /// Returns once everything that was put in before is done, and what the loop then told itself: a batch is fetched when
    /// the one before it is done.
    func answer() async {
        for _ in 0..<3 { await house.engine.inbox.putAndWait(.contacts([])) }
    }

    /// As by kill -9: nothing more is written, nobody is told.
    func end() async {
        disk.die()
        work.cancel()
        house.engine.inbox.finish()
        await work.value
    }
}

/// Remembers what should sound.
final class NotedSounder: Sounder {
    private let plan = Mutex(SoundPlan.silence)

    func play(_ plan: SoundPlan) { self.plan.withLock { $0 = plan } }
    func state() -> SoundState? { .working }

    var sound: AlarmSound? {
        switch plan.withLock({ $0 }) {
        case .silence, .test: nil
        case .alarm(let priority, let level): AlarmSound(priority: priority, level: level)
        }
    }
}

/// Remembers what the kiosks were told of their patients' calls.
final class NotedPatients: Sendable {
    private let calls = Mutex<[AlarmPlace: CallProgress]>([:])

    func tell(_ calls: [AlarmPlace: CallProgress]) { self.calls.withLock { $0 = calls } }
    var all: [AlarmPlace: CallProgress] { calls.withLock { $0 } }
}

/// What every life reads once: the catalogue of texts, and the kiosk's settings of the smallest configuration.
private enum DaemonAssets {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../assets").standardizedFileURL.path

    static let texts = Result { try TextFiles.load(folder: folder) }

    static let kiosk = Result {
        let text = """
            terminal: ward
            store: /var/lib/bedside/bedside.sqlite
            hospital: {name: 示范医院, ward: 一病区}
            printing: {sheet_queue: ward, label_queue: bands}
            """
        return try ConfigurationReader.read(text: text, file: "scenario.yaml").kiosk
    }
}
