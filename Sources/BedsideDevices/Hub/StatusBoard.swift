import BedsideDomain
import Synchronization

/// What the reader thread last knew, for anyone to read at any time.
final class StatusBoard: Sendable {
    private let statuses: Mutex<[DeviceStatus]>
    private let wallClock: @Sendable () -> Timestamp

    init(scanners: [ScannerConfiguration], wallClock: @escaping @Sendable () -> Timestamp) {
        statuses = Mutex(scanners.map { DeviceStatus(scanner: $0.name, kind: $0.match.kind) })
        self.wallClock = wallClock
    }

    /// In the order of the configuration.
    var snapshot: [DeviceStatus] { statuses.withLock { $0 } }

    /// A device of a scanner was opened or closed, or cannot be opened.
    func show(_ state: DeviceState, devices: [DeviceInfo], attachments: Int, of index: Int) {
        statuses.withLock {
            $0[index].state = state
            $0[index].devices = devices
            $0[index].attachments += attachments
        }
    }

    func countScan(of index: Int, at moment: ContinuousClock.Instant) {
        let time = wallClock()
        statuses.withLock {
            $0[index].scans += 1
            $0[index].lastScan = moment
            $0[index].lastScanTime = time
        }
    }

    func countFault(_ fault: ScanFault, of index: Int) {
        statuses.withLock {
            $0[index].faults += 1
            $0[index].lastFault = fault
        }
    }
}
