import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Testing

extension Integration {
    /// One terminal at a time keeps a stay, whoever's cable is pulled.
    @Suite struct CustodyTests {
        @Test("A patient is admitted at one terminal and leaves at another; no fen is counted twice")
        func twoTerminals() async throws {
            try await CentralScene.with(["kiosk1", "kiosk2"]) { scene in
                let (first, second) = (scene.seats[0], scene.seats[1])
                var patient = Patient(first.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await first.ward.goHome()
                try await first.agree()

                var again = Patient(second.ward, DemoCodes.zhang)
                try await again.stayAndLeave()
                try await second.agree()
                try await first.agree()
                // The deposit came in at the first, the top-up at the second: the wallet saw both once.
                #expect(scene.charged == 100_000 + 23_448)
                #expect(try await scene.fleet(first).quarantined == 0)
                #expect(try await scene.fleet(second).quarantined == 0)
                // At the first the stay is gone: nobody can settle it again there.
                try first.ward.scanner.scan(DemoCodes.zhang.wristband)
                let screen = try await first.ward.visitor.see("what became of the stay", within: .seconds(45)) {
                    $0.name != "welcome"
                }
                #expect(screen.name != "discharge-preview")
            }
        }

        @Test("While the keeper's cable is pulled nobody else gets the stay, and the patient reads where to go")
        func keeperIsAway() async throws {
            try await CentralScene.with(["kiosk1", "kiosk2"]) { scene in
                let (first, second) = (scene.seats[0], scene.seats[1])
                var patient = Patient(first.ward, DemoCodes.zhang)
                try await patient.beAdmitted()
                try await first.ward.goHome()
                try await first.agree()
                try await eventually("the second to know of the stay") {
                    try await second.central.feed ?? 0 >= first.central.feed ?? 0
                }
                first.cable.set(.pulled)
                for code in [DemoCodes.zhang.wristband, DemoCodes.zhang.slip] {
                    try second.ward.scanner.scan(code)
                    let screen = try await second.ward.visitor.see("a sentence that helps", within: .seconds(30)) {
                        $0.name != "welcome" && $0.name != "waiting"
                    }
                    #expect(screen.heading.contains("另一台终端"), "\(screen.name): \(screen.heading)")
                    try await second.ward.goHome()
                }
                // The keeper itself needs nobody: the patient settles there, unplugged.
                try await patient.stayAndLeave()
                first.cable.set(.through)
                try await first.agree()
                #expect(try await scene.fleet(first).quarantined == 0)
                #expect(scene.charged == 100_000 + 23_448)
            }
        }
    }
}
