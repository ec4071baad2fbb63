import Foundation

@testable import BedsideStore

/// A disk that keeps only what was synced: of everything else a power cut keeps, loses or tears each piece as it likes.
final class FakeDisk: JournalFiles, @unchecked Sendable {  // guarded by its condition
    typealias Fault = @Sendable (JournalFault.Call, Int) -> Int32?

    private struct Piece {
        let offset: Int
        let bytes: [UInt8]
    }

    private struct Inode {
        var durable: [UInt8] = []
        /// Taken since the last sync.
        var unsynced: [Piece] = []
        /// What a failed sync left: readable from memory, but no later sync writes it.
        var orphaned: [Piece] = []

        var seen: [UInt8] { (orphaned + unsynced).reduce(durable) { $0.patched(with: $1.bytes, at: $1.offset) } }
    }

    private let guarding = NSCondition()
    private var inodes: [Int: Inode] = [:]
    private var names: [UInt64: Int] = [:]
    private var durableNames: [UInt64: Int] = [:]
    private var unsyncedNames: [(name: UInt64, inode: Int?)] = []
    private var lastInode = 0
    private var isHeld = false
    private var syncsHolding = 0
    private(set) var isLocked = false
    private(set) var isDead = false
    private(set) var calls = 0
    private(set) var writes = 0
    private(set) var syncs = 0
    private(set) var setAsideCount = 0
    private let chance: Chance
    /// The power goes during this call.
    private let cut: Int?
    /// What each call, by its number, fails with.
    private var fault: Fault = { _, _ in nil }
    /// The most that one write takes.
    private var mouthful = Int.max

    init(seed: UInt64 = 1, cut: Int? = nil) {
        chance = Chance(seed: seed)
        self.cut = cut
    }

    // MARK: What a test does to it

    func failing(_ fault: @escaping Fault) { guarding.withLock { self.fault = fault } }
    /// It works again, for another process: the kernel has let go the lock of the one before, whose last block may still
    /// run here.
    func mend() {
        guarding.withLock {
            fault = { _, _ in nil }
            isLocked = false
        }
    }
    func swallowing(_ size: Int) { guarding.withLock { mouthful = size } }
    var numbers: [UInt64] { guarding.withLock { names.keys.sorted() } }
    func bytes(of segment: UInt64) -> [UInt8] {
        guarding.withLock { names[segment].flatMap { inodes[$0]?.seen } ?? [] }
    }

    /// Bit rot beneath everything that was written.
    func rot(_ segment: UInt64, at offset: Int) {
        guarding.withLock {
            guard let inode = names[segment] else { return }
            inodes[inode]?.durable[offset] ^= 0x10
        }
    }

    /// From now on a sync does not return.
    func holdSyncs() { guarding.withLock { isHeld = true } }
    func releaseSyncs() {
        guarding.withLock {
            isHeld = false
            guarding.broadcast()
        }
    }

    /// Blocks until a sync is held.
    func waitForHeldSync() { guarding.withLock { while syncsHolding == 0 { guarding.wait() } } }

    /// The disk as the next boot finds it.
    func afterPowerCut(seed: UInt64, cut: Int? = nil) -> FakeDisk {
        guarding.withLock {
            let next = FakeDisk(seed: seed, cut: cut)
            let chance = Chance(seed: seed &* 31)
            next.durableNames = durableNames
            for (name, inode) in unsyncedNames where chance.below(2) == 0 { next.durableNames[name] = inode }
            next.names = next.durableNames
            for inode in next.names.values {
                var bytes = inodes[inode]?.durable ?? []
                for piece in (inodes[inode]?.orphaned ?? []) + (inodes[inode]?.unsynced ?? []) {
                    bytes = bytes.keeping(piece.bytes, at: piece.offset, chance)
                }
                next.inodes[inode] = Inode(durable: bytes)
            }
            next.lastInode = lastInode
            return next
        }
    }

    // MARK: File calls

    private final class Lock: JournalLock, Sendable {
        let disk: FakeDisk
        init(_ disk: FakeDisk) { self.disk = disk }
        deinit { disk.guarding.withLock { disk.isLocked = false } }
    }

    private final class File: JournalFile, Sendable {
        let disk: FakeDisk
        let inode: Int
        init(_ disk: FakeDisk, _ inode: Int) {
            self.disk = disk
            self.inode = inode
        }

        func reserve(_ size: Int) throws(JournalFault) {
            try disk.call(.reserve) { _ in }
        }

        func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalFault) -> Int {
            let taken = bytes.prefix(disk.guarding.withLock { disk.mouthful })
            try disk.call(.write) { [inode] disk in
                disk.inodes[inode]?.unsynced.append(Piece(offset: offset, bytes: Array(taken)))
                disk.writes += 1
            }
            return taken.count
        }

