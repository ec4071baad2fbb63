import BedsideDomain
import BedsideStore
import Logging
import ServiceLifecycle

/// Reads the alarms back from the disk twice a minute and compares them with what runs. What it finds twice in a row is a
/// technical alarm: in between, the owner may just have gone on.
struct AlarmAuditor: Service {
    let engine: AlarmEngine
    let journal: AlarmJournal
    let clock: AlarmClock
    let logger: Logger

    private static let interval: Int64 = 30_000

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: [AlarmAudit.Finding] = []
            while !Task.isCancelled {
                do { try await clock.sleep(clock.now().uptime + Self.interval) } catch { return }
                last = await audit(after: last)
            }
        }
    }

    /// One look. Returns what it found.
    func audit(after last: [AlarmAudit.Finding]) async -> [AlarmAudit.Finding] {
        let stored: [AlarmEpisode]
        do { stored = AlarmRecorder.episodes(try await journal.read()).episodes } catch {
            logger.error("The auditor cannot read the alarm journal", metadata: ["cause": "\(error)"])
            engine.inbox.put(.fault(.audit, about: "journal", isPresent: true))
            return last
        }
        let view = engine.latest
        let findings = AlarmAudit.findings(stored: stored, kept: view.kept, armed: view.armed, at: clock.now())
        let lasting = findings.filter(last.contains)
        if !lasting.isEmpty {
            logger.critical("Open alarms without a deadline", metadata: ["count": "\(lasting.count)"])
        }
        engine.inbox.put(.fault(.audit, about: "journal", isPresent: !lasting.isEmpty))
        return findings
    }
}
