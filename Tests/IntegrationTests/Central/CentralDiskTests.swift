import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// Row 3 of the fault list, at the central store: without room it asks to come again later, and loses nothing.
    @Suite struct CentralDiskTests {
        @Test("A central store without room answers 503 and Retry-After, and everything drains once there is room")
        func full() async throws {
            try await Self.withBacklog { disk, scene in
                let seat = scene.seats[0]
                try await disk.fill()
                seat.cable.set(.through)
                try await eventually("an upload that finds no room", within: .seconds(60)) {
                    scene.central.logText.contains(line: {
                        $0.contains("/up") && $0.contains("cause=disk-full")
                    })
                }
                let answer = try await Self.pulse(scene, seat)
                #expect(answer.first?.contains(" 503") == true, "\(answer)")
                let later = answer.first { $0.lowercased().hasPrefix("retry-after:") }
                #expect(
                    later.flatMap { Int($0.dropFirst(12).trimmingCharacters(in: .whitespaces)) } ?? 0 > 0, "\(answer)")
                #expect(scene.central.finished() == nil)
                #expect(try await seat.central.backlog > 0)

                try disk.release()
                try await scene.agreesOnEverything(seat)
                #expect(scene.central.finished() == nil)
                try await scene.hasWholeChain(seat)
            }
        }

        @Test("On a disk that became read-only the central store ends; mended, everything drains")
        func readOnly() async throws {
            try await Self.withBacklog { disk, scene in
                let seat = scene.seats[0]
                try await disk.failReadOnly()
                seat.cable.set(.through)
                try await eventually("the server to end by itself", within: .seconds(60)) {
                    scene.central.finished() != nil
                }
                #expect(scene.central.finished() == 1)
                await #expect(throws: RigError.self) { try await scene.central.start() }
                try await disk.mend()
                try await scene.central.start()
                try await scene.agreesOnEverything(seat)
                try await scene.hasWholeChain(seat)
            }
        }

        /// A central store with everything of it on one small disk, and a terminal with a whole stay for it, unplugged.
        private static func withBacklog(_ work: (SmallDisk, CentralScene) async throws -> Void) async throws {
            try await SmallDisk.with { disk in
                try disk.keepLog("central.log")
                try await CentralScene.with(["kiosk1"]) {
                    $0.folder = disk.path
                } _: { scene in
                    let seat = scene.seats[0]
                    var patient = Patient(seat.ward, DemoCodes.zhang)
                    try await patient.beAdmitted()
                    try await seat.agree()
                    seat.cable.set(.pulled)
                    try await patient.stayAndLeave()
                    try await work(disk, scene)
                }
            }
        }

        /// The head of the answer to a pulse of a terminal, line by line.
        private static func pulse(_ scene: CentralScene, _ seat: CentralScene.Seat) async throws -> [String] {
            let identity = seat.ward.daemon.settings.folder + "/identity"
            let folder = identity + "/" + text(of: identity + "/current")
            let pulse = Pulse(
                version: "1", uptimeSeconds: 1, backlog: 0, oldestUnsentMs: nil, printers: [], missingDevices: [],
                openCalls: 0, openEmergencies: 0, openFaults: 0, lostLinks: [], link: nil, certificateDays: 1,
                wallMs: 1_800_000_000_000)
            let answer = try await run(
                [
                    "curl", "-s", "-S", "-D", "-", "-o", "/dev/null", "--cacert", folder + "/authority.pem", "--cert",
                    folder + "/certificate.pem", "--key", folder + "/key.pem", "-H", "Content-Type: application/json",
                    "--data-binary", "@-", "\(scene.central.url)/v1/k/\(seat.terminal)/pulse",
                ], input: try JSONEncoder().encode(pulse))
            #expect(answer.status == 0, "\(answer.complaint)")
            return answer.output.split(whereSeparator: \.isNewline).map(String.init)
        }
    }
}

extension String {
    /// Whether one of its lines is so.
    fileprivate func contains(line isSo: (Substring) -> Bool) -> Bool {
        split(separator: "\n").contains(where: isSo)
    }
}
