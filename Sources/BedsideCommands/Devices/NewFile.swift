import CPosix
import Glibc

/// A file that this program makes: never one that is there already, and readable by its owner only.
final class NewFile {
    private let number: Int32
    private let path: String

    /// Throws ``CommandError`` `fileUnwritable`.
    init(_ path: String) throws(CommandError) {
        number = unsafe bedside_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.path = path
        guard number >= 0 else {
            throw CommandError(
                .fileUnwritable,
                number == -EEXIST
                    ? "The file \(path) is there already; choose another name."
                    : "The file \(path) cannot be made; check the folder and its rights.")
        }
    }

    deinit { if number >= 0 { _ = close(number) } }

    func write(_ bytes: [UInt8]) throws(CommandError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe bedside_write(number, $0.baseAddress, $0.count) }
            guard count > 0 else {
                throw CommandError(.fileUnwritable, "The file \(path) cannot be written; is the disk full?")
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Until it is on the disk.
    func flush() throws(CommandError) {
        guard fsync(number) == 0 else {
            throw CommandError(.fileUnwritable, "The file \(path) cannot be written; is the disk full?")
        }
    }
}
