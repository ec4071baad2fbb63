import BedsideDomain
import BedsidePrinting
import BedsideStore
import Testing

@testable import BedsideDaemon

/// The ledger's way to the printer, on a real store and real papers.
@Suite struct PrintServiceTests {
    private static let job = PrinterJob(number: 7, uuid: "urn:uuid:1")
    private static let trouble = PrintingError(.printServerSilent, "The print server does not answer.")

    @Test("Each page is handed over once and closed when the printer says so") func printed() async throws {
        try await DeskWard.with { ward in
            let printer = FakePrinter(.accepted(Self.job), then: .completed(Self.job))
            let (states, _) = try await ward.print(on: printer)
            #expect(states == ["printed", "printed"])
            #expect(Set(printer.submissions).count == 2)
            #expect(printer.submissions.count == 2)
        }
    }

    /// Every way in which nobody can know whether paper came out.
    @Test("A page whose end is not known goes to staff and is never handed over again", arguments: [0, 1, 2, 3, 4])
    func unknown(_ way: Int) async throws {
        let printer: FakePrinter =
            switch way {
            case 0: FakePrinter(.unknown(Self.trouble), then: .notKnown)
            case 1: FakePrinter(.accepted(Self.job), then: .notKnown)
            case 2: FakePrinter(.accepted(Self.job), then: .aborted(Self.job))
            case 3: FakePrinter(.accepted(Self.job), then: .completed(PrinterJob(number: 7, uuid: "another")))
            default: FakePrinter(.refused(.rejected, Self.trouble), then: .notKnown)
            }
        try await DeskWard.with { ward in
            let (states, _) = try await ward.print(on: printer)
            #expect(states == ["unknown", "unknown"])
            #expect(printer.submissions.count == 2)
            #expect(try await ward.store.unknownPrintJobs().count == 2)
            // Once more from the start, as after a crash: nothing more is handed over.
            _ = try await ward.print(on: printer)
            #expect(printer.submissions.count == 2)
        }
    }

    @Test("Nothing of a patient is in any line that printing logs") func silentLog() async throws {
        try await DeskWard.with { ward in
            let (_, lines) = try await ward.print(on: FakePrinter(.unknown(Self.trouble), then: .notKnown))
            #expect(lines.count >= 2)
            for line in lines {
                for canary in DeskWard.canaries + ["WD20261120000173"] {
                    #expect(!line.contains(canary), "\(line)")
                }
            }
        }
    }
}

extension DeskWard {
    /// Runs the service until no page is open; the states of the ledger, and every line that was logged.
    fileprivate func print(on printer: FakePrinter) async throws -> (states: [String], lines: [String]) {
        let book = LogBook()
        let (words, word) = AsyncStream<Void>.makeStream()
        let service = PrintService(
            store: store, printer: printer,
            press: PaperPress(
                reports: ReportPages(store: store) { _ in throw CancellationError() }, renderer: PDFRenderer(),
                wristband: .band, receipts: nil),
            configuration: PrintingConfiguration(
                server: .socket("/nonexistent"), sheet: "ward", label: "bands", wristband: .band,
                poll: .milliseconds(1), patience: .seconds(10_000_000_000)),
            clock: DaemonClock(), logger: book.logger
        ) { _ in word.yield() }
        service.stands(Presence.Person(encounter: stay, isVisitor: false))
        let running = Task { try await service.run() }
        let alarm = Task {
            try await Task.sleep(for: .seconds(60))
            word.finish()
        }
        if try await !store.openPrintJobs().isEmpty {
            for await _ in words { if try await store.openPrintJobs().isEmpty { break } }
        }
        alarm.cancel()
        running.cancel()
        _ = await running.result
        return (try await store.printJobs(limit: 50).map(\.state.word), book.lines)
    }
}
