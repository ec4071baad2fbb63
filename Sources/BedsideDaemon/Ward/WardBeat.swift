import BedsideDomain
import BedsideKiosk
import ServiceLifecycle

/// Lets the ward screens see the time: each second while something is open, else once in a heartbeat, so that every client
/// confirms again and its silence is noticed.
struct WardBeat: Service {
    let hub: WardHub
    let heartbeat: Duration
    let clock: AlarmClock

    /// The finest step of the ages on a screen.
    private static let step = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let now = clock.moment.monotonic
                // What is raised meanwhile makes a screen due earlier than it was.
                let next = min(hub.nextBeat(silence: heartbeat) ?? now + heartbeat, now + Self.step)
                let until = next > now ? next : now + Self.step
                do { try await clock.sleep(until.milliseconds) } catch { return }
                hub.beat(after: heartbeat)
            }
        }
    }
}
