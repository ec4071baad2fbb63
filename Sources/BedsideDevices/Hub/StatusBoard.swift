import BedsideDomain
import Synchronization

/// What the reader thread last knew, for anyone to read at any time: kept for each entry of the configuration, shown for
/// each scanner.
final class StatusBoard: Sendable {
    private let entries: Mutex<[DeviceStatus]>
    private let wallClock: @Sendable () -> Timestamp

    init(scanners: [ScannerConfiguration], wallClock: @escaping @Sendable () -> Timestamp) {
        entries = Mutex(scanners.map { DeviceStatus(scanner: $0.name, kind: $0.match.kind) })
        self.wallClock = wallClock
    }

    /// In the order of the configuration; the entries of one name are one row.
    var snapshot: [DeviceStatus] {
        entries.withLock { entries in
            var rows: [DeviceStatus] = []
            for entry in entries {
                if let row = rows.firstIndex(where: { $0.scanner == entry.scanner }) {
                    rows[row].absorb(entry)
                } else {
                    rows.append(entry)
                }
            }
            return rows
        }
    }

    /// A device of a scanner was opened or closed, or cannot be opened.
    func show(_ state: DeviceState, devices: [DeviceInfo], attachments: Int, of index: Int) {
        entries.withLock {
            $0[index].state = state
            $0[index].devices = devices
            $0[index].attachments += attachments
        }
    }

    func countScan(_ content: ScanContent, of index: Int, at moment: ContinuousClock.Instant) {
        let time = wallClock()
        entries.withLock {
            $0[index].scans += 1
            $0[index].lastScan = moment
            $0[index].lastScanTime = time
            $0[index].lastContent = content.codeText
        }
    }

    func countRepeat(of index: Int) { entries.withLock { $0[index].repeats += 1 } }
    func countDrop(of index: Int) { entries.withLock { $0[index].dropped += 1 } }

    func countFault(_ fault: ScanFault, of index: Int) {
        entries.withLock {
            $0[index].faults += 1
            $0[index].lastFault = fault
        }
    }
}

extension DeviceStatus {
    /// Takes in another entry of the same scanner: the better state is the scanner's, the counts are of both.
    fileprivate mutating func absorb(_ other: DeviceStatus) {
        if other.state.rank > state.rank { (state, kind) = (other.state, other.kind) }
        devices += other.devices
        if let scan = other.lastScan, lastScan.map({ $0 < scan }) ?? true {
            (lastScan, lastScanTime, lastContent) = (scan, other.lastScanTime, other.lastContent)
        }
        scans += other.scans
        repeats += other.repeats
        dropped += other.dropped
        faults += other.faults
        lastFault = other.lastFault ?? lastFault
        attachments += other.attachments
    }
}

extension DeviceState {
    /// How much of a device there is: a form that works hides the others, which cannot be there at the same time.
    fileprivate var rank: Int {
        switch self {
        case .absent: 0
        case .failed: 1
        case .heldByAnother: 2
        case .keyHeld: 3
        case .present: 4
        }
    }
}
