import BedsideWire
import CPosix
import Glibc

/// How much room the store's file system has.
enum DiskProbe {
    /// Nil when the file system does not answer. It blocks for as long as the file system does.
    static func look(atStore path: String) -> DiskHealth? {
        let folder = folder(ofStore: path)
        var system = statvfs()
        guard unsafe statvfs(folder, &system) == 0 else { return nil }
        let unit = Int64(clamping: system.f_frsize)
        return DiskHealth(
            freeBytes: bytes(system.f_bavail, unit), totalBytes: bytes(system.f_blocks, unit),
            freeFiles: Int64(clamping: system.f_favail), isReadOnly: system.f_flag & UInt(ST_RDONLY) != 0,
            reserveBytes: size(of: "\(folder)/\(DiskReserve.name)"))
    }

    static func folder(ofStore path: String) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return folder.isEmpty ? "/" : folder
    }

    private static func size(of path: String) -> Int64? {
        let file = unsafe bedside_open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var mode: UInt32 = 0
        let size = unsafe bedside_file_facts(file, &mode)
        return size < 0 ? nil : size
    }

    private static func bytes(_ count: UInt, _ unit: Int64) -> Int64 {
        let (bytes, isOver) = Int64(clamping: count).multipliedReportingOverflow(by: unit)
        return isOver ? .max : bytes
    }
}
