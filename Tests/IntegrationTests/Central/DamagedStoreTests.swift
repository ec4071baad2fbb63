import BedsideCentralStore
import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// Row 11 of the fault list: damaged pages, torn and deleted logs. What was acknowledged is at the other side.
    @Suite struct DamagedStoreTests {
        /// What a dying disk or a helpful person did to a terminal's log.
        enum LogDamage: CaseIterable { case deleted, torn, flipped }

        @Test(
            "A terminal that lost its log is stopped before it counts again; a new epoch, and the centre has everything",
            arguments: LogDamage.allCases)
        func terminalLog(_ damage: LogDamage) async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await seat.agree()
                // Its log is written back into the file: what comes now is in the log alone.
                try await seat.ward.daemon.stop()
                try await seat.ward.start()
                try await seat.ward.visitor.see("welcome")
                try await patient.stayAndLeave()
                try await seat.ward.goHome()
                try await seat.agree()
                let acknowledged = try await scene.fleet(seat).acknowledged
                let paid = scene.charged
                try await seat.ward.daemon.kill()
                try Self.damage(seat.ward.daemon.store + "-wal", damage)

                try await seat.ward.start()
                try await eventually("the loss to be seen", within: .seconds(60)) {
                    try await seat.central.state == "frozen"
                }
                #expect(try await scene.fleet(seat).acknowledged == acknowledged)
                // It asked before it had anything new, or what it did since is another branch.
                let reason = try await seat.central.reason
                #expect(["store-went-back", "fork"].contains(reason), "\(reason ?? "no reason")")
                try await scene.enrol(seat, again: true)
                #expect(try await scene.fleet(seat).state == "active")
                #expect(scene.charged == paid)
                try await seat.ward.daemon.stop()
                try await scene.central.stop()
                let epochs = try await Self.epochs(scene, seat)
                #expect(epochs.count == 2)
                #expect(epochs.first == acknowledged)
                // A payment whose end was on the lost half is found paid once more, at another moment: the same operation in other
                // words, kept for a person and counted once.
                #expect(try await Self.held(scene, seat).allSatisfy { $0 == "payment.paid operation-differs" })
            }
        }

        @Test(
            "A terminal with a damaged store does not start; with a new one it is a new epoch, and the centre has all")
        func terminalFile() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.stayAndLeave()
                try await seat.ward.goHome()
                try await seat.agree()
                let acknowledged = try await scene.fleet(seat).acknowledged
                try await seat.ward.daemon.stop()
                try Self.noise(seat.ward.daemon.store)
                let refusal = await #expect(throws: RigError.self) { try await seat.ward.daemon.start() }
                #expect(refusal?.description.contains("damaged") == true)

                try FileManager.default.moveItem(
                    atPath: seat.ward.daemon.store, toPath: seat.ward.daemon.store + ".damaged")
                try await seat.ward.start()
                try await seat.ward.visitor.see("welcome")
                try await scene.enrol(seat, again: true)
                var next = Patient(seat.ward, DemoCodes.smith)
                try await next.stayAndLeave()
                try await seat.ward.goHome()
                try await scene.agreesOnEverything(seat)
                try await seat.ward.daemon.stop()
                try await scene.central.stop()
                let epochs = try await Self.epochs(scene, seat)
                #expect(epochs.count == 2)
                #expect(epochs.first == acknowledged)
            }
        }

        @Test(
            "A central store with a damaged file does not start, and after the restore the terminals send it all again")
        func centralFile() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await seat.agree()
                let backup = scene.central.settings.folder + "/backup.sqlite"
                try await scene.central.command(["backup", backup])
                try await patient.stayAndLeave()
                try await seat.agree()
                let acknowledged = try await scene.fleet(seat).acknowledged
                try await scene.central.stop()
                try Self.noise(scene.central.store)
                let damaged = bytes(of: scene.central.store)
                let refusal = await #expect(throws: RigError.self) { try await scene.central.start() }
                #expect(refusal?.description.contains("(damaged)") == true)
                #expect(bytes(of: scene.central.store) == damaged)

                try await scene.central.command(["restore", backup])
                try await scene.central.start()
                try await eventually("everything to be sent again", within: .seconds(60)) {
                    try await scene.fleet(seat).acknowledged >= acknowledged
                }
                try await scene.agreesOnEverything(seat)
                try await scene.hasWholeChain(seat)
            }
        }

        @Test("A central store that lost its log gets everything again", arguments: LogDamage.allCases)
        func centralLog(_ damage: LogDamage) async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                let seat = scene.seats[0]
                var patient = Patient(seat.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await seat.agree()
                try await scene.central.stop()
                try await scene.central.start()
                try await patient.stayAndLeave()
                try await seat.agree()
                let acknowledged = try await scene.fleet(seat).acknowledged
                try await scene.central.kill()
                try Self.damage(scene.central.store + "-wal", damage)
                try await scene.central.start()
                try await eventually("everything to be sent again", within: .seconds(60)) {
                    try await scene.fleet(seat).acknowledged >= acknowledged
                }
                try await scene.agreesOnEverything(seat)
                try await scene.hasWholeChain(seat)
            }
        }

        @Test("Any page of a copy that is none any more is seen at the start") func everyPage() async throws {
            try await CentralScene.with(["kiosk1"]) { scene in
                var patient = Patient(scene.seats[0].ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await scene.seats[0].agree()
                // A copy without free pages, in which old trees may lie.
                let backup = scene.central.settings.folder + "/backup.sqlite"
                try await scene.central.command(["backup", backup])
                let (good, copy) = (bytes(of: backup), scene.central.settings.folder + "/copy.sqlite")
                let heads = stride(from: 4096, to: good.count, by: 4096).filter { [2, 5, 10, 13].contains(good[$0]) }
                try #require(heads.count > 20)
                for head in heads {
                    var bytes = good
                    // No kind of page. A single flipped bit may make another good one, which quick_check cannot tell.
                    bytes[head] = 0x7F
                    try bytes.write(to: URL(filePath: copy))
                    let error = #expect(throws: CentralError.self, "page \(head / 4096 + 1)") {
                        try SQLiteDatabase(path: copy)
                    }
                    #expect(error?.code == .damaged, "page \(head / 4096 + 1)")
                }
            }
        }

        // MARK: What these stories share

        private static func damage(_ log: String, _ damage: LogDamage) throws {
            var bytes = try Data(contentsOf: URL(filePath: log))
            try #require(bytes.count > 8192, "the log holds something")
            switch damage {
            case .deleted: return try FileManager.default.removeItem(atPath: log)
            case .torn: bytes = bytes.prefix(bytes.count / 2)
            // From the middle on: SQLite ends its log at the first frame that is not whole.
            case .flipped: bytes[bytes.count / 2] ^= 0x10
            }
            try bytes.write(to: URL(filePath: log))
        }

        /// Every other page: whatever tables lie there.
        private static func noise(_ path: String) throws {
            var bytes = try Data(contentsOf: URL(filePath: path))
            for page in stride(from: 4096, to: bytes.count - 4096, by: 8192) {
                bytes.replaceSubrange(page..<page + 4096, with: Data(repeating: 0xA5, count: 4096))
            }
            try bytes.write(to: URL(filePath: path))
        }

        /// How many facts of each epoch of a terminal the central store has, the first epoch first. Its server must not run.
        private static func epochs(_ scene: CentralScene, _ seat: CentralScene.Seat) async throws -> [Int64] {
            let (database, name) = (try SQLiteDatabase(path: scene.central.store), seat.terminal)
            let counts = try await database.read { transaction in
                try transaction.rows(
                    "SELECT count(*) FROM inbox WHERE terminal = $1 GROUP BY epoch ORDER BY min(recv_ms)",
                    [.text(name)]
                ).map { try $0.int(0) }
            }
            await database.close()
            return counts
        }

        /// Kind and reason of every fact that the central store keeps for a person. Its server must not run.
        private static func held(_ scene: CentralScene, _ seat: CentralScene.Seat) async throws -> [String] {
            let (database, name) = (try SQLiteDatabase(path: scene.central.store), seat.terminal)
            let held = try await database.read { transaction in
                try transaction.rows(
                    """
                    SELECT i.kind || ' ' || q.code FROM quarantine q
                    JOIN inbox i ON i.terminal = q.terminal AND i.epoch = q.epoch AND i.seq = q.seq
                    WHERE q.terminal = $1
                    """, [.text(name)]
                ).map { try $0.text(0) }
            }
            await database.close()
            return held
        }
    }
}
