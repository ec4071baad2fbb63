import CPosix
import Glibc

/// The journal's folder on a disk. Its files belong to the daemon's user alone, and no program that it starts inherits
/// them.
struct DiskJournalFiles: JournalFiles {
    /// The largest segment that is read; the writer begins a new one long before.
    static let readLimit = 268_435_456
    /// Bad blocks of a segment that are left out before it is given up: each may take a dying disk seconds.
    private static let lostBlocks = 16
    private static let block = 4096
    private static let prefix = "alarms-"
    private static let suffix = ".journal"

    let folder: String

    func lock() throws(JournalFault) -> any JournalLock {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw JournalFault(call: .lock, number: errno) }
        let descriptor = try Descriptor("\(folder)/alarms.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, .lock)
        guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else { throw JournalFault(call: .lock, number: errno) }
        return descriptor
    }

    func segments() throws(JournalFault) -> [UInt64] {
        guard let listing = unsafe opendir(folder) else { throw JournalFault(call: .list, number: errno) }
        defer { unsafe closedir(listing) }
        var numbers: [UInt64] = []
        errno = 0
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if let number = Self.number(of: name) { numbers.append(number) }
        }
        guard errno == 0 else { throw JournalFault(call: .list, number: errno) }
        return numbers
    }

    func read(_ segment: UInt64) throws(JournalFault) -> [UInt8] {
        let file = try Descriptor(path(segment), O_RDONLY | O_CLOEXEC | O_NOFOLLOW, .read)
        let size = lseek(file.number, 0, SEEK_END)
        guard size >= 0 else { throw JournalFault(call: .read, number: errno) }
        guard size <= Self.readLimit else { throw JournalFault(call: .read, number: EFBIG) }
        var bytes = [UInt8](repeating: 0, count: size)
        var filled = 0
        var lost = 0
        while filled < size {
            let got = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe pread(file.number, room.baseAddress?.advanced(by: filled), size - filled, filled)
            }
            let problem = got < 0 ? errno : 0
            if problem == EINTR { continue }
            if problem == EIO, lost < Self.lostBlocks {
                // The frames around a bad block are still worth having; what is no frame is counted as damage.
                let next = min(size, (filled / Self.block + 1) * Self.block)
                bytes.replaceSubrange(filled..<next, with: repeatElement(0xFF, count: next - filled))
                filled = next
                lost += 1
                continue
            }
            guard got >= 0 else { throw JournalFault(call: .read, number: problem) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(size - filled)
        return bytes
    }

    func create(_ segment: UInt64) throws(JournalFault) -> any JournalFile {
        try Descriptor(path(segment), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, .create)
    }

    func remove(_ segment: UInt64) throws(JournalFault) {
        guard unsafe unlink(path(segment)) == 0 else { throw JournalFault(call: .remove, number: errno) }
    }

    /// Four are kept: a dying disk must not fill itself with its own debris.
    func setAside(_ segment: UInt64) throws(JournalFault) {
        guard unsafe rename(path(segment), "\(folder)/alarms.damaged-\(segment % 4)") == 0 else {
            throw JournalFault(call: .setAside, number: errno)
        }
    }

    func syncFolder() throws(JournalFault) {
        let directory = try Descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, .syncFolder)
        guard fsync(directory.number) == 0 else { throw JournalFault(call: .syncFolder, number: errno) }
    }

    private func path(_ segment: UInt64) -> String { "\(folder)/\(Self.prefix)\(segment)\(Self.suffix)" }

    private static func number(of name: String) -> UInt64? {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
        return UInt64(name.dropFirst(prefix.count).dropLast(suffix.count))
    }
}

/// An open file, closed with its last reference.
final class Descriptor: JournalFile, JournalLock {
    fileprivate let number: Int32

    init(_ path: String, _ flags: Int32, _ call: JournalFault.Call) throws(JournalFault) {
        number = unsafe open(path, flags, 0o600)
        guard number >= 0 else { throw JournalFault(call: call, number: errno) }
    }

    deinit { if number >= 0 { close(number) } }

    func reserve(_ size: Int) throws(JournalFault) {
        let problem = bedside_reserve(number, Int64(size))
        guard problem == 0 else { throw JournalFault(call: .reserve, number: -problem) }
    }

    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalFault) -> Int {
        while true {
            let taken = unsafe bytes.withUnsafeBytes { unsafe pwrite(number, $0.baseAddress, $0.count, offset) }
            if taken > 0 { return taken }
            let problem = taken == 0 ? EIO : errno
            guard problem == EINTR else { throw JournalFault(call: .write, number: problem) }
        }
    }

    func sync() throws(JournalFault) {
        guard fdatasync(number) == 0 else { throw JournalFault(call: .sync, number: errno) }
    }
}