        func sync() throws(JournalFault) {
            disk.guarding.withLock {
                disk.syncsHolding += 1
                disk.guarding.broadcast()
                while disk.isHeld { disk.guarding.wait() }
                disk.syncsHolding -= 1
            }
            do {
                try disk.call(.sync) { [inode] disk in
                    guard var held = disk.inodes[inode] else { return }
                    held.durable = held.unsynced.reduce(held.durable) { $0.patched(with: $1.bytes, at: $1.offset) }
                    held.unsynced = []
                    disk.inodes[inode] = held
                    disk.syncs += 1
                }
            } catch {
                // The kernel marks the pages clean, whatever became of them.
                disk.guarding.withLock {
                    guard var held = disk.inodes[inode] else { return }
                    held.orphaned += held.unsynced
                    held.unsynced = []
                    disk.inodes[inode] = held
                }
                throw error
            }
        }
    }

    func lock() throws(JournalFault) -> any JournalLock {
        try call(.lock) { _ in }
        guard guarding.withLock({ !isLocked }) else { throw JournalFault(call: .lock, number: EWOULDBLOCK) }
        guarding.withLock { isLocked = true }
        return Lock(self)
    }

    func segments() throws(JournalFault) -> [UInt64] { try call(.list) { Array($0.names.keys) } }

    func read(_ segment: UInt64) throws(JournalFault) -> [UInt8] {
        let bytes = try call(.read) { disk in disk.names[segment].flatMap { disk.inodes[$0]?.seen } }
        guard let bytes else { throw JournalFault(call: .read, number: ENOENT) }
        return bytes
    }

    func create(_ segment: UInt64) throws(JournalFault) -> any JournalFile {
        let inode: Int? = try call(.create) { disk in
            guard disk.names[segment] == nil else { return nil }
            disk.lastInode += 1
            disk.inodes[disk.lastInode] = Inode()
            disk.rename(segment, disk.lastInode)
            return disk.lastInode
        }
        guard let inode else { throw JournalFault(call: .create, number: EEXIST) }
        return File(self, inode)
    }

    func remove(_ segment: UInt64) throws(JournalFault) { try call(.remove) { $0.rename(segment, nil) } }

    func setAside(_ segment: UInt64) throws(JournalFault) {
        try call(.setAside) { disk in
            disk.rename(segment, nil)
            disk.setAsideCount += 1
        }
    }

    func syncFolder() throws(JournalFault) {
        try call(.syncFolder) { disk in
            disk.durableNames = disk.names
            disk.unsyncedNames = []
        }
    }

    private func rename(_ name: UInt64, _ inode: Int?) {
        names[name] = inode
        unsyncedNames.append((name, inode))
    }

    /// One call: counted, failed or cut as the test wants. During a power cut, and at a failure that is not a lack of
    /// room, it may still have happened.
    private func call<Value>(_ call: JournalFault.Call, _ body: (FakeDisk) -> Value) throws(JournalFault) -> Value {
        guarding.lock()
        defer { guarding.unlock() }
        guard !isDead else { throw JournalFault(call: call, number: EIO) }
        calls += 1
        let isCut = cut == calls
        isDead = isCut
        guard let number = isCut ? EIO : fault(call, calls) else { return body(self) }
        let happens = number == EIO && call != .sync && call != .syncFolder && chance.below(2) == 0
        if happens { _ = body(self) }
        throw JournalFault(call: call, number: number)
    }
}

extension [UInt8] {
    func patched(with piece: [UInt8], at offset: Int) -> [UInt8] {
        var bytes = self
        if bytes.count < offset + piece.count {
            bytes += [UInt8](repeating: 0, count: offset + piece.count - bytes.count)
        }
        bytes.replaceSubrange(offset..<offset + piece.count, with: piece)
        return bytes
    }

    /// As a power cut leaves a piece: whole, not at all, up to some byte, or any of its blocks of 32 bytes.
    fileprivate func keeping(_ piece: [UInt8], at offset: Int, _ chance: Chance) -> [UInt8] {
        switch chance.below(4) {
        case 0: return patched(with: piece, at: offset)
        case 1: return self
        case 2: return patched(with: Array(piece.prefix(chance.below(piece.count + 1))), at: offset)
        default:
            var bytes = self
            for start in stride(from: 0, to: piece.count, by: 32) where chance.below(2) == 0 {
                bytes = bytes.patched(
                    with: Array(piece[start..<Swift.min(start + 32, piece.count)]), at: offset + start)
            }
            return bytes
        }
    }
}
