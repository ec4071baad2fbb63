import Testing

@testable import BedsideDomain

/// Each test takes away or spoils one thing that the escalation needs; the auditor must say so (alarms.md 7.8).
@Suite("The auditor finds what was forgotten")
struct AlarmAuditTests {
    private var bench = Bench(rules: Bench.patient)
    private let stored: AlarmEpisode

    init() throws {
        bench.press(Bench.red)
        stored = try #require(bench.episode(Bench.red))
    }

    private func findings(
        _ stored: [AlarmEpisode]? = nil, kept: [AlarmID: UInt64]? = nil, armed: Int64?, after: Int64 = 0,
        boot: String? = nil
    ) -> [AlarmAudit.Finding] {
        let now = AlarmMoment(
            boot: boot ?? bench.now.boot, uptime: bench.now.uptime + after, wall: bench.now.wall)
        return AlarmAudit.findings(
            stored: stored ?? [self.stored], kept: kept ?? bench.table.open.mapValues(\.revision), armed: armed, at: now
        )
    }

    @Test("nothing, while all is well")
    func well() {
        #expect(findings(armed: bench.table.nextDue()) == [])
        #expect(findings(armed: bench.table.nextDue(), after: 15_000 + AlarmAudit.grace) == [])
    }

    @Test("a timer that was deleted")
    func noTimer() { #expect(findings(armed: nil) == [.unarmed(stored.id)]) }

    @Test("a timer that is set too late")
    func lateTimer() {
        let due = stored.deadline.uptime
        #expect(findings(armed: due + AlarmAudit.grace) == [])
        #expect(findings(armed: due + AlarmAudit.grace + 1) == [.unarmed(stored.id)])
    }

    @Test("a deadline that passed and nothing happened")
    func overdue() {
        let late = 15_000 + AlarmAudit.grace + 1
        #expect(findings(armed: bench.now.uptime + late, after: late) == [.overdue(stored.id)])
    }

    @Test("an alarm that nobody keeps, or in an older state")
    func forgotten() {
        #expect(findings(kept: [:], armed: bench.table.nextDue()) == [.forgotten(stored.id)])
        let older = [stored.id: stored.revision - 1]
        #expect(findings(kept: older, armed: bench.table.nextDue()) == [.forgotten(stored.id)])
    }

    @Test("a deadline of another boot that the start did not write anew")
    func otherBoot() { #expect(findings(armed: bench.now.uptime, boot: "boot-9") == [.unarmed(stored.id)]) }

    @Test(
        "a deadline that was corrupted: too early, too far, absurd", arguments: [-10_000, 7_200_001, Int64.max, .min])
    func corrupted(shift: Int64) {
        var spoiled = stored
        let (due, isFar) = bench.now.uptime.addingReportingOverflow(shift)
        spoiled.deadline = Self.deadline(at: isFar ? shift : due, bench.now)
        #expect(findings([spoiled], armed: bench.table.nextDue()) != [])
    }

    @Test("what the engine has changed since is not judged by the old record")
    func goneOn() {
        #expect(findings(kept: [stored.id: stored.revision + 1], armed: nil) == [])
    }

    @Test("what has ended needs no timer")
    func ended() {
        var ended = stored
        ended.end = .attended
        #expect(findings([ended], kept: [:], armed: nil) == [])
    }

    private static func deadline(at uptime: Int64, _ now: AlarmMoment) -> AlarmDeadline {
        AlarmDeadline(.zero, from: AlarmMoment(boot: now.boot, uptime: uptime, wall: now.wall))
    }
}
