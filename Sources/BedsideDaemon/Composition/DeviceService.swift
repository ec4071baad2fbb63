import BedsideDevices
import ServiceLifecycle

/// Carries what the scanners' thread decoded to the kiosk's line.
struct DeviceService: Service {
    let scanners: ScannerHub
    let session: KioskSession

    func run() async throws {
        for await event in scanners.events.cancelOnGracefulShutdown() { session.put(.device(event)) }
    }
}
