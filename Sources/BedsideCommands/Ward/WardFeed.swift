import BedsideDomain
import BedsideScreen
import BedsideWire
import Synchronization

/// The nurses' screens: each is confirmed once its bytes have gone to the terminal, so that the daemon knows which screen
/// is seen and which is lost.
struct WardFeed: ScreenFeed {
    let client: LocalClient
    let name: WardScreenName
    /// Nil leaves it to the daemon's configuration.
    var language: Language?
    /// BEL on a newly raised alarm.
    var rings = false
    /// Three heartbeats: a stream that is silent for longer shows what may be long past.
    var patience: Duration = .seconds(15)

    func away(_ refusal: String?) -> Screen { WardAway.screen(refusal) }
    func resize(_ viewport: Viewport) async throws { try await client.resize(name, viewport) }
    /// The ward's own rule (``BedsideKiosk`` WardCursor) keeps a key from the row after the one it was meant for.
    func press(_ keys: [Key], seen: UInt64) async throws { try await client.press(name, keys) }

    func watch(on glass: Glass) async throws {
        let heard = LastHeard()
        let (drawn, confirm) = AsyncStream<UInt64>.makeStream(bufferingPolicy: .bufferingNewest(1))
        defer { confirm.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await client.wardScreens(name, language) { message in
                    heard.now()
                    try glass.show(message.screen)
                    confirm.yield(message.revision)
                    if rings, !message.raised.isEmpty { try glass.ring() }
                }
            }
            group.addTask { await send(drawn) }
            group.addTask { try await watch(heard) }
            try await group.next()
        }
    }

    /// One at a time, and always the newest: a slow answer holds up no picture.
    private func send(_ drawn: AsyncStream<UInt64>) async {
        for await revision in drawn {
            do { try await client.confirm(name, revision) } catch {
                // The stream tells it when the daemon is away; the next picture is confirmed again.
            }
        }
    }

    /// Throws once nothing was heard for too long, although the connection stands.
    private func watch(_ heard: LastHeard) async throws {
        while heard.ago < patience { try await Task.sleep(for: patience - heard.ago) }
        throw CommandError(
            .noDaemon, "bedsided has sent no screen for \(patience.components.seconds) s although it is connected.")
    }
}

/// When the daemon last said something.
private final class LastHeard: Sendable {
    private let moment = Mutex(ContinuousClock.now)

    func now() { moment.withLock { $0 = .now } }
    var ago: Duration { moment.withLock { ContinuousClock.now - $0 } }
}
