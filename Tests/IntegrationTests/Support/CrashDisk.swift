import BedsideRigs
import Foundation
import Testing

/// A file system in a file on another one, of which a picture can be taken at any moment, as a power cut would leave it.
///
/// The picture is a reflink copy of the inner image: all that reached the "disk" and nothing that was still in the kernel's
/// hands. A program that acknowledged without a flush is caught; a disk's own cache that reorders is not modelled.
struct CrashDisk {
    enum Kind: String, Sendable, CaseIterable { case ext4, xfs }

    let kind: Kind
    private let folder: String
    /// Where the program under test works.
    var path: String { folder + "/inner" }

    /// Runs a test on a new disk and takes it apart again. Where this machine cannot mount one nothing is proved, and a warning
    /// in the run's log says so.
    static func with(_ kind: Kind, _ work: (CrashDisk) async throws -> Void) async throws {
        try await withFolder { folder in
            let disk = CrashDisk(kind: kind, folder: folder)
            for name in ["outer", "inner", "look"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            let outcome: Result<Void, any Error>
            do {
                if try await disk.isMade() { try await work(disk) }
                outcome = .success(())
            } catch { outcome = .failure(error) }
            for name in ["look", "inner", "outer"] { _ = try await run(["umount", "-q", "\(folder)/\(name)"]) }
            try outcome.get()
        }
    }

    private func isMade() async throws -> Bool {
        do { try await make() } catch {
            Issue.record(
                "POWER CUTS WERE NOT TESTED on \(kind): this machine cannot make the disk (\(error))",
                severity: .warning)
            return false
        }
        return true
    }

    private func make() async throws {
        try await must(["truncate", "-s", "6G", "\(folder)/outer.img"])
        try await must(["mkfs.xfs", "-q", "-f", "-m", "reflink=1", "\(folder)/outer.img"])
        try await must(["mount", "-o", "loop", "\(folder)/outer.img", "\(folder)/outer"])
        // The smallest that mkfs.xfs makes is 300 MiB.
        try await must(["truncate", "-s", "320M", "\(folder)/outer/inner.img"])
        switch kind {
        case .ext4: try await must(["mkfs.ext4", "-q", "-F", "\(folder)/outer/inner.img"])
        case .xfs: try await must(["mkfs.xfs", "-q", "-f", "\(folder)/outer/inner.img"])
        }
        try await must(["mount", "-o", "loop", "\(folder)/outer/inner.img", path])
    }

    /// The power fails, and this is what the disk holds.
    func picture(_ number: Int) async throws {
        try await must(["cp", "--reflink=always", "\(folder)/outer/inner.img", "\(folder)/outer/\(number).img"])
    }

    /// The machine starts again on a picture; `look` gets the folder.
    func boot(_ number: Int, _ look: (String) async throws -> Void) async throws {
        let picture = "\(folder)/outer/\(number).img"
        let options = kind == .xfs ? "loop,nouuid" : "loop"
        try await must(["mount", "-o", options, picture, "\(folder)/look"])
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await look("\(folder)/look")) } catch { outcome = .failure(error) }
        try await must(["umount", "\(folder)/look"])
        try FileManager.default.removeItem(atPath: picture)
        try outcome.get()
    }

    private func must(_ command: [String]) async throws {
        let ran = try await run(command)
        guard ran.status == 0 else {
            throw RigError(
                "\(command.joined(separator: " ")): \(ran.complaint) (power cuts need root, loop devices and a kernel with "
                    + "xfs and ext4)")
        }
    }
}
