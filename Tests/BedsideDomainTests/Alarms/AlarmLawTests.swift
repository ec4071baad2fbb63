import BedsideDomain
import Foundation
import Testing

/// I1 to I12 of alarms.md 5.6 on wards where anything may happen between any two steps: presses, levels, nurses, screens,
/// crashes, clocks.
///
/// All laws watch the same nights, so that one walk pays for all. `BEDSIDE_SEED=n` plays night n alone, and
/// `BEDSIDE_SOAK=1` a hundred times as many.
@Suite("The laws of the alarms hold in any night")
struct AlarmLawTests {
    @Test("holds in every night", arguments: AlarmLaw.allCases)
    func holds(_ law: AlarmLaw) {
        if let failure = Nights.all.failures[law] { Issue.record("\(law.rawValue)\n\(failure)") }
    }

    /// The nights prove something only if they get everywhere.
    @Test("the nights reach every state, end, refusal and trouble", .enabled(if: Nights.seed == nil))
    func everywhere() {
        let wanted =
            AlarmLifecycle.allCases.filter { $0 != .closed }.map(\.rawValue)
            + AlarmEnd.allCases.map { "ended " + $0.rawValue }
            + AlarmRefusal.allCases.filter { $0 != .noReason && $0 != .noContact }.map { "refused " + $0.rawValue }
            + [TechnicalFault.inputLost, .unstableInput, .screenLost, .noScreen, .clock].map { "fault " + $0.rawValue }
            + ["flood", "unstable", "crash between records"]
        print("\(Nights.all.count) nights, \(Nights.all.events) events")
        let missing = wanted.filter { !Nights.all.seen.contains($0) }
        #expect(missing == [], "not reached in \(Nights.all.count) nights")
    }
}

/// All nights of a run, played once.
private struct Nights: Sendable {
    static let length = 60
    static let seed = ProcessInfo.processInfo.environment["BEDSIDE_SEED"].flatMap { UInt64($0) }
    static let all = Nights()

    var failures: [AlarmLaw: String] = [:]
    var seen: Set<String> = []
    var count = 0
    var events = 0

    private init() {
        let isSoak = ProcessInfo.processInfo.environment["BEDSIDE_SOAK"] == "1"
        let seeds = Self.seed.map { $0...$0 } ?? 1...(isSoak ? 200_000 : 2000)
        for seed in seeds {
            let night = RandomNight(seed: seed, length: Self.length)
            let world = NightWorld.play(night)
            seen.formUnion(world.seen)
            count += 1
            events += world.events
            for law in world.broken.keys where failures[law] == nil {
                let small = NightShrinker.shrink(night) { NightWorld.play($0).broken[law] != nil }
                let reason = NightWorld.play(small).broken[law] ?? "(does not break any more)"
                failures[law] = "\(reason) [BEDSIDE_SEED=\(seed)]\n    \(small)"
            }
        }
    }
}
