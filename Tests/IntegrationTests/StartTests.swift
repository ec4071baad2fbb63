import BedsideDemo
import BedsideRigs
import Foundation
import Glibc
import Testing

extension Integration {
    /// When `bedsided` starts, and when it rather does not.
    @Suite struct StartTests {
        /// Runs the daemon on a configuration that it must refuse; what it says.
        private static func refusal(_ configuration: String) async throws -> Ran {
            try await run([try TestWard.places().binary, "--config", configuration])
        }

        @Test("A stale socket is removed, one that answers is not") func sockets() async throws {
            try await TestWard.closed { ward in
                try await ward.daemon.start()
                try await ward.daemon.kill()
                #expect(FileManager.default.fileExists(atPath: ward.daemon.kioskSocket))
                try await ward.daemon.start()
                let second = try await Self.refusal(ward.daemon.configuration)
                #expect(second.status == 1)
                #expect(second.complaint.contains("socket-in-use"))
                // The first goes on as if nothing had been.
                #expect(try await ward.isUp)
                #expect(try await ward.daemon.stop() == 0)
                #expect(!FileManager.default.fileExists(atPath: ward.daemon.kioskSocket))
            }
        }

        @Test("systemd hands the sockets over, and hears when it is ready and when it stops") func activated()
            async throws
        {
            try await withFolder { folder in
                let systemd = try NotifySocket(folder + "/notify")
                try await TestWard.closed { settings in
                    let sockets = ["kiosk", "ward", "admin"]
                    settings.wrapper =
                        ["systemd-socket-activate", "--fdname=" + sockets.joined(separator: ":")]
                        + sockets.flatMap { ["-l", "\(settings.folder)/\($0).sock"] }
                        + ["-E", "NOTIFY_SOCKET=\(folder)/notify", "-E", "SWIFT_BACKTRACE=enable=no"]
                } _: { ward in
                    // It is started by who calls first.
                    try await ward.start()
                    try await ward.importDemo()
                    var patient = Patient(ward, DemoCodes.zhang)
                    try await patient.beAdmitted()
                    var heard: [String] = []
                    try await eventually("systemd to hear of it") {
                        heard += systemd.received()
                        return heard.contains { $0.hasPrefix("READY=1") }
                    }
                    #expect(heard.contains("WATCHDOG=1"))
                    #expect(try await ward.daemon.stop() == 0)
                    heard = systemd.received()
                    #expect(heard.contains("STOPPING=1"))
                    // They are systemd's: the daemon leaves them where they are.
                    for socket in [ward.daemon.kioskSocket, ward.daemon.wardSocket, ward.daemon.adminSocket] {
                        #expect(FileManager.default.fileExists(atPath: socket))
                    }
                }
            }
        }

        @Test("Another file in a socket's place is left alone") func otherFile() async throws {
            try await TestWard.closed { ward in
                try Data("precious".utf8).write(to: URL(filePath: ward.daemon.adminSocket))
                let refused = try await Self.refusal(ward.daemon.configuration)
                #expect(refused.status == 1)
                #expect(refused.complaint.contains("socket-refused"))
                #expect(text(of: ward.daemon.adminSocket) == "precious")
            }
        }

        @Test("Two daemons never share a store") func sharedStore() async throws {
            try await TestWard.closed { ward in
                try await ward.daemon.start()
                let other = ward.folder + "/o"
                try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
                let configuration = text(of: ward.daemon.configuration)
                    .replacing("directory: \(ward.daemon.settings.folder)", with: "directory: \(other)")
                try Data(configuration.utf8).write(to: URL(filePath: other + "/b.yaml"))
                let second = try await Self.refusal(other + "/b.yaml")
                #expect(second.status == 1)
                #expect(second.complaint.contains("in-use"), "\(second.complaint)")
                #expect(try await ward.isUp)
            }
        }

