import BedsideDomain
import BedsidePrinting
import BedsideStore
import BedsideSync
import Logging
import Synchronization

/// What the central store may ask of this terminal.
struct CentralCommands: CommandDesk {
    let terminal: String
    let store: Store
    let printer: any PrinterPort
    let renderer: PDFRenderer
    let printing: PrintingConfiguration
    let presence: Presence
    let notices: ITNotices
    /// Whether the configuration file is one that the daemon would start with.
    let isConfigurationGood: @Sendable () -> Bool
    /// Ends the daemon in good order; systemd starts it again, with texts and configuration read anew.
    let restart: @Sendable () -> Void
    let clock: DaemonClock
    let logger: Logger

    /// Refused while somebody is at the screen or the configuration is wrong: a terminal that does not come up again helps
    /// nobody.
    func reload() async throws -> CommandOutcome {
        guard !presence.isAnyone, isConfigurationGood() else { return .refused }
        restart()
        return .done
    }

    /// The page from which a scanner's settings are learnt shows Chinese, English, bars and squares. Labels and receipts are
    /// refused: their papers carry a patient, and a made-up one on a wristband is a danger.
    func printTestPage(tray: String) async throws -> CommandOutcome {
        guard tray == PaperTray.sheet.rawValue else { return .refused }
        let pdf = try await renderer.render(setupCodes: ["BEDSIDE-TEST"], terminal: terminal, at: clock.wall)
        let order = PrintOrder(
            id: PrintJobID(trusted: "test-\(clock.wall.milliseconds)"), queue: printing.sheet,
            content: .pages(pdf: pdf, media: "iso_a4_210x297mm"))
        switch await printer.submit(order) {
        case .accepted: return .done
        case .refused, .unknown: return .failed
        }
    }

    func show(message: String, until: Timestamp) async throws -> CommandOutcome {
        do {
            notices.show(try ScanText(Array(message.utf8)).text.value, until: until)
            return .done
        } catch {
            // Control characters, or far too long: it would stand on a nurse's screen.
            return .refused
        }
    }

    func release(_ encounter: EncounterID) async throws -> CommandOutcome {
        guard !presence.isThere(encounter, at: clock.monotonic) else { return .refused }
        switch try await store.release(encounter, at: clock.wall) {
        case .released:
            logger.notice("A stay was given up to another terminal")
            return .done
        case .refused(let reason):
            logger.notice("A stay could not be given up", metadata: ["reason": "\(reason.rawValue)"])
            return .refused
        }
    }

    /// The sync stops by itself once the central store refuses the certificate; patients' screens go on for who is there.
    func revoke() async throws -> CommandOutcome {
        logger.critical("The central store revoked this terminal")
        return .done
    }
}

/// Lines from IT for staff, each until its time.
final class ITNotices: Sendable {
    /// More than that nobody reads.
    private static let most = 8

    private let lines = Mutex<[(text: String, until: Timestamp)]>([])

    func show(_ text: String, until: Timestamp) {
        lines.withLock { lines in
            lines.removeAll { $0.text == text }
            lines.append((text, until))
            lines.removeFirst(max(lines.count - Self.most, 0))
        }
    }

    func lines(at now: Timestamp) -> [String] {
        lines.withLock { lines in
            lines.removeAll { $0.until < now }
            return lines.map(\.text)
        }
    }
}
