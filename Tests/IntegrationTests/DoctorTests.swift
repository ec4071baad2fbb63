import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// `bedside doctor` and what it asks the daemon for; `/metrics` for monitoring.
    @Suite struct DoctorTests {
        private static func doctor(_ folder: String, _ more: [String] = []) async throws -> Ran {
            let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                .appending(path: "bedside").path
            return try await run([program, "doctor", "--sockets", folder] + more)
        }

        @Test("The daemon's own part: store, disk, devices, printers; a finding a line, worst first; exit code 2")
        func looks() async throws {
            try await TestWard.with { ward in
                let health = try await ward.admin.health()
                #expect(health.store.synchronous == 2)
                #expect(health.store.journalMode == "wal")
                #expect(health.store.lockingMode == "exclusive")
                #expect((health.disk?.freeBytes ?? 0) > 0)
                #expect(health.devices.map(\.state) == ["present"])
                #expect(Set(health.printers.map(\.state)) == ["unreachable"])
                #expect(health.central.state == "not-enrolled")

                let ran = try await Self.doctor(ward.daemon.settings.folder)
                #expect(ran.status == 2, "no printer answers here: \(ran.output)")
                #expect(
                    ran.lines.contains { $0.hasPrefix("failure  printers ") && $0.contains("is not to be reached") })
                #expect(ran.lines.allSatisfy { $0.contains("  ->  ") })
                let all = try await Self.doctor(ward.daemon.settings.folder, ["--all"])
                #expect(all.lines.contains { $0.hasPrefix("ok       store ") })
                let json = try await Self.doctor(ward.daemon.settings.folder, ["--json"])
                let report = try JSONDecoder().decode(DoctorReport.self, from: Data(json.output.utf8))
                #expect(report.isDaemonThere && report.exitCode == 2)
            }
        }

        @Test("No daemon: exit code 3, and the machine is looked at all the same") func alone() async throws {
            let ran = try await Self.doctor("/nonexistent")
            #expect(ran.status == 3)
            #expect(ran.lines.first?.hasPrefix("failure  daemon ") == true)
            #expect(ran.lines.count > 1)
        }

        @Test("Figures for Prometheus on the admin socket, and on no other") func metrics() async throws {
            try await TestWard.with { ward in
                func metrics(_ socket: String) async throws -> Ran {
                    try await run([
                        "curl", "-s", "-w", "%{http_code} %{content_type}", "--unix-socket", socket,
                        "http://localhost/metrics",
                    ])
                }
                let ran = try await metrics(ward.daemon.adminSocket)
                #expect(ran.lines.last == "200 text/plain; version=0.0.4; charset=utf-8")
                for line in [
                    "bedside_up 1", "bedside_store_synchronous 2", #"bedside_central_state{state="not-enrolled"} 1"#,
                    #"bedside_device_present{name="bedside-scanner"} 1"#,
                    #"bedside_alarms_open{priority="emergency"} 0"#,
                ] { #expect(ran.lines.contains(line), "\(line)") }
                #expect(ran.lines.contains { $0.hasPrefix("bedside_disk_free_bytes ") })
                #expect(Set(ran.lines).count == ran.lines.count, "Prometheus refuses a figure that is told twice")
                #expect(try await metrics(ward.daemon.kioskSocket).lines.last?.hasPrefix("404") == true)
            }
        }
    }
}
