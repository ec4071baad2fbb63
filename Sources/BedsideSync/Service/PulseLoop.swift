import BedsideDomain
import BedsideWire
import Logging

/// Tells the central store how this terminal is.
struct PulseLoop: Sendable {
    let context: SyncContext
    let source: any PulseSource

    func run() async throws(CommitUnknown) {
        var random = SystemRandomNumberGenerator()
        var rhythm = PulseRhythm(context.pace)
        rhythm.start(at: context.now, using: &random)
        while !Task.isCancelled {
            context.pulse.ring(.woken, after: rhythm.next - context.now)
            for ring in await context.pulse.next() where ring == .changed { rhythm.changed(at: context.now) }
            guard !Task.isCancelled, context.now >= rhythm.next else { continue }
            guard let pulse = try await pulse() else {
                rhythm.failed(.own("the store"), at: context.now, using: &random)
                continue
            }
            do {
                _ = try await context.ask(serverTime: { $0.serverTime }) { line throws(LineError) in
                    try await line.pulse(pulse)
                }
                rhythm.sent(at: context.now)
            } catch {
                rhythm.failed(error, at: context.now, using: &random)
            }
        }
    }

    private func pulse() async throws(CommitUnknown) -> Pulse? {
        guard let standing = try await context.keeping({ try await context.store.standing() }) else { return nil }
        let figures = await source.figures()
        let health = context.gauge.with { gauge in
            gauge.outbox(standing, at: context.now, wall: context.clock.wall)
            return gauge.health(at: context.now)
        }
        return Pulse(
            version: figures.version, uptimeSeconds: figures.uptimeSeconds, backlog: standing.backlog,
            oldestUnsentMs: standing.oldestUnsent?.milliseconds, printers: figures.printers,
            missingDevices: figures.missingDevices, openCalls: figures.openCalls,
            openEmergencies: figures.openEmergencies, openFaults: figures.openFaults, lostLinks: figures.lostLinks,
            link: figures.link, certificateDays: health.certificateDays ?? 0, wallMs: context.clock.wall.milliseconds)
    }
}
