import Foundation
import Glibc

/// A folder of small secret files: 0700, its files 0600, each whole or not there after a power cut.
struct SafeFolder: Sendable {
    let path: String

    /// Makes it when it is missing. Throws ``SyncError`` `identityFile`.
    init(_ path: String) throws(SyncError) {
        self.path = path
        if unsafe mkdir(path, 0o700) != 0 {
            guard errno == EEXIST else { throw Self.failure("make", path, errno) }
            guard unsafe chmod(path, 0o700) == 0 else { throw Self.failure("protect", path, errno) }
        }
    }

    func file(_ name: String) -> String { path + "/" + name }

    /// Nil when there is none. Throws ``SyncError`` `identityFile`, also above `limit` bytes.
    func read(_ name: String, limit: Int) throws(SyncError) -> [UInt8]? {
        let number = unsafe open(file(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else {
            if errno == ENOENT { return nil }
            throw Self.failure("open", file(name), errno)
        }
        let handle = FileHandle(fileDescriptor: number, closeOnDealloc: true)
        do {
            let bytes = try handle.read(upToCount: limit + 1) ?? Data()
            guard bytes.count <= limit else {
                throw SyncError(.identityFile, "The file \(file(name)) is larger than \(limit) bytes.")
            }
            return Array(bytes)
        } catch let error as SyncError {
            throw error
        } catch {
            throw SyncError(.identityFile, "The file \(file(name)) cannot be read.", cause: error)
        }
    }

    /// Replaces the file once its bytes are on the disk. Throws ``SyncError`` `identityFile`; the old one is there then.
    func write(_ name: String, _ bytes: [UInt8]) throws(SyncError) {
        let beside = file(name + ".new")
        _ = unsafe unlink(beside)
        let number = unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw Self.failure("make", beside, errno) }
        let handle = FileHandle(fileDescriptor: number, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
        } catch {
            throw SyncError(.identityFile, "The file \(beside) cannot be written; is the disk full?", cause: error)
        }
        guard unsafe rename(beside, file(name)) == 0 else { throw Self.failure("replace", file(name), errno) }
        try flush()
    }

    /// Until the folder's own entries are on the disk.
    func flush() throws(SyncError) {
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw Self.failure("open", path, errno) }
        defer { _ = close(number) }
        guard fsync(number) == 0 else { throw Self.failure("flush", path, errno) }
    }

    /// Removes a file or a folder of it, as far as that works: what stays is only rubbish.
    func remove(_ name: String) {
        do { try FileManager.default.removeItem(atPath: file(name)) } catch { return }
    }

    var names: [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch { return [] }
    }

    private static func failure(_ verb: String, _ path: String, _ number: Int32) -> SyncError {
        SyncError(.identityFile, "Cannot \(verb) \(path) (errno \(number)).")
    }
}
