import BedsideRigs
import Foundation
import Testing

/// A small file system of its own that can be filled to the last byte, emptied again, and made read-only under the programs
/// that write to it, as the kernel does with a disk that begins to fail.
struct SmallDisk {
    private let folder: String
    /// Where the program under test works.
    var path: String { folder + "/disk" }

    /// Runs a test on a new disk and takes it apart again. Where this machine cannot mount one nothing is proved, and a warning
    /// in the run's log says so.
    static func with(_ work: (SmallDisk) async throws -> Void) async throws {
        try await withFolder { folder in
            let disk = SmallDisk(folder: folder)
            try FileManager.default.createDirectory(atPath: disk.path, withIntermediateDirectories: true)
            let outcome: Result<Void, any Error>
            do {
                if try await disk.isMade() { try await work(disk) }
                outcome = .success(())
            } catch { outcome = .failure(error) }
            _ = try await run(["umount", "-q", disk.path])
            try outcome.get()
        }
    }

    private func isMade() async throws -> Bool {
        do {
            // The alarms' journal takes 8 MiB in advance.
            try await must(["truncate", "-s", "48M", "\(folder)/disk.img"])
            try await must(["mkfs.ext4", "-q", "-F", "-m", "0", "\(folder)/disk.img"])
            try await mount()
        } catch {
            Issue.record(
                "FULL AND READ-ONLY DISKS WERE NOT TESTED: this machine cannot make one (\(error))", severity: .warning)
            return false
        }
        return true
    }

    /// A program's log that does not fill up with the disk.
    func keepLog(_ name: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(path)/\(name)", withDestinationPath: "\(folder)/\(name)")
    }

    /// Takes every byte that is left.
    func fill() async throws {
        let rubbish = "\(path)/rubbish"
        try Data().write(to: URL(filePath: rubbish))
        let file = try FileHandle(forWritingTo: URL(filePath: rubbish))
        defer { do { try file.close() } catch { Issue.record(error) } }
        // What was reserved for bytes that are on their way comes free when they have arrived.
        for _ in 0..<3 {
            for size in [1 << 20, 4096, 1] {
                while true {
                    do { try file.write(contentsOf: Data(repeating: 0x55, count: size)) } catch { break }
                }
            }
            try await must(["sync", "-f", path])
        }
    }

    /// There is room again.
    func release() throws { try FileManager.default.removeItem(atPath: "\(path)/rubbish") }

    /// The kernel finds an error and takes no byte any more.
    func failReadOnly() async throws {
        // What nobody flushed would be lost with it, as the rig's configuration.
        try await must(["sync", "-f", path])
        let device = try await must(["findmnt", "-no", "SOURCE", path])
        let name = device.split(separator: "/").last.map(String.init) ?? ""
        try Data("test\n".utf8).write(to: URL(filePath: "/sys/fs/ext4/\(name)/trigger_fs_error"))
        try await eventually("the disk to be read-only") {
            try await run(["touch", "\(path)/try"]).status != 0
        }
    }

    /// Somebody checks the disk and mounts it again. No program may have a file of it open.
    func mend() async throws {
        try await must(["umount", path])
        // 1: errors were corrected.
        let checked = try await run(["e2fsck", "-f", "-y", "\(folder)/disk.img"])
        guard checked.status < 2 else { throw RigError("e2fsck: \(checked.output)") }
        try await mount()
    }

    private func mount() async throws {
        try await must(["mount", "-o", "loop,errors=remount-ro", "\(folder)/disk.img", path])
    }

    @discardableResult
    private func must(_ command: [String]) async throws -> String {
        let ran = try await run(command)
        guard ran.status == 0 else {
            throw RigError(
                "\(command.joined(separator: " ")): \(ran.complaint) (small disks need root and loop devices)")
        }
        return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
