import BedsideCommands
import BedsideDemo
import BedsideDomain
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// kill -9 at random moments, while buttons are pressed, beds cancel and a nurse accepts.
    ///
    /// 200 kills in CI, 5,000 with BEDSIDE_SOAK=1; BEDSIDE_SEED=n throws the same dice again.
    @Suite struct AlarmKillTests {
        @Test("No kill loses an alarm that was shown, moves its deadline back or makes one up")
        func kills() async throws {
            var dice = Dice()
            let rounds = Soak.isOn ? 5000 : 200
            try await TestWard.with([.bells]) { settings in
                settings.moreAlarms += """
                      timers:
                        emergency_levels_seconds: ["3", "6", "9"]
                        emergency_attend_seconds: 3600
                        infusion_attend_seconds: 3600
                        call_attend_seconds: 3600

                    """
            } _: { ward in
                let ear = WardEar(ward.nurses, try WardScreenName("wall"))
                let nurse = try ward.nurse()
                defer { nurse.leave() }
                try await ward.inputIs("present")
                var witness = KillWitness()
                for round in 1...rounds {
                    do {
                        try await Self.round(ward, ear, nurse, &witness, &dice)
                    } catch { throw RigError("kill \(round) of \(rounds), BEDSIDE_SEED=\(dice.seed): \(error)") }
                    try #require(
                        witness.complaints.isEmpty,
                        "kill \(round) of \(rounds), BEDSIDE_SEED=\(dice.seed): \(witness.complaints)")
                }
                // What is not open any more has ended as it should, and the archive knows how.
                var rows: [String: AlarmRowMessage] = [:]
                try await eventually("every alarm in the archive") {
                    rows = [:]
                    try await ward.admin.alarmRows(Self.lately) { rows[$0.id] = $0 }
                    return witness.gone.isSubset(of: rows.keys)
                }
                for id in witness.gone {
                    let row = try #require(rows[id])
                    #expect(row.end != nil, "\(id) is neither open nor ended: BEDSIDE_SEED=\(dice.seed)")
                    #expect(
                        row.priority == "infusion" || row.end == "attended",
                        "\(row.kind) ended as \(row.end ?? "-"): BEDSIDE_SEED=\(dice.seed)")
                }
                // A torn write is no damage.
                #expect(!ward.daemon.logText.contains("journal was damaged"))
                #expect(!ward.daemon.logText.contains("without a deadline"))
                // The test itself saw what it is about.
                #expect(witness.named.count > rounds / 2)
                #expect(witness.gone.count > rounds / 10)
                #expect(witness.acceptedKept > rounds / 20, "\(witness.acceptedKept)")
                #expect(witness.quietKept > rounds / 2)
            }
        }

        /// Traffic, a kill in the midst of it, and the start after it.
        private static func round(
            _ ward: TestWard, _ ear: WardEar, _ nurse: Visitor, _ witness: inout KillWitness, _ dice: inout Dice
        ) async throws {
            let beds = Array((1...8).map { UInt8($0) }.shuffled(using: &dice).prefix(2))
            let traffic = ButtonTraffic()
            let (lines, own) = (try ward.lines, Dice(dice.next()))
            witness.begin(beds.map { "\($0)" })
            let cancels = Bool.random(using: &dice)
            async let sending: Void = traffic.run(at: beds, cancels: cancels, on: lines, own)
            do {
                for _ in 0..<Int.random(in: 0...3, using: &dice) {
                    try await Task.sleep(for: .milliseconds(.random(in: 0...50, using: &dice)))
                    if Bool.random(using: &dice) {
                        try lines.badges.scan(DemoCodes.nurse.badge)
                        try await nurse.press(.digit(1))
                    }
                    witness.saw(try await ward.admin.openAlarms())
                }
                try await Task.sleep(for: .milliseconds(.random(in: 0...30, using: &dice)))
                try await ward.daemon.kill()
            } catch {
                traffic.stop()
                throw error
            }
            traffic.stop()
            try await sending
            witness.hear(ear.all)
            try await ward.daemon.start()
            var after = try await ward.admin.openAlarms()
            let deadline = ContinuousClock.now + .seconds(3)
            // What fell due while nobody ran fires at the start; it may take a moment.
            while witness.hasLate(after), ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
                after = try await ward.admin.openAlarms()
            }
            witness.judge(after, pressed: traffic.pressed, cancelled: traffic.cancelled)
        }

        /// Since yesterday: a test may begin before midnight.
        private static var lately: AlarmReportRequest {
            let day = Date(timeIntervalSinceNow: -86_400).formatted(
                .iso8601.year().month().day().dateSeparator(.dash))
            return AlarmReportRequest(from: day)
        }
    }
}
