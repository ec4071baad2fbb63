import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// The central store killed, restored, doubled; terminals revoked.
    @Suite struct CentralFaultTests {
        @Test("A central store that is killed while facts come up loses none and doubles none") func killed()
            async throws
        {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                let killer = Task { [central = scene.central] in
                    for _ in 0..<3 {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 200...900)))
                        try await central.kill()
                        try await central.start()
                    }
                }
                try await patient.stayAndLeave()
                try await killer.value
                try await seat.agree()
                try await scene.agreesOnEverything(seat)
            }
        }

        @Test("A central store that went back to a backup gets everything again") func restored() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await seat.agree()
                let backup = scene.central.settings.folder + "/backup.sqlite"
                try await scene.central.command(["backup", backup])
                try await patient.stayAndLeave()
                try await seat.agree()
                let before = try await scene.fleet(seat).acknowledged
                try await scene.central.stop()
                try await scene.central.command(["restore", backup])
                try await scene.central.start()
                try await eventually("everything to be sent again", within: .seconds(60)) {
                    try await scene.fleet(seat).acknowledged >= before
                }
                try await seat.agree()
                try await scene.agreesOnEverything(seat)
            }
        }

        @Test("A stolen disk image is a fork: frozen, shown, nothing dropped, and mended by a person") func clone()
            async throws
        {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                try await seat.ward.daemon.stop()
                let image = seat.ward.folder + "/image"
                try FileManager.default.copyItem(atPath: seat.ward.daemon.settings.folder, toPath: image)
                try await seat.ward.start()
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await seat.ward.goHome()
                try await seat.agree()

                // The thief starts the image: its next facts would have numbers that were used.
                var settings = seat.ward.daemon.settings
                settings.folder = image
                settings.serialScanners = []
                let thief = try DaemonRig(settings)
                try await thief.start()
                do {
                    try await eventually("the fork to be seen", within: .seconds(120)) {
                        ["fork", "frozen"].contains(try await scene.fleet(seat).state)
                    }
                } catch {
                    try await thief.kill()
                    throw RigError("\(error)\n--- the thief's log\n\(thief.logText.suffix(3000))")
                }
                try await thief.kill()
                // The real one is frozen too until somebody has looked, and goes on serving patients.
                try await eventually("the terminal to hear of it", within: .seconds(60)) {
                    _ = try await seat.ward.admin.status()
                    return try await seat.central.state == "frozen"
                }
                try await scene.enrol(seat, again: true)
                #expect(try await scene.fleet(seat).state == "active")
                try await scene.agreesOnEverything(seat)
            }
        }

        @Test("A revoked terminal is refused at once and goes on for its patients") func revoked() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                try await scene.central.command(["terminal", "revoke", seat.terminal])
                try await eventually("the terminal to hear of it") { try await seat.central.state == "revoked" }
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                #expect(try await seat.central.backlog > 0)
                try await scene.enrol(seat, again: true)
                try await scene.agreesOnEverything(seat)
            }
        }

        @Test("A token works once") func token() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                // The name is taken, and this token is for nobody in particular.
                let token = try await scene.central.token(ward: DemoCodes.ward)
                let message = EnrolCommandMessage(
                    url: "https://127.0.0.1:\(seat.cable.port)", token: Sensitive(token))
                do {
                    _ = try await seat.ward.admin.enrol(message)
                    Issue.record("a second terminal got the name")
                } catch is CommandError {}
                #expect(try await seat.central.state == "in-step")
            }
        }

        @Test("Two servers on one PostgreSQL: one is killed, the other goes on") func twoServers() async throws {
            try await withFolder { folder in
                let postgres = try await PostgresRig.start(in: folder + "/pg")
                let outcome: Result<Void, any Error>
                do {
                    let url = try await postgres.makeDatabase("bedside")
                    try await CentralScene.with(["kiosk1"]) {
                        $0.store = url
                    } _: { scene in
                        let seat = scene.seats[0]
                        var settings = scene.central.settings
                        settings.folder += "2"
                        let second = try CentralRig(settings)
                        try FileManager.default.createDirectory(
                            atPath: second.data, withIntermediateDirectories: true)
                        try FileManager.default.copyItem(
                            atPath: scene.central.data + "/authority", toPath: second.data + "/authority")
                        try await second.start()
                        var patient = Patient(seat.ward, DemoCodes.zhang)
                        try await patient.beAdmitted()
                        try await scene.central.kill()
                        seat.cable.lead(to: second.port)
                        try await patient.stayAndLeave()
                        try await seat.agree()
                        let fleet = try await second.command(["fleet", "--json"])
                        #expect(fleet.contains("\"kiosk1\""))
                        try await second.stop()
                        try await scene.central.start()
                        try await scene.agreesOnEverything(seat)
                    }
                    outcome = .success(())
                } catch { outcome = .failure(error) }
                await postgres.stop()
                try outcome.get()
            }
        }
    }
}

extension CentralScene {
    /// Every fact of the terminal is at the central store, in this order, once, and none is held.
    func agreesOnEverything(_ seat: Seat) async throws {
        try await seat.agree()
        let row = try await fleet(seat)
        #expect(row.quarantined == 0 && row.state == "active")
        #expect(row.acknowledged > 0)
    }
}
