import BedsideWire
import CPosix
import Glibc

/// Room on the store's disk that is given up when it is full: the last facts, and whoever clears the disk, find room.
enum DiskReserve {
    /// Its name in the store's folder.
    static let name = "reserve"
    /// Hours of a ward's facts with their checkpoints.
    static let size: Int64 = 64 << 20
    /// With less than this left, commits begin to fail.
    static let least: Int64 = 16 << 20
    /// It is made only where so much is left beside it: never on a disk that is scarce already.
    static let plenty: Int64 = 1 << 30

    enum Step: Sendable, Hashable { case keep, make, giveUp }

    /// What is to be done with a disk as it is now.
    static func step(_ disk: DiskHealth) -> Step {
        guard !disk.isReadOnly else { return .keep }
        let isThere = (disk.reserveBytes ?? 0) > 0
        if isThere, disk.freeBytes < least { return .giveUp }
        if !isThere, disk.freeBytes > size + plenty { return .make }
        return .keep
    }

    /// Takes the room; 0 or -errno (EOPNOTSUPP: this file system can't). Nothing of it is left when it fails.
    static func make(in folder: String) -> Int32 {
        let path = "\(folder)/\(name)"
        let file = unsafe bedside_open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return file }
        defer { close(file) }
        var problem = bedside_reserve(file, size)
        if problem == 0, ftruncate(file, off_t(size)) < 0 { problem = -errno }
        if problem != 0 { _ = unsafe unlink(path) }
        return problem
    }

    static func giveUp(in folder: String) { _ = unsafe unlink("\(folder)/\(name)") }
}
