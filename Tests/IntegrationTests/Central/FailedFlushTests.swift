import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideStore
import Testing

extension Integration {
    /// Row 2 of the fault list: a flush fails, and whether the commit reached the disk nobody knows. The program ends by
    /// itself, and its next start reads back what counts.
    @Suite struct FailedFlushTests {
        @Test(
            "A central store whose disk fails to flush acknowledges nothing more, ends, and has each fact once",
            arguments: FailedFlush.Fate.allCases)
        func central(_ fate: FailedFlush.Fate) async throws {
            try await withFolder { folder in
                let disk = try await FailedFlush.made(in: folder)
                try await CentralScene.with(["kiosk1"]) {
                    $0.environment = disk.environment
                } _: { scene in
                    let seat = scene.seats[0]
                    var patient = Patient(seat.ward, DemoCodes.zhang)
                    try await patient.beAdmitted()
                    try await seat.agree()
                    let acknowledged = try await scene.fleet(seat).acknowledged
                    seat.cable.set(.pulled)
                    try await patient.stayAndLeave()
                    try disk.begin(fate)
                    seat.cable.set(.through)
                    // Not only when the last long poll is over, after up to 50 s.
                    try await eventually("the server to end by itself", within: .seconds(15)) {
                        scene.central.finished() != nil
                    }
                    #expect(scene.central.finished() == 1)
                    #expect(scene.central.logText.contains("(commit-unknown)"))

                    try await seat.ward.daemon.stop()
                    #expect(try await scene.believed(seat) == acknowledged)
                    try disk.end()
                    try await scene.central.start()
                    try await seat.ward.start()
                    try await scene.agreesOnEverything(seat)
                    #expect(try await scene.fleet(seat).acknowledged > acknowledged)
                    #expect(scene.charged == 100_000 + 23_448)
                    try await scene.hasWholeChain(seat)
                }
            }
        }

        /// The screen at whose next commit the disk fails: the admission's, the payment's, the settlement's.
        @Test(
            "A terminal whose disk fails to flush ends by itself; nothing is lost and nothing charged twice",
            arguments: FailedFlush.Fate.allCases, ["staff-pin", "payment-wallet", "discharge-preview"])
        func terminal(_ fate: FailedFlush.Fate, _ screen: String) async throws {
            try await withFolder { folder in
                let disk = try await FailedFlush.made(in: folder)
                try await TestWard.with([.wallet]) {
                    $0.environment = disk.environment
                } _: { ward in
                    var patient = Patient(ward, DemoCodes.zhang)
                    let before = patient
                    patient.restarting = {
                        #expect(ward.daemon.finished() == 1)
                        try disk.end()
                    }
                    try await patient.goOn(within: .seconds(60), until: [screen]) { seen in
                        switch seen.name {
                        case "welcome", "goodbye": try ward.scanner.scan(before.codes.slip)
                        case "home": try await before.press(4)
                        default: try await before.answer(seen)
                        }
                        return false
                    }
                    try disk.begin(fate)
                    try await patient.stayAndLeave()
                    #expect(patient.restarts == 1)
                    #expect(ward.daemon.logText.contains("commit-unknown"))
                    #expect(!ward.daemon.logText.contains("did not stop in time"))
                    try await ward.daemon.stop()
                    try await Books.read(ward.daemon.store) { books in
                        let counts = try await books.store.counts()
                        #expect(counts.openStays == 0)
                        #expect(counts.openPayments == 0)
                        try await books.agree(
                            with: try #require(ward.wallet).ledger,
                            settled: try EncounterID(DemoCodes.zhang.wristband))
                    }
                }
            }
        }

        @Test("Also a command at the door ends a terminal whose disk fails to flush") func door() async throws {
            try await withFolder { folder in
                let disk = try await FailedFlush.made(in: folder)
                try await TestWard.closed {
                    $0.environment = disk.environment
                } _: { ward in
                    try await ward.start()
                    try disk.begin(.kept)
                    await #expect(throws: (any Error).self) { try await ward.importDemo() }
                    try await eventually("the daemon to end by itself") { ward.daemon.finished() != nil }
                    #expect(ward.daemon.finished() == 1)
                    #expect(ward.daemon.logText.contains("commit-unknown"))
                    try disk.end()
                    try await ward.start()
                    try await ward.importDemo()
                }
            }
        }
    }
}
