import CPosix
import Glibc

/// Small files that must be whole or not there: keys (readable by their owner only) and certificates.
enum SecretFile {
    /// The largest key or certificate file that is read.
    private static let limit = 64 << 10

    /// Throws ``TransportError`` `fileUnreadable`; a key that others may read is refused too.
    static func read(_ path: String, secret: Bool) throws(TransportError) -> String {
        let file = unsafe bedside_open(path, O_RDONLY | O_CLOEXEC, 0)
        guard file >= 0 else {
            throw TransportError(.fileUnreadable, "The file \(path) cannot be opened (errno \(-file)).")
        }
        defer { _ = close(file) }
        var mode: UInt32 = 0
        guard (0...Int64(limit)).contains(unsafe bedside_file_facts(file, &mode)), mode & S_IFMT == S_IFREG else {
            throw TransportError(.fileUnreadable, "\(path) is no file of at most \(limit) bytes.")
        }
        guard !secret || mode & 0o077 == 0 else {
            throw TransportError(.fileUnreadable, "Others may read the key \(path); make its mode 0600.")
        }
        var bytes = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let got = unsafe bytes[filled...].withUnsafeMutableBytes {
                unsafe bedside_read(file, $0.baseAddress, $0.count)
            }
            guard got >= 0 else {
                throw TransportError(.fileUnreadable, "The file \(path) cannot be read (errno \(-got)).")
            }
            if got == 0 { break }
            filled += got
        }
        return String(decoding: bytes[..<filled], as: UTF8.self)
    }

    /// Replaces the file by a rename, after its bytes are on the disk, so that a power cut leaves the old or the new one.
    /// Throws ``TransportError`` `fileUnwritable`.
    static func write(_ text: String, _ path: String, secret: Bool) throws(TransportError) {
        let beside = path + ".new"
        _ = unsafe unlink(beside)
        let file = unsafe bedside_open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret ? 0o600 : 0o644)
        guard file >= 0 else {
            throw TransportError(.fileUnwritable, "The file \(beside) cannot be made (errno \(-file)).")
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let kept = rest.isEmpty && fsync(file) == 0
        _ = close(file)
        guard kept, unsafe rename(beside, path) == 0 else {
            throw TransportError(.fileUnwritable, "The file \(path) cannot be written; is the disk full?")
        }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let directory = unsafe bedside_open(
            (path.hasPrefix("/") ? "/" : "./") + folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard directory >= 0 else { return }
        _ = fsync(directory)
        _ = close(directory)
    }
}
