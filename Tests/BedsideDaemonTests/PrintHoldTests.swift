import BedsideDomain
import BedsideKiosk
import BedsidePrinting
import BedsideStore
import Logging
import Synchronization
import Testing

@testable import BedsideDaemon

/// When pages wait for somebody, and what is told meanwhile: the service on a real store with a printer that obeys.
@Suite(.serialized) struct PrintHoldTests {
    @Test("Sheets come out only while their patient stands there; a wristband comes out anyway")
    func absent() async throws {
        try await Desk.with { desk in
            try await desk.until { $0 == ["held", "printed"] }
            #expect(desk.printer.submissions.count == 1)
            // Nobody asks the print server anything while pages are held.
            let questions = desk.printer.questions
            desk.service.ring()
            try await desk.until { $0 == ["held", "printed"] }
            #expect(desk.printer.questions == questions)
            // The patient is back and wants them.
            desk.service.stands(Presence.Person(encounter: desk.stay, isVisitor: false))
            #expect(try await desk.store.heldPrintJobs(of: desk.stay).map(\.state) == [.held(.absent)])
            _ = try await desk.store.releasePrints(of: desk.stay, by: nil, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { $0 == ["printed", "printed"] }
            #expect(Set(desk.printer.submissions).count == 2 && desk.printer.submissions.count == 2)
        }
    }

    @Test("Staff may let a page out while its patient is away; the patient's own word lasts while they are there")
    func released() async throws {
        try await Desk.with { desk in
            try await desk.until { $0 == ["held", "printed"] }
            _ = try await desk.store.releasePrints(of: desk.stay, by: nil, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { $0 == ["held", "printed"] }
            _ = try await desk.store.releasePrints(of: desk.stay, by: desk.nurse, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { $0 == ["printed", "printed"] }
        }
    }

    @Test("A queue may be set not to hold") func setOtherwise() async throws {
        try await Desk.with(holdsSheets: false) { desk in try await desk.until { $0 == ["printed", "printed"] } }
    }

    @Test("After an outage longer than was set nothing comes out by itself, also when the printer answers again")
    func backlog() async throws {
        try await Desk.with(patience: .seconds(600), isThere: true) { desk in
            // Admitted days ago: as after a restart of the daemon.
            try await desk.until { $0 == ["held", "held"] }
            #expect(desk.printer.submissions.isEmpty)
            let waiting = try await desk.store.waitingPrintJobs().map(\.job.state)
            #expect(waiting == [.held(.backlog), .held(.backlog)])
            _ = try await desk.store.releasePrints(of: desk.stay, by: desk.nurse, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { $0 == ["printed", "printed"] }
        }
    }

    @Test("While the print server is gone the patient reads it, nothing is handed over, and later it asks")
    func unreachable() async throws {
        try await Desk.with(patience: .seconds(2), isThere: true, fresh: true, started: false) { desk in
            desk.printer.tell { $0.queue = nil }
            desk.start()
            try await desk.until { $0 == ["held", "held"] }
            #expect(desk.told.contains { $0.state == .queued && $0.reasons == [.offline] })
            #expect(desk.printer.submissions.isEmpty)
        }
    }

    @Test(
        "A queue that is paused or has no printer's description gets nothing, and the patient reads why",
        arguments: [
            (PrintQueue(name: "any", state: .stopped, acceptsJobs: true, reasons: [.paused]), PrinterReason.paused),
            (PrintQueue(name: "any", state: .idle, acceptsJobs: false, reasons: []), .paused),
            (PrintQueue(name: "any", state: .idle, acceptsJobs: true, reasons: [.queueUnfinished]), .queueUnfinished),
        ])
    func notReady(queue: PrintQueue, reason: PrinterReason) async throws {
        try await Desk.with(isThere: true, started: false) { desk in
            desk.printer.tell { $0.queue = queue }
            desk.start()
            try await desk.until { _ in desk.told.count { $0.reasons == [reason] } == 2 }
            #expect(desk.printer.submissions.isEmpty)
            desk.printer.tell { $0.queue = PrintQueue(name: "any", state: .idle, acceptsJobs: true, reasons: []) }
            try await desk.until { $0 == ["printed", "printed"] }
        }
    }

    @Test("Behind a page that waits for paper the next stays with us, told the same reason")
    func behind() async throws {
        try await Desk.with(isThere: true, started: false) { desk in
            let paper = try #require(try await desk.store.printJobs(limit: 5).first { $0.paper.kind != .wristband })
                .paper
            desk.printer.tell { $0.everything = [.mediaEmpty] }
            desk.start()
            try await desk.until { $0 == ["submitted", "submitted"] }
            let third = try await desk.store.enqueuePrint(
                encounter: desk.stay, paper: paper, reprint: nil, replaces: nil, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { _ in desk.told.contains { $0.job == third.id && $0.reasons == [.mediaEmpty] } }
            #expect(desk.printer.submissions.count == 2)
            desk.printer.tell { $0.everything = nil }
            try await desk.until { $0 == ["printed", "printed", "printed"] }
        }
    }

    @Test("What the print server kept for a printer that is off for too long is taken back, and staff decide")
    func withdrawn() async throws {
        try await Desk.with(patience: .seconds(2), isThere: true, fresh: true, started: false) { desk in
            desk.printer.tell { $0.everything = [.offline] }
            desk.start()
            try await desk.until { $0 == ["unknown", "unknown"] }
            #expect(desk.told.contains { $0.state.word == "submitted" && $0.reasons == [.offline] })
            let unknown = try await desk.store.unknownPrintJobs().map(\.job)
            #expect(unknown.allSatisfy { $0.state == .unknown(.cannotReach) })
            #expect(Set(desk.printer.withdrawn) == Set(unknown.map(\.id)))
        }
    }

    @Test("Another printer behind the same queue is written down and told to staff") func swapped() async throws {
        try await Desk.with(isThere: true, started: false) { desk in
            func stand(_ make: String) {
                desk.printer.tell {
                    $0.queue = PrintQueue(
                        name: "any", state: .idle, acceptsJobs: true, reasons: [],
                        device: PrinterDevice(address: "ipp://u:secret@h/\(make)", make: make))
                }
            }
            stand("Laser A")
            desk.start()
            try await desk.until { $0 == ["printed", "printed"] }
            #expect(try await desk.store.printerSwaps(since: Timestamp(milliseconds: 0)).isEmpty)
            stand("Laser B")
            let paper = try #require(try await desk.store.printJobs(limit: 5).first).paper
            _ = try await desk.store.enqueuePrint(
                encounter: desk.stay, paper: paper, reprint: nil, replaces: nil, at: DaemonClock().wall)
            desk.service.ring()
            try await desk.until { $0 == ["printed", "printed", "printed"] }
            #expect(try await desk.store.printerSwaps(since: Timestamp(milliseconds: 0)).map(\.make) == ["Laser B"])
            #expect(desk.book.lines.contains { $0.contains("Another printer") })
            #expect(!desk.book.lines.contains { $0.contains("secret") })
        }
    }

    @Test("The sheets of every closed page are counted") func counted() async throws {
        try await Desk.with(isThere: true) { desk in
            try await desk.until { $0 == ["printed", "printed"] }
            let use = try await desk.store.paperUse(days: 2, until: DaemonClock().wall)
            #expect(Set(use.map(\.queue)) == ["ward", "bands"])
            #expect(use.allSatisfy { $0.papers == 1 && $0.sheets >= 1 })
        }
    }

    @Test("A visitor's presence lets out reports only; an admission's papers go out before its screen is there")
    func presence() async throws {
        try await Desk.with(started: false) { desk in
            let jobs = try await desk.store.printJobs(limit: 5)
            let sheet = try #require(jobs.first { $0.paper.kind == .admissionSheet })
            let presence = Presence()
            #expect(!presence.attends(sheet, at: .zero))
            presence.arrived(desk.stay, at: .zero)
            #expect(presence.attends(sheet, at: .seconds(9)) && !presence.attends(sheet, at: .seconds(11)))
            #expect(presence.set(Presence.Person(encounter: desk.stay, isVisitor: true), at: .zero))
            #expect(!presence.attends(sheet, at: .zero))
            #expect(presence.set(Presence.Person(encounter: desk.stay, isVisitor: false), at: .zero))
            #expect(!presence.set(Presence.Person(encounter: desk.stay, isVisitor: false), at: .zero))
            #expect(presence.attends(sheet, at: .seconds(999)))
            // Gone from the screen, not yet from the printer.
            #expect(presence.set(nil, at: .seconds(1000)))
            #expect(presence.attends(sheet, at: .seconds(1059)) && !presence.attends(sheet, at: .seconds(1060)))
            #expect(presence.set(Presence.Person(encounter: EncounterID(trusted: "WD1"), isVisitor: false), at: .zero))
            #expect(!presence.attends(sheet, at: .zero))
        }
    }

    /// The service is ended in the middle of its work again and again, whatever it is doing.
    @Test("However often the service dies, no page is handed over twice and none is lost", arguments: 1...6)
    func dies(seed: Int) async throws {
        try await Desk.with(isThere: true, started: false) { desk in
            for life in 0..<8 {
                desk.start()
                for _ in 0..<((seed * 37 + life * 101) % 400) { await Task.yield() }
                await desk.end()
            }
            desk.start()
            try await desk.until { states in states.allSatisfy { ["printed", "unknown"].contains($0) } }
            #expect(Set(desk.printer.submissions).count == desk.printer.submissions.count)
            let unknown = try await desk.store.unknownPrintJobs().count
            let states = try await desk.states()
            #expect(states.count == 2 && unknown == states.count { $0 == "unknown" })
        }
    }
}

/// A ward with two pages to print, and the service beside it.
private final class Desk: Sendable {
    let store: Store
    let stay: EncounterID
    let nurse: StaffID
    let printer = ScriptedPrinter()
    let book = LogBook()
    private let words = Words()
    private let configuration: PrintingConfiguration
    private let isThere: Bool
    /// Each life of the daemon has a service of its own.
    private let life: Mutex<(service: PrintService, running: Task<Void, any Error>?)>

    private final class Words: Sendable {
        let kept = Mutex<[PrintProgress]>([])
    }

    private init(_ ward: DeskWard, patience: Duration, holdsSheets: Bool, isThere: Bool) {
        (store, stay, nurse, self.isThere) = (ward.store, ward.stay, ward.nurse, isThere)
        configuration = PrintingConfiguration(
            server: .socket("/nonexistent"), sheet: "ward", label: "bands", wristband: .band, poll: .milliseconds(1),
            patience: patience, holdsSheets: holdsSheets)
        life = Mutex((Self.service(store, printer, configuration, book, words), nil))
    }

    private static func service(
        _ store: Store, _ printer: ScriptedPrinter, _ configuration: PrintingConfiguration, _ book: LogBook,
        _ words: Words
    ) -> PrintService {
        PrintService(
            store: store, printer: printer,
            press: PaperPress(
                reports: ReportPages(store: store) { _ in throw CancellationError() }, renderer: PDFRenderer(),
                wristband: .band, receipts: nil),
            configuration: configuration,
            clock: DaemonClock(), logger: book.logger
        ) { progress in words.kept.withLock { $0.append(progress) } }
    }

    var service: PrintService { life.withLock { $0.service } }

    /// - Parameter fresh: the pages are asked for just now instead of days ago.
    static func with(
        patience: Duration = .seconds(10_000_000_000), holdsSheets: Bool = true, isThere: Bool = false,
        fresh: Bool = false, started: Bool = true, _ work: (Desk) async throws -> Void
    ) async throws {
        try await DeskWard.with { ward in
            if fresh {
                let now = DaemonClock().wall
                for job in try await ward.store.openPrintJobs() {
                    _ = try await ward.store.advancePrint(job.id, from: .queued, to: .held(.backlog), at: now)
                }
                _ = try await ward.store.releasePrints(of: ward.stay, by: nil, at: now)
            }
            let desk = Desk(ward, patience: patience, holdsSheets: holdsSheets, isThere: isThere)
            if started { desk.start() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await work(desk)) } catch { outcome = .failure(error) }
            await desk.end()
            try outcome.get()
        }
    }

    var told: [PrintProgress] { words.kept.withLock { $0 } }

    func start() {
        let service = Self.service(store, printer, configuration, book, words)
        if isThere { service.stands(Presence.Person(encounter: stay, isVisitor: false)) }
        life.withLock { $0 = (service, Task { try await service.run() }) }
    }

    func end() async {
        let task = life.withLock { life in
            defer { life.running = nil }
            return life.running
        }
        task?.cancel()
        _ = await task?.result
    }

    func states() async throws -> [String] { try await store.printJobs(limit: 50).map(\.state.word).sorted() }

    /// Looks again until the pages' states fit; a minute.
    func until(_ fits: ([String]) -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var last: [String] = []
        while ContinuousClock.now < deadline {
            last = try await states()
            if fits(last) { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("the pages are \(last)")
    }
}
