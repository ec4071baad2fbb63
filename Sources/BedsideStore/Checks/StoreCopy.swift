import BedsideDomain
import Foundation
import GRDB
import Glibc

/// A copy of the store that was looked through.
package struct StoreCopy: Sendable, Hashable {
    package let path: String
    package let bytes: Int64
}

extension Store {
    /// SQLite's own look at the whole file. Throws ``StoreError`` `damaged`.
    package func check() async throws {
        try await alone { db in
            guard try String.fetchOne(db, sql: "PRAGMA quick_check(1)") == "ok" else {
                throw StoreError.damaged("quick_check does not say ok")
            }
        }
    }

    /// Writes a copy of all that was committed into a folder, looks through it page by page and row by row, and only then
    /// gives it its name; older copies but `keep - 1` go. Commits wait meanwhile: it is for the night.
    ///
    /// - Parameters:
    ///   - folder: made with mode 0700 when it is not there: a copy holds names and identity numbers.
    ///   - name: of the new copy, which replaces one of the same name.
    ///   - keep: at least 1.
    ///
    /// Throws ``StoreError``: `damaged`, `diskFull`, `cannotOpen`, `notWritten`.
    package func copy(into folder: String, named name: String, keep: Int) async throws -> StoreCopy {
        let (part, path) = ("\(folder)/\(name).part", "\(folder)/\(name)")
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw StoreCopy.failed("made", errno) }
        _ = unsafe unlink(part)
        try await alone { db in
            do {
                try db.execute(sql: "VACUUM INTO ?", arguments: [part])
            } catch let error as DatabaseError {
                _ = unsafe unlink(part)
                throw StoreError.beneath(error)
            }
        }
        return try await withCheckedThrowingContinuation { continuation in
            importing.async {
                continuation.resume(
                    with: Result {
                        do {
                            try StoreCopy.lookThrough(part)
                            try StoreCopy.settle(part, as: path)
                        } catch {
                            _ = unsafe unlink(part)
                            throw error
                        }
                        StoreCopy.dropOld(in: folder, keep: max(1, keep))
                        let facts = try FileManager.default.attributesOfItem(atPath: path)
                        return StoreCopy(path: path, bytes: (facts[.size] as? NSNumber)?.int64Value ?? 0)
                    })
            }
        }
    }
}

extension StoreCopy {
    /// What the names of copies begin with; nothing else in the folder is touched.
    package static let prefix = "bedside-"
    package static let suffix = ".sqlite"

    fileprivate static func lookThrough(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.read { db in
                guard try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") == "ok" else {
                    throw StoreError.damaged("integrity_check of the copy does not say ok")
                }
                guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
                    throw StoreError.damaged("a row of the copy names one that is not there")
                }
            }
            try queue.close()
        } catch let error as DatabaseError { throw StoreError.beneath(error) }
    }

    /// On the disk before it has its name, and the name too.
    fileprivate static func settle(_ part: String, as path: String) throws(StoreError) {
        guard unsafe chmod(part, 0o600) == 0 else { throw failed("closed to others", errno) }
        try flush(part, O_RDONLY)
        guard unsafe rename(part, path) == 0 else { throw failed("named", errno) }
        try flush(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
    }

    fileprivate static func dropOld(in folder: String, keep: Int) {
        let names: [String]
        // A copy too many is no harm.
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch { return }
        let copies = names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
        for name in copies.dropLast(keep) { _ = unsafe unlink("\(folder)/\(name)") }
    }

    private static func flush(_ path: String, _ flags: Int32) throws(StoreError) {
        let file = unsafe open(path, flags | O_CLOEXEC)
        guard file >= 0 else { throw failed("opened", errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failed("brought to the disk", errno) }
    }

    fileprivate static func failed(_ what: String, _ number: Int32) -> StoreError {
        StoreError(
            .cannotOpen,
            "The copy of the store or its folder cannot be \(what) (errno \(number)); look at the folder's rights and the disk."
        )
    }
}
