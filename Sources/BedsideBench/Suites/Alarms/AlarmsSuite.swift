import BedsideDemo
import BedsideRigs
import BedsideWire

/// From a call's frame on a wireless base's line to the bytes at the ward screens, each raise in the journal before; a
/// burst; and what it costs to watch a ward where nobody calls.
struct AlarmsSuite {
    let places: DemoWard.Places
    let raises: Int
    /// Sources that call within one second.
    let burst: Int

    /// Ward screens in the figures of many.
    private static let crowd = 20
    private static let beds = 8

    func run() async throws -> [Figure] {
        try await one() + AlarmBurst(places: places, raises: burst).run() + many()
            + AlarmIdle(places: places).run()
    }

    private func one() async throws -> [Figure] {
        try await AlarmWard.with(places, beds: Self.beds, screens: 1) { ward in
            let (times, lost) = try await oneByOne(raises, in: ward)
            return [
                Figure("alarm_to_screen_p50_ms", times.median, "ms"),
                Figure("alarm_to_screen_p99_ms", times.percentile(99), "ms", note: "of \(times.count) raises"),
                Figure("alarm_to_screen_max_ms", times.percentile(100), "ms"),
                Figure(
                    "alarm_lost", Double(lost), "raises", note: "\(try ward.journalKiB()) KiB of journal at the end"),
            ]
        }
    }

    /// Until the last of all screens has read it.
    private func many() async throws -> [Figure] {
        try await AlarmWard.with(places, beds: Self.beds, screens: Self.crowd) { ward in
            let (times, lost) = try await oneByOne(max(raises / 10, 1), in: ward)
            return [
                Figure("screens20_p50_ms", times.median, "ms", note: "the last of \(Self.crowd) screens"),
                Figure(
                    "screens20_p99_ms", times.percentile(99), "ms", note: "of \(times.count) raises, \(lost) lost"),
            ]
        }
    }

    /// A bed calls, every screen shows it, the bed cancels, every screen shows that; then the next bed.
    private func oneByOne(_ raises: Int, in ward: AlarmWard) async throws -> (times: Sample, lost: Int) {
        var times: [Double] = []
        var lost = 0
        // The first warm up both sides and are not counted.
        for turn in 0..<(raises + 50) {
            let bed = turn % Self.beds + 1
            let called = ContinuousClock.now
            try ward.base.send(WardFrame.bytes(.call, bed: bed))
            var last: ContinuousClock.Instant? = called
            for screen in ward.screens {
                let sight = try await screen.see("the call of bed \(bed)", within: .seconds(5)) {
                    !$0.raised.isEmpty && $0.shows(bed: bed)
                }
                last = if let last, let sight { max(last, sight.readAt) } else { nil }
            }
            if turn >= 50 {
                if let last { times.append((last - called).milliseconds) } else { lost += 1 }
            }
            try ward.base.send(WardFrame.bytes(.clear, bed: bed))
            for screen in ward.screens {
                let end = try await screen.see("the end of the call of bed \(bed)", within: .seconds(5)) {
                    !$0.shows(bed: bed)
                }
                guard end != nil else { throw RigError("bed \(bed) cancelled and is still shown") }
            }
        }
        return (Sample(times), lost)
    }
}
