import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// A disk that is slow or full never mutes an alarm: it is shown, and that it may not last is an alarm too.
    @Suite struct AlarmDiskTests {
        @Test("A slow disk is told, every alarm is shown within a second, and none is lost") func slow() async throws {
            try await withFolder { folder in
                let library = try await Self.library(in: folder)
                let order = folder + "/slow"
                try await TestWard.with([.bells]) { settings in
                    settings.environment = ["LD_PRELOAD": library, "BEDSIDE_SLOW": order]
                } _: { ward in
                    try await Self.trouble(
                        ward, begin: { try Data("400\n".utf8).write(to: URL(filePath: order)) },
                        end: { try FileManager.default.removeItem(atPath: order) })
                }
            }
        }

        @Test("A full disk is told, every alarm is shown within a second, and none is lost once there is room")
        func full() async throws {
            try await withFolder { folder in
                let disk = folder + "/disk"
                try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
                // Smaller than what the journal takes in advance: it has only what it writes.
                let mounted = try await run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", disk])
                try #require(mounted.status == 0, "a small disk needs root: \(mounted.complaint)")
                let outcome: Result<Void, any Error>
                do {
                    try await TestWard.with([.bells]) { settings in
                        settings.moreAlarms += "  journal: \(disk)/alarms\n"
                    } _: { ward in
                        try await Self.trouble(
                            ward, begin: { try Self.fill(disk + "/rubbish") },
                            end: { try FileManager.default.removeItem(atPath: disk + "/rubbish") })
                    }
                    outcome = .success(())
                } catch { outcome = .failure(error) }
                let unmounted = try await run(["umount", disk])
                #expect(unmounted.status == 0, "\(unmounted.complaint)")
                try outcome.get()
            }
        }

        @Test("A stop on a slow disk waits until all that was shown is written") func stopWhileSlow() async throws {
            try await withFolder { folder in
                let library = try await Self.library(in: folder)
                let order = folder + "/slow"
                try await TestWard.with([.bells]) { settings in
                    settings.environment = ["LD_PRELOAD": library, "BEDSIDE_SLOW": order]
                } _: { ward in
                    try await ward.inputIs("present")
                    try Data("1500\n".utf8).write(to: URL(filePath: order))
                    for bed in UInt8(1)...8 { try ward.lines.send(.call, bed: bed) }
                    let before = try await ward.board("all calls", within: .seconds(1)) { $0.all("call").count == 8 }
                    #expect(try await ward.daemon.stop() == 0)
                    try FileManager.default.removeItem(atPath: order)
                    try await ward.daemon.start()
                    #expect(Self.calls(try await ward.admin.openAlarms()) == Self.calls(before))
                }
            }
        }

        /// Calls before, during and after the trouble; then a kill.
        private static func trouble(_ ward: TestWard, begin: () throws -> Void, end: () throws -> Void) async throws {
            let (lines, desk) = (try ward.lines, try ward.nurse())
            defer { desk.leave() }
            try await ward.inputIs("present")
            try lines.send(.call, bed: 1)
            try await desk.see("the first call", within: .seconds(1)) { $0.alarmRows.count == 1 }

            try begin()
            // Few enough to be no flood, which folds technical alarms; each often enough to need more than the rest of a page
            // that was taken already.
            for bed in UInt8(2)...8 {
                for _ in 0..<3 { try lines.send(.emergency, bed: bed) }
                try await desk.see("the emergency of bed \(bed)", within: .seconds(1)) { screen in
                    screen.alarmRows.contains { $0.urgency == .emergency && $0.place.contains("\(bed)") }
                }
            }
            try await ward.board("that it may not last", within: .seconds(5)) { $0.has("technical.record-store") }
            try lines.send(.call, bed: 8, fromToilet: true)
            try await ward.board("one more", within: .seconds(1)) { $0.has("toilet", at: "8") }

            try end()
            let before = try await ward.board("that it lasts again", within: .seconds(30)) {
                !$0.has("technical.record-store")
            }
            try await ward.daemon.kill()
            try await ward.daemon.start()
            let after = try await ward.admin.openAlarms()
            #expect(Self.calls(after) == Self.calls(before))
            #expect(Self.calls(after).count == 9)
        }

        private static func calls(_ board: OpenAlarmsMessage) -> [String] {
            board.alarms.filter { !$0.kind.hasPrefix("technical.") }.map { "\($0.place) \($0.kind) \($0.id)" }.sorted()
        }

        /// Takes every byte that is left.
        private static func fill(_ path: String) throws {
            try Data().write(to: URL(filePath: path))
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            defer { do { try file.close() } catch { Issue.record(error) } }
            for size in [4096, 512, 1] {
                while true {
                    do { try file.write(contentsOf: Data(repeating: 0x55, count: size)) } catch { break }
                }
            }
        }

        /// Compiles the fixture. Throws ``RigError`` with the compiler's complaint.
        private static func library(in folder: String) async throws -> String {
            let library = "\(folder)/slow-disk.so"
            let built = try await run([
                "cc", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library, fixture("slow-disk.c"),
                "-ldl",
            ])
            guard built.status == 0 else { throw RigError("slow-disk.c: \(built.complaint)") }
            return library
        }
    }
}
