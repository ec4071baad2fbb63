import BedsideDevices
import ServiceLifecycle

/// Carries what the inputs' threads saw to the alarms. A batch is fetched when the one before was taken, so what waits is
/// united in the outlet and stays bounded.
struct ContactService: Service {
    let hub: ContactHub
    let engine: AlarmEngine

    func run() async throws {
        hub.start()
        await cancelWhenGracefulShutdown {
            while let events = await hub.outlet.next(), !Task.isCancelled {
                await engine.inbox.putAndWait(.contacts(events))
            }
        }
    }
}
