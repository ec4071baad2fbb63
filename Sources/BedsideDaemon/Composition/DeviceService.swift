import BedsideDevices
import BedsideDomain
import BedsideKiosk
import ServiceLifecycle

/// Carries what the scanners' thread decoded to the kiosk's line, and badges at a ward screen to that screen.
struct DeviceService: Service {
    let scanners: ScannerHub
    let session: KioskSession
    let hub: WardHub
    let wardScanners: [ScannerName: WardScreenName]
    let reader: CredentialReader
    let clock: DaemonClock
    let hospitalClock: HospitalClock

    func run() async throws {
        for await event in scanners.events.cancelOnGracefulShutdown() {
            guard case .scan(let scan) = event, let screen = wardScanners[scan.scanner] else {
                session.put(.device(event))
                continue
            }
            hub.put([badge(scan)], on: screen)
        }
    }

    /// Anything but a badge is none of this screen's.
    private func badge(_ scan: Scan) -> WardEvent {
        do throws(ScanRefusal) {
            let today = hospitalClock.day(of: clock.wall)
            guard
                case .credential(.staffBadge(let badge)) = reader.read(
                    try ScanText(scan.bytes), context: .staff, today: today)
            else { return .foreignScan }
            return .badge(badge)
        } catch {
            return .foreignScan
        }
    }
}
