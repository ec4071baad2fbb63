import BedsideDomain
import BedsideWire
import Foundation
import Glibc
import Synchronization

/// A snapshot on the disk while it comes, in a file without a name: it is gone with the process. Only one that came whole,
/// with its end line, is ever read.
final class SnapshotSpool: FeedRows {
    private let state: Mutex<State>

    private struct State {
        let file: FileHandle
        /// Bytes without a newline yet, or the file's next lines when it is read.
        var rest: [UInt8] = []
        /// Of the next line in ``rest``.
        var start = 0
        var lastLine: [UInt8] = []
        var lines = 0
        var left = 0
    }

    /// The longest line: a row, whose body is JSON within JSON.
    private static let lineLimit = 2 * SyncLimits.feedRow

    /// Throws ``SyncError`` `cacheFile`.
    init(folder: String) throws(SyncError) {
        let path = folder + "/snapshot-" + hexText((0..<8).map { _ in UInt8.random(in: .min ... .max) })
        let number = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else {
            throw SyncError(.cacheFile, "No file can be made in \(folder) (errno \(errno)).")
        }
        _ = unsafe unlink(path)
        state = Mutex(State(file: FileHandle(fileDescriptor: number, closeOnDealloc: true)))
    }

    /// Throws ``SyncError`` `cacheFile` and `snapshotCut`.
    func append(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            do { try state.file.write(contentsOf: Data(bytes)) } catch {
                throw SyncError(.cacheFile, "The snapshot cannot be written; is the disk full?", cause: error)
            }
            // Only what came is looked at: a long line in many pieces would be looked through again and again.
            var (start, from) = (0, state.rest.count)
            state.rest += bytes
            while let end = state.rest[from...].firstIndex(of: 0x0A) {
                state.lastLine = Array(state.rest[start..<end])
                state.lines += 1
                start = end + 1
                from = start
            }
            state.rest.removeFirst(start)
            guard state.rest.count <= Self.lineLimit else { throw Self.cut }
        }
    }

    /// Throws ``SyncError`` `snapshotCut` unless it is whole.
    func snapshot() throws(SyncError) -> Snapshot {
        do {
            let cursor = try state.withLock { state in
                let line = try JSONDecoder().decode(SnapshotLine.self, from: Data(state.lastLine))
                guard let end = line.end, end.rows == state.lines - 1, state.rest.isEmpty else { throw Self.cut }
                try state.file.seek(toOffset: 0)
                state.left = end.rows
                return end.cursor
            }
            return Snapshot(rows: self, cursor: cursor)
        } catch {
            throw Self.cut
        }
    }

    func next() throws -> FeedRow? {
        try state.withLock { state in
            guard state.left > 0 else { return nil }
            var from = state.start
            while true {
                if let end = state.rest[from...].firstIndex(of: 0x0A) {
                    let line = try JSONDecoder().decode(SnapshotLine.self, from: Data(state.rest[state.start..<end]))
                    state.start = end + 1
                    state.left -= 1
                    guard let row = line.row else { throw Self.cut }
                    return row
                }
                state.rest.removeFirst(state.start)
                state.start = 0
                from = state.rest.count
                guard let more = try state.file.read(upToCount: 256 << 10), !more.isEmpty else { throw Self.cut }
                state.rest += more
            }
        }
    }

    private static let cut = SyncError(.snapshotCut, "The snapshot did not come whole; it is asked for again.")
}
