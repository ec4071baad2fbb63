import BedsideDomain
import Testing

@Suite("The alarm report") struct AlarmReportTests {
    @Test("an empty period gives zeros and no times")
    func empty() {
        let report = report([])
        #expect(report.all.count == 0 && report.all.accept == nil && report.all.attend == nil)
        #expect(report.all.inTimePermille == nil && report.shown == nil && report.neverShown == 0)
        #expect(report.kinds.isEmpty && report.places.isEmpty && report.levels.isEmpty)
        #expect(report.hours == Array(repeating: AlarmMix(), count: 24))
        #expect(report.all.mix.permille.total == 0)
        #expect(report.floods.floods.isEmpty && report.floods.permille == 0 && report.floods.longest == 0)
        #expect(report.standing.isEmpty && report.chattering.isEmpty)
    }

    @Test("what was raised before the period or from its end on does not count")
    func edges() throws {
        let report = report([
            try alarm(1, at: -0.001), try alarm(2, at: 0), try alarm(3, at: 28_799.999), try alarm(4, at: 28_800),
        ])
        #expect(report.all.count == 2)
    }

    @Test("of one alarm only the newest revision counts")
    func revisions() throws {
        let old = try alarm(1, at: 5, revision: 1)
        let new = try alarm(1, at: 5, accepted: 20, level: 2, revision: 2)
        for histories in [[old, new], [new, old]] {
            let report = report(histories)
            #expect(report.all.count == 1 && report.all.neverAccepted == 0 && report.all.escalated == 1)
        }
    }

    @Test(
        "in time, late, or neither",
        arguments: [
            // kind, accepted, attended, closed, in time, late
            (.emergency, 15, nil, nil, 1, 0), (.emergency, 15.001, nil, nil, 0, 1),
            (.infusionEmpty, 60, nil, nil, 1, 0), (.call, 121, nil, nil, 0, 1), (.service, 120, 400, 400, 1, 0),
            // Came to the bed without accepting.
            (.call, nil, 100, 100, 1, 0), (.toilet, nil, 16, 16, 0, 1),
            // Mended in time by itself: nobody was late.
            (.technical(.sound), nil, nil, 299, 0, 0), (.technical(.sound), nil, nil, 301, 0, 1),
            // Still open, long past its threshold.
            (.call, nil, nil, nil, 0, 1),
        ] as [(AlarmKind, Double?, Double?, Double?, Int, Int)])
    func verdicts(
        kind: AlarmKind, accepted: Double?, attended: Double?, closed: Double?, inTime: Int, late: Int
    ) throws {
        let figures = report([try alarm(1, kind, accepted, attended, closed)]).all
        #expect((figures.inTime, figures.late) == (inTime, late))
        #expect(figures.neverAccepted == (accepted == nil && attended == nil ? 1 : 0))
    }

    @Test("a call that is younger than its threshold is not late yet")
    func young() throws {
        let call = try alarm(1, at: 0)
        #expect(report([call], now: eight.adding(seconds: 120)).all.late == 0)
        #expect(report([call], now: eight.adding(seconds: 121)).all.late == 1)
    }

    @Test("the thresholds may be the ward's own")
    func ownThresholds() throws {
        var rules = AlarmRules()
        rules.escalation[.call] = [30, 60, 90]
        let thresholds = AlarmThresholds(rules)
        #expect(thresholds.accept(.service) == 30 && thresholds.accept(.toilet) == 15)
        let report = AlarmReport(
            histories: [try alarm(1, accepted: 31)], from: eight, to: eight.adding(days: 1), clock: .china,
            thresholds: thresholds, now: eight.adding(days: 1))
        #expect(report.all.late == 1)
    }

    @Test("people, devices and technical faults are told apart")
    func origins() throws {
        let report = report([
            try alarm(1, "1", .call, accepted: 10, attended: 50),
            try alarm(2, "2", .toilet, accepted: 20, attended: 30),
            try alarm(3, "1", .infusionEmpty, accepted: 40, level: 2), try alarm(4, "T", .technical(.sound), level: 3),
        ])
        #expect(report.people.count == 2 && report.devices.count == 1 && report.technical.count == 1)
        #expect(report.people.accept?.median == 10_000 && report.people.accept?.worst == 20_000)
        #expect(report.people.attend?.p90 == 50_000 && report.devices.attend == nil)
        #expect(report.technical.neverAccepted == 1)
        #expect(report.kinds.map(\.key) == [.toilet, .infusionEmpty, .call, .technical(.sound)])
        #expect(report.levels.map(\.level) == [1, 2, 3] && report.levels.map(\.count) == [2, 1, 1])
    }

    @Test("places stand as people count")
    func order() throws {
        let labels = ["10", "卫生间 3", "2", "9B", "9", "9A", "卫生间 12", "1"]
        let report = report(try labels.enumerated().map { try alarm($0.offset, $0.element) })
        #expect(report.places.map(\.key.label) == ["1", "2", "9", "9A", "9B", "10", "卫生间 3", "卫生间 12"])
    }

    @Test("hours are the hospital's, and a shift's stand in its own order")
    func hours() throws {
        let report = report([try alarm(1, at: 0), try alarm(2, at: 3599), try alarm(3, .toilet, at: 3600)])
        #expect(report.hours[8].call == 2 && report.hours[9].emergency == 1)
        #expect(report.hoursTouched == Array(8..<16))
        let night = AlarmReport(
            histories: [], from: eight.adding(seconds: -9 * 3600 + 60), to: eight, clock: .china, now: eight)
        #expect(night.hoursTouched == [23, 0, 1, 2, 3, 4, 5, 6, 7])
        let long = AlarmReport(histories: [], from: eight, to: eight.adding(days: 7), clock: .china, now: eight)
        #expect(long.hoursTouched == Array(0..<24))
    }

    @Test("the way to a screen, and what never got there")
    func path() throws {
        let report = report([
            try alarm(1, shown: 0.05), try alarm(2, shown: 0.08), try alarm(3, shown: 4.2), try alarm(4),
        ])
        #expect(report.shown?.median == 80 && report.shown?.worst == 4200 && report.neverShown == 1)
    }

    @Test("a clock that was set back makes no negative time")
    func clockBack() throws {
        #expect(report([try alarm(1, accepted: -30)]).all.accept?.worst == 0)
    }
}

/// Shorter for the tables.
private func alarm(
    _ number: Int, _ kind: AlarmKind, _ accepted: Double?, _ attended: Double?, _ closed: Double?
) throws -> AlarmHistory {
    try alarm(number, "1", kind, accepted: accepted, attended: attended, closed: closed)
}

private func alarm(_ number: Int, _ kind: AlarmKind, at seconds: Double) throws -> AlarmHistory {
    try alarm(number, "1", kind, at: seconds)
}
