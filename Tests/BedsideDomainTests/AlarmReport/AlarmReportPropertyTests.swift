import BedsideDomain
import Testing

@Suite("The alarm report's sums agree") struct AlarmReportPropertyTests {
    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func sums(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let histories = try (0..<Int.random(in: 0...80, using: &random)).map { try anything($0, &random) }
        let report = report(histories, now: eight.adding(seconds: .random(in: 1...200_000, using: &random)))
        let inPeriod = histories.count { $0.raisedAt >= eight && $0.raisedAt < eight.adding(seconds: 28_800) }
        let all = report.all
        #expect(all.count == inPeriod)
        #expect(report.people.count + report.devices.count + report.technical.count == inPeriod)
        #expect(report.hours.reduce(0) { $0 + $1.total } == inPeriod)
        #expect(report.levels.reduce(0) { $0 + $1.count } == inPeriod)
        #expect(report.levels.filter { $0.level > 1 }.reduce(0) { $0 + $1.count } == all.escalated)
        for figures in [report.kinds.map(\.figures), report.places.map(\.figures)] {
            for priority in AlarmPriority.allCases {
                #expect(figures.reduce(0) { $0 + $1.mix[priority] } == all.mix[priority])
            }
            #expect(figures.reduce(0) { $0 + $1.inTime } == all.inTime)
            #expect(figures.reduce(0) { $0 + $1.late } == all.late)
            #expect(figures.reduce(0) { $0 + $1.neverAccepted } == all.neverAccepted)
            #expect(figures.reduce(0) { $0 + ($1.accept?.count ?? 0) } == all.accept?.count ?? 0)
            #expect(figures.reduce(0) { $0 + ($1.attend?.count ?? 0) } == all.attend?.count ?? 0)
        }
        #expect(all.neverAccepted + (all.accept?.count ?? 0) == inPeriod)
        #expect(all.inTime + all.late <= inPeriod)
        #expect(all.mix.permille.total == (inPeriod > 0 ? 1000 : 0))
        #expect((report.shown?.count ?? 0) + report.neverShown == inPeriod)
        #expect((0...1000).contains(report.floods.permille))
        #expect(report.floods.floods.allSatisfy { $0.alarms > AlarmFlood.startsAbove && $0.start <= $0.end })
        #expect(zip(report.floods.floods, report.floods.floods.dropFirst()).allSatisfy { $0.end <= $1.start })
        #expect(report.floods.floods.isEmpty == (report.floods.peak <= AlarmFlood.startsAbove))
        #expect(
            self.report(histories.shuffled(using: &random), now: report.madeAt) == report, "the order does not matter")
    }

    private func report(_ histories: [AlarmHistory], now: Timestamp) -> AlarmReport {
        BedsideDomainTests.report(histories, hours: 8, now: now)
    }

    private func anything(_ number: Int, _ random: inout SplitMix64) throws -> AlarmHistory {
        let kinds = AlarmKind.ofInputs + TechnicalFault.allCases.map(AlarmKind.technical)
        func maybe(_ range: ClosedRange<Double>) -> Double? {
            Bool.random(using: &random) ? Double.random(in: range, using: &random) : nil
        }
        // Some come close together, so that there are floods.
        let start =
            Bool.random(using: &random)
            ? Double.random(in: 0...900, using: &random) : Double.random(in: -100_000...40_000, using: &random)
        return try alarm(
            number, "\(Int.random(in: 1...12, using: &random))", kinds.randomElement(using: &random) ?? .call,
            at: start, origin: "o\(Int.random(in: 1...2, using: &random))",
            occurrences: .random(in: 1...4, using: &random), shown: maybe(0...3), accepted: maybe(0...400),
            attended: maybe(0...900), level: .random(in: 1...4, using: &random), closed: maybe(1...200_000))
    }
}
