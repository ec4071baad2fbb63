import BedsideDevices
import BedsideDomain
import BedsideKiosk
import BedsideSound
import BedsideStore
import Foundation
import Logging
import ServiceLifecycle

/// Everything of the alarms, put together: journal, engine, inputs, sounder, ward screens, auditor and archive.
struct AlarmHouse {
    let engine: AlarmEngine
    let hub: WardHub
    let contacts: ContactService
    let beat: WardBeat
    let auditor: AlarmAuditor
    let archiver: AlarmArchiver
    /// Nil on a terminal without links to others.
    let links: LinkHouse?
    private let journal: AlarmJournal

    /// Restores what was open. Throws ``DeviceError``.
    ///
    /// - Parameters:
    ///   - opening: what ``AlarmJournal/open(folder:)`` gave.
    ///   - sounder: nil when the terminal is silent; whoever made it starts and stops it.
    ///   - linking: nil on a terminal without links to others of its ward.
    ///   - patients: hears how far the calls of each place are, after each change.
    init(
        configuration: AlarmConfiguration, opening: (AlarmJournal, [AlarmRecord], JournalCondition),
        sounder: (any Sounder)?, store: Store, pins: PinVerifier, texts: Texts, kiosk: KioskSettings,
        clock: AlarmClock, logger: Logger, linking: LinkConfiguration? = nil, watchdog: Watchdog = Watchdog(),
        patients: @escaping @Sendable ([AlarmPlace: CallProgress]) -> Void
    ) throws {
        let (journal, records, condition) = opening
        let (episodes, unreadable) = AlarmRecorder.episodes(records)
        let now = clock.now()
        let table = AlarmTable(
            restoring: episodes, rules: configuration.rules, audience: configuration.audience,
            home: configuration.home, seed: .random(in: 0 ... .max), at: now)
        let archiver = AlarmArchiver(store: store, journal: journal, logger: logger)
        // What closed before the start may not have reached the archive.
        archiver.put(episodes.map(\.history))
        let hub = WardHub(texts: texts, clock: clock, logger: logger) { [rules = configuration.rules] name, language in
            WardSettings(
                screen: name, hospital: kiosk.hospital, ward: kiosk.ward, clock: kiosk.clock,
                firstLanguage: language ?? kiosk.firstLanguage, beds: configuration.screenBeds[name] ?? [], rules: rules
            )
        }
        let door = LinkDoor()
        var outlets = AlarmEngine.AlarmOutlets(
            screens: { board, raised, _ in hub.show(board, raised: raised) }, patients: patients,
            archive: { archiver.put($0) })
        if linking != nil { outlets.links = { door.tell($0) } }
        let engine = AlarmEngine(
            owner: AlarmOwner(
                configuration: configuration, table: table, own: linking?.terminal ?? TerminalName(trusted: "-")),
            recorder: AlarmRecorder(journal: journal), clock: clock, sounder: sounder, watchdog: watchdog,
            outlets: outlets, logger: logger)
        self.engine = engine
        links = linking.map { linking in
            LinkHouse(linking, rules: configuration.rules, engine: engine, clock: clock, logger: logger)
        }
        if let links { door.connect(links.links) }
        hub.connect(
            WardDesk(
                engine: engine, store: store, pins: pins, logger: logger, links: links?.links,
                screenBeds: configuration.screenBeds))
        contacts = ContactService(hub: try ContactHub(inputs: configuration.inputs), engine: engine)
        beat = WardBeat(hub: hub, heartbeat: .milliseconds(configuration.rules.heartbeat), clock: clock)
        auditor = AlarmAuditor(engine: engine, journal: journal, clock: clock, logger: logger)
        self.hub = hub
        self.archiver = archiver
        self.journal = journal
        if unreadable > 0 || !condition.isHealthy {
            logger.critical(
                "The alarm journal was damaged; what was readable is shown",
                metadata: ["unreadable": "\(unreadable)", "condition": "\(condition)"])
            engine.inbox.put(.fault(.recordStore, about: "journal", isPresent: true))
        }
        if table.open.isEmpty { return }
        logger.notice("Alarms were open at the last end", metadata: ["count": "\(table.open.count)"])
    }

    /// What runs, in the order of its start.
    var services: [any Service] {
        [archiver, engine] + (links.map { [$0.links] } ?? []) + [contacts, beat, auditor]
    }

    /// After the services ended: the last of the journal is written.
    func close() async {
        contacts.hub.stop()
        await journal.close()
    }
}
