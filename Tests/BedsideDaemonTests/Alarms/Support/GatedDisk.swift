import Foundation
import Synchronization

@testable import BedsideStore

/// The journal's folder on a disk whose syncs can be held, and let go again.
final class GatedDisk: JournalFiles {
    private struct State {
        var isClosed = false
        var holding = 0
    }

    private let files: DiskJournalFiles
    private let gate = NSCondition()
    private let state = Mutex(State())

    init(folder: String) { files = DiskJournalFiles(folder: folder) }

    func hold() { state.withLock { $0.isClosed = true } }

    func release() {
        gate.lock()
        state.withLock { $0.isClosed = false }
        gate.broadcast()
        gate.unlock()
    }

    /// Somebody waits for the disk now.
    var isHolding: Bool { state.withLock { $0.holding > 0 } }

    fileprivate func pass() {
        gate.lock()
        defer { gate.unlock() }
        state.withLock { $0.holding += 1 }
        while state.withLock({ $0.isClosed }) { gate.wait() }
        state.withLock { $0.holding -= 1 }
    }

    func lock() throws(JournalFault) -> any JournalLock { try files.lock() }
    func segments() throws(JournalFault) -> [UInt64] { try files.segments() }
    func read(_ segment: UInt64) throws(JournalFault) -> [UInt8] { try files.read(segment) }
    func remove(_ segment: UInt64) throws(JournalFault) { try files.remove(segment) }
    func setAside(_ segment: UInt64) throws(JournalFault) { try files.setAside(segment) }
    func syncFolder() throws(JournalFault) { try files.syncFolder() }

    func create(_ segment: UInt64) throws(JournalFault) -> any JournalFile {
        Segment(file: try files.create(segment), disk: self)
    }

    private final class Segment: JournalFile {
        let file: any JournalFile
        let disk: GatedDisk

        init(file: any JournalFile, disk: GatedDisk) {
            self.file = file
            self.disk = disk
        }

        func reserve(_ size: Int) throws(JournalFault) { try file.reserve(size) }
        func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalFault) -> Int {
            try file.write(bytes, at: offset)
        }

        func sync() throws(JournalFault) {
            disk.pass()
            try file.sync()
        }
    }
}