        @Test("A store of another terminal is refused") func otherTerminal() async throws {
            try await TestWard.closed { ward in
                try await ward.daemon.start()
                try await ward.daemon.stop()
                let configuration = text(of: ward.daemon.configuration)
                    .replacing("terminal: demo-kiosk1", with: "terminal: demo-kiosk2")
                let path = ward.folder + "/b.yaml"
                try Data(configuration.utf8).write(to: URL(filePath: path))
                let refused = try await Self.refusal(path)
                #expect(refused.status == 1)
                #expect(refused.complaint.contains("wrong-terminal"))
                try await ward.daemon.start()
            }
        }

        enum Damage: CaseIterable { case torn, noise, another }

        @Test("A damaged store is refused and left as it is", arguments: Damage.allCases)
        func damaged(_ damage: Damage) async throws {
            try await TestWard.with { ward in
                try await ward.daemon.stop()
                let store = URL(filePath: ward.daemon.store)
                var bytes = try Data(contentsOf: store)
                switch damage {
                case .torn: bytes = bytes.prefix(bytes.count / 2)
                // Every other page: whatever tables lie there.
                case .noise:
                    for page in stride(from: 4096, to: bytes.count - 4096, by: 8192) {
                        bytes.replaceSubrange(page..<page + 4096, with: Data(repeating: 0xA5, count: 4096))
                    }
                case .another: bytes = Data("This is not a database.\n".utf8)
                }
                try bytes.write(to: store)
                let refused = try await Self.refusal(ward.daemon.configuration)
                #expect(refused.status == 1)
                #expect(refused.complaint.contains("damaged"), "\(refused.complaint)")
                #expect(try Data(contentsOf: store) == bytes)
                #expect(!FileManager.default.fileExists(atPath: ward.daemon.kioskSocket))
            }
        }

        @Test("The store is its owner's alone, and so are the sockets") func rights() async throws {
            try await TestWard.with { ward in
                for path in [ward.daemon.store, ward.daemon.store + "-wal"] {
                    let mode = try Self.mode(path)
                    #expect(mode & 0o077 == 0, "\(path): \(String(mode, radix: 8))")
                }
                for path in [ward.daemon.kioskSocket, ward.daemon.adminSocket] {
                    let mode = try Self.mode(path)
                    #expect(mode & 0o007 == 0, "\(path): \(String(mode, radix: 8))")
                }
            }
        }

        private static func mode(_ path: String) throws -> Int {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0o777
        }

        @Test("A configuration is checked whole: file, line, key and rule of everything at once") func checkConfig()
            async throws
        {
            try await TestWard.closed { ward in
                let bedsided = try TestWard.places().binary
                let good = try await run([bedsided, "--check-config", "--config", ward.daemon.configuration])
                #expect(good.status == 0, "\(good.complaint)")
                #expect(good.output.hasSuffix(": ok\n"))
                #expect(!FileManager.default.fileExists(atPath: ward.daemon.store), "a check opens nothing")

                let path = ward.folder + "/b.yaml"
                let broken = text(of: ward.daemon.configuration)
                    .replacing("log_level: info", with: "log_level: loud\ntypo: 1")
                    .replacing("idle_seconds: 60", with: "idle_seconds: 5")
                try Data(broken.utf8).write(to: URL(filePath: path))
                for arguments in [["--check-config"], []] {
                    let bad = try await run([bedsided, "--config", path] + arguments)
                    #expect(bad.status == 78)
                    #expect(bad.complaint.contains("\(path):4: log_level: must be one of"), "\(bad.complaint)")
                    #expect(bad.complaint.contains("\(path):5: typo: is not a key"), "\(bad.complaint)")
                    #expect(bad.complaint.contains(": kiosk.idle_seconds: must be a whole number"), "\(bad.complaint)")
                }
                let missing = try await run([bedsided, "--check-config", "--config", ward.folder + "/none.yaml"])
                #expect(missing.status == 78)
                #expect(missing.complaint.contains("none.yaml"))
            }
        }
    }
}
