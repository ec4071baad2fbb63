import BedsideRigs
import Foundation
import Testing

/// A rig leaves nothing behind, however it ends.
@Suite(.serialized)
struct RigTests {
    private func processes(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { pid in
            guard Int(pid) != nil, let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
                return false
            }
            return String(decoding: line, as: UTF8.self).contains(folder)
        }
    }

    private func goneWithin(_ seconds: Int, _ folder: String) async throws -> Bool {
        for _ in 0..<(seconds * 10) {
            if try processes(in: folder).isEmpty { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    @Test("Stopping ends every program, also with a job that waits for paper")
    func stops() async throws {
        let folder = "/var/tmp/bedside-\(UUID().uuidString.prefix(8))"
        let rig = try await CupsRig.start(in: folder)
        #expect(try processes(in: folder).count >= 3)
        try rig.fault("media-empty")
        await rig.stop()
        #expect(try await goneWithin(1, folder))
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("A process that is killed with a rig takes the rig with it")
    func killed() async throws {
        let folder = "/var/tmp/bedside-\(UUID().uuidString.prefix(8))"
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            _ = try await CupsRig.start(in: folder)
            kill(getpid(), SIGKILL)
        }
        #expect(FileManager.default.fileExists(atPath: folder + "/cupsd.conf"))
        #expect(try await goneWithin(10, folder))
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test(
        "A folder that a socket or a configuration can't carry is refused",
        arguments: ["relative", "/var/tmp/a b", "/" + String(repeating: "x", count: 90)])
    func refused(folder: String) async {
        await #expect(throws: RigError.self) { try await CupsRig.start(in: folder) }
    }
}
