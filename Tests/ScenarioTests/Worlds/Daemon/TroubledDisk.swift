import Foundation
import Synchronization

@testable import BedsideStore

/// The journal's folder on a real disk that can be made to fail or to hang, and from which a process can be torn away.
final class TroubledDisk: JournalFiles {
    private struct State {
        /// The word for a good one is that it recovers.
        var condition = JournalCondition.recovers
        var isDead = false
        var lock: (any JournalLock)?
        /// Limits of those who wait for the disk: it keeps none of them while it hangs.
        var limits: [@Sendable () -> Void] = []
    }

    private let files: DiskJournalFiles
    private let state = Mutex(State())
    private let recovered = NSCondition()

    init(folder: String) { files = DiskJournalFiles(folder: folder) }

    func become(_ condition: JournalCondition) {
        recovered.lock()
        let over = state.withLock { state in
            state.condition = condition
            // Nobody waits for a disk that hangs; on a good one nobody waits for so long.
            defer { state.limits = [] }
            return condition == .isSlow ? state.limits : []
        }
        recovered.broadcast()
        recovered.unlock()
        for limit in over { limit() }
    }

    /// The process is gone: what it had open is closed, and nothing of it reaches the disk any more.
    func die() {
        state.withLock { state in
            state.isDead = true
            state.lock = nil
        }
        become(.fails)
    }

    /// Time in which the limit of a disk that works never comes, and that of one that hangs at once.
    var time: JournalTime {
        JournalTime(now: { .now }) { _, limit in
            let isOver = self.state.withLock { state in
                guard state.condition == .isSlow else {
                    state.limits.append(limit)
                    return false
                }
                return true
            }
            if isOver { limit() }
        }
    }

    /// Blocks while the disk hangs.
    fileprivate func pass(_ call: JournalFault.Call) throws(JournalFault) {
        recovered.lock()
        defer { recovered.unlock() }
        while condition == .isSlow { recovered.wait() }
        if condition == .fails { throw JournalFault(call: call, number: EIO) }
    }

    private var condition: JournalCondition { state.withLock { $0.condition } }

    func lock() throws(JournalFault) -> any JournalLock {
        let lock = try files.lock()
        state.withLock { $0.lock = lock }
        return Held()
    }

    func segments() throws(JournalFault) -> [UInt64] { try files.segments() }
    func read(_ segment: UInt64) throws(JournalFault) -> [UInt8] { try files.read(segment) }

    func create(_ segment: UInt64) throws(JournalFault) -> any JournalFile {
        try pass(.create)
        return Segment(file: try files.create(segment), disk: self)
    }

    func remove(_ segment: UInt64) throws(JournalFault) {
        try pass(.remove)
        try files.remove(segment)
    }

    func setAside(_ segment: UInt64) throws(JournalFault) {
        try pass(.setAside)
        try files.setAside(segment)
    }

    func syncFolder() throws(JournalFault) {
        try pass(.syncFolder)
        try files.syncFolder()
    }

    /// The lock itself is the disk's: a dead process holds none.
    private final class Held: JournalLock {}

    private final class Segment: JournalFile {
        let file: any JournalFile
        let disk: TroubledDisk

        init(file: any JournalFile, disk: TroubledDisk) {
            self.file = file
            self.disk = disk
        }

        func reserve(_ size: Int) throws(JournalFault) {
            try disk.pass(.reserve)
            try file.reserve(size)
        }

        func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalFault) -> Int {
            try disk.pass(.write)
            return try file.write(bytes, at: offset)
        }

        func sync() throws(JournalFault) {
            try disk.pass(.sync)
            try file.sync()
        }
    }
}
