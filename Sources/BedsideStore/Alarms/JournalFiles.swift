import Glibc

/// The file calls of the alarm journal: a small port, so that tests can make each of them fail, wait or be the last one
/// before the power goes. Every call blocks.
protocol JournalFiles: Sendable {
    /// Takes the folder for this process until the lock is let go. Throws EWOULDBLOCK when another one holds it.
    func lock() throws(JournalFault) -> any JournalLock
    /// The numbers of the segments that are there, in no order.
    func segments() throws(JournalFault) -> [UInt64]
    /// All bytes of a segment.
    func read(_ segment: UInt64) throws(JournalFault) -> [UInt8]
    /// Makes a new, empty segment; EEXIST when it is there.
    func create(_ segment: UInt64) throws(JournalFault) -> any JournalFile
    /// Deletes a segment.
    func remove(_ segment: UInt64) throws(JournalFault)
    /// Renames a damaged segment, so that it no longer counts and can be looked at.
    func setAside(_ segment: UInt64) throws(JournalFault)
    /// Makes the folder's names outlive a power cut.
    func syncFolder() throws(JournalFault)
}

/// A segment that is being written; closed when the last reference goes.
protocol JournalFile: AnyObject, Sendable {
    /// Takes room on the disk in advance, so that others who fill the disk do not stop the alarms. The size stays.
    func reserve(_ size: Int) throws(JournalFault)
    /// Writes at a place and returns how many bytes it took, at least one.
    func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(JournalFault) -> Int
    /// Returns once everything written would outlive a power cut.
    func sync() throws(JournalFault)
}

/// Held for as long as the journal is open; let go when the last reference goes.
protocol JournalLock: AnyObject, Sendable {}

/// A file call that failed.
struct JournalFault: Error, Equatable, CustomStringConvertible {
    enum Call: String, Sendable, CaseIterable {
        case lock, list, open, read, create, reserve, write, sync, remove
        case setAside = "rename"
        case syncFolder = "sync-folder"
    }

    let call: Call
    /// The kernel's errno.
    let number: Int32

    /// The disk, a quota or a limit is full: of this write some bytes were not taken.
    var isLackOfRoom: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }
    /// The file is not there.
    var isAbsence: Bool { number == ENOENT }

    var description: String { "\(call.rawValue) failed with errno \(number)" }
}
