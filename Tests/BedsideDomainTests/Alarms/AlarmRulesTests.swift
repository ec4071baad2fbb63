import Testing

@testable import BedsideDomain

@Suite("The timers of the alarms")
struct AlarmRulesTests {
    @Test("the defaults are those of alarms.md 5.4, and inside their bounds")
    func defaults() throws {
        let rules = try AlarmRules.standard.validated()
        #expect(rules.escalation[.emergency] == [15, 30, 45])
        #expect(rules.escalation[.infusion] == [60, 180, 300])
        #expect(rules.escalation[.call] == [120, 240, 300])
        #expect(rules.attend == [.emergency: 60, .infusion: 120, .call: 300, .technical: 3600])
        #expect(rules.screenPatience == .seconds(15))
        #expect(rules.proofPatience == .seconds(125))
    }

    /// Each timer with its lowest and highest value.
    static let bounds: [(any WritableKeyPath<AlarmRules, Int> & Sendable, ClosedRange<Int>)] = [
        (\.repeatLast, 10...60), (\.afterLeave, 10...120), (\.presence, 60...1800), (\.merge, 5...60),
        (\.offDelay, 0...30_000), (\.chatter, 3...20), (\.soundPause, 10...120), (\.shelf, 5...120),
        (\.outOfService, 1...168), (\.heartbeat, 1000...10_000), (\.probe, 5000...60_000), (\.unconfirmed, 1000...5000),
    ]

    @Test("a timer is refused just outside its bounds and taken on them", arguments: bounds.indices)
    func bound(index: Int) throws {
        let (timer, range) = Self.bounds[index]
        for value in [range.lowerBound, range.upperBound] {
            var rules = AlarmRules.standard
            rules[keyPath: timer] = value
            _ = try rules.validated()
        }
        for value in [range.lowerBound - 1, range.upperBound + 1] {
            var rules = AlarmRules.standard
            rules[keyPath: timer] = value
            expectRule(.wrongState) { () throws(DomainError) in _ = try rules.validated() }
        }
    }

    @Test(
        "an escalation is three rising numbers",
        arguments: [[15, 30], [15, 15, 45], [0, 30, 45], [15, 30, 7201], []])
    func escalation(steps: [Int]) {
        var rules = AlarmRules.standard
        rules.escalation[.emergency] = steps
        expectRule(.wrongState) { () throws(DomainError) in _ = try rules.validated() }
    }

    @Test("a person's call is never delayed, a device's at most ten seconds")
    func onDelay() {
        for (kind, delay) in [(AlarmKind.call, 1), (.toilet, 30), (.emergency, 1), (.device, 10_001), (.device, -1)] {
            var rules = AlarmRules.standard
            rules.onDelay[kind] = delay
            expectRule(.wrongState) { () throws(DomainError) in _ = try rules.validated() }
        }
        for kind in [AlarmKind.call, .service, .toilet, .emergency] {
            #expect(AlarmRules.standard.onDelay(of: kind) == .zero)
        }
    }

    @Test("levels follow each other, and the last repeats", arguments: [AlarmPriority.emergency, .infusion, .call])
    func steps(priority: AlarmPriority) {
        let rules = AlarmRules.standard
        let steps = rules.escalation[priority] ?? []
        let sums = (1...3).map { level in (1...level).map { rules.step(priority, level: $0).milliseconds }.reduce(0, +)
        }
        #expect(sums == steps.map { Int64($0) * 1000 })
        #expect(rules.step(priority, level: 4) == .seconds(60))
    }
}
