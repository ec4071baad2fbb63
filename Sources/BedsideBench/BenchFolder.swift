import Foundation

/// A suite's own folder. Its path is short, because sockets lie in it, and on a disk, because syncs are measured there.
struct BenchFolder {
    let path = "/var/tmp/bedside-bench-\(getpid())-\(UUID().uuidString.prefix(4))"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    /// To be called whatever became of the suite; one that stays is named.
    func remove() {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            FileHandle.standardError.write(Data("left behind: \(path)\n".utf8))
        }
    }
}
