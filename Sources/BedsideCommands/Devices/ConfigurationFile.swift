import BedsideWire
import Foundation
import Glibc

/// A configuration file that is replaced whole or not at all.
enum ConfigurationFile {
    /// Puts what was learned into a scanner's entry. Throws ``CommandError``.
    static func rewrite(_ path: String, scanner: String, learned: LearnedMessage) throws(CommandError) {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20,
            let text = String(data: data, encoding: .utf8)
        else {
            throw CommandError(.fileUnreadable, "The file \(path) cannot be read; check path and rights.")
        }
        let new = try ScannerEntry.rewrite(
            text, scanner: scanner, kind: learned.kind, settings: ScannerEntry.settings(of: learned))
        try replace(path, with: Array(new.utf8))
    }

    /// Writes beside the file, to the disk, then takes its name, with its rights and owner.
    static func replace(_ path: String, with bytes: [UInt8]) throws(CommandError) {
        var status = stat()
        // A link stays a link: what it leads to is replaced.
        guard let target = unsafe realpath(path, nil) else {
            throw CommandError(.fileUnreadable, "The file \(path) cannot be read; check path and rights.")
        }
        defer { unsafe free(target) }
        let real = unsafe String(cString: target)
        let beside = real + ".new"
        guard unsafe stat(real, &status) == 0 else {
            throw CommandError(.fileUnreadable, "The file \(path) cannot be read; check path and rights.")
        }
        let file = try NewFile(beside)
        do throws(CommandError) {
            try file.write(bytes)
            try file.flush()
            guard unsafe chmod(beside, status.st_mode & 0o7777) == 0 else {
                throw CommandError(.fileUnwritable, "The rights of \(path) cannot be kept; nothing was changed.")
            }
            // Best effort: only root may give a file away, and then the folder's owner has it.
            _ = unsafe chown(beside, status.st_uid, status.st_gid)
            guard unsafe rename(beside, real) == 0 else {
                throw CommandError(.fileUnwritable, "The file \(path) cannot be replaced; nothing was changed.")
            }
        } catch {
            _ = unsafe unlink(beside)
            throw error
        }
    }
}
