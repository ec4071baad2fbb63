import BedsideDomain
import Testing

@testable import BedsideSound

/// The rhythm, without a card and without a clock.
@Suite struct ScheduleTests {
    private let origin = ContinuousClock.now
    private var schedule = SoundSchedule()

    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { origin + .milliseconds(milliseconds) }

    private func burst(_ priority: AlarmPriority, level: Int = 1, from start: Int) -> SoundBurst {
        SoundBurst(priority: priority, level: level, start: at(start))
    }

    /// When bursts begin within a time, asked at every wake-up.
    private mutating func starts(_ plan: SoundPlan, from: Int, until end: Int) -> [Int] {
        var time = at(from)
        var starts: [Int] = []
        while time <= at(end) {
            let step = schedule.follow(plan, at: time)
            if let burst = step.burst {
                let start = Int((burst.start - origin) / .milliseconds(1))
                if starts.last != start { starts.append(start) }
            }
            guard let wakeUp = step.wakeUp else { break }
            #expect(wakeUp > time)
            time = wakeUp
        }
        return starts
    }

    @Test(
        arguments: [(.emergency, 5000), (.infusion, 10_000), (.call, 10_000), (.technical, 16_000)]
            as [(AlarmPriority, Int)])
    mutating func repeatsUntilItIsAccepted(priority: AlarmPriority, interval: Int) {
        let starts = starts(.alarm(priority, level: 1), from: 0, until: 60_000)
        #expect(starts == Array(stride(from: 0, through: 60_000, by: interval)))
    }

    @Test mutating func isSilentBetweenBursts() {
        let plan = SoundPlan.alarm(.call, level: 1)
        #expect(schedule.follow(plan, at: at(0)) == .init(burst: burst(.call, from: 0), wakeUp: at(890)))
        #expect(schedule.follow(plan, at: at(889)).burst == burst(.call, from: 0))
        #expect(schedule.follow(plan, at: at(890)) == .init(burst: nil, wakeUp: at(10_000)))
    }

    @Test mutating func silenceIsAtOnce() {
        #expect(schedule.follow(.alarm(.emergency, level: 3), at: at(0)).burst != nil)
        #expect(schedule.follow(.silence, at: at(10)) == .init(burst: nil, wakeUp: nil))
    }

    @Test mutating func aNewAlarmAfterSilenceSoundsAtOnce() {
        _ = schedule.follow(.alarm(.call, level: 1), at: at(0))
        _ = schedule.follow(.silence, at: at(3000))
        #expect(schedule.follow(.alarm(.call, level: 1), at: at(3001)).burst == burst(.call, from: 3001))
    }

    @Test(arguments: [300, 5000]) mutating func aHigherPriorityCutsIn(time: Int) {
        _ = schedule.follow(.alarm(.call, level: 1), at: at(0))
        #expect(schedule.follow(.alarm(.emergency, level: 1), at: at(time)).burst == burst(.emergency, from: time))
    }

    @Test mutating func aLowerPriorityTakesABreath() {
        _ = schedule.follow(.alarm(.emergency, level: 1), at: at(0))
        let lower = SoundPlan.alarm(.infusion, level: 1)
        #expect(schedule.follow(lower, at: at(500)) == .init(burst: nil, wakeUp: at(1500)))
        #expect(schedule.follow(lower, at: at(900)) == .init(burst: nil, wakeUp: at(1500)))
        #expect(schedule.follow(lower, at: at(1500)).burst == burst(.infusion, from: 1500))
    }

    @Test mutating func aLowerPriorityNeedsNoBreathLongAfterTheHigher() {
        _ = schedule.follow(.alarm(.emergency, level: 1), at: at(0))
        #expect(schedule.follow(.alarm(.call, level: 1), at: at(4000)).burst == burst(.call, from: 4000))
    }

    @Test mutating func anEmergencyCutsIntoTheBreath() {
        _ = schedule.follow(.alarm(.infusion, level: 1), at: at(0))
        _ = schedule.follow(.alarm(.call, level: 1), at: at(200))
        #expect(schedule.follow(.alarm(.emergency, level: 1), at: at(400)).burst == burst(.emergency, from: 400))
    }

    @Test mutating func theSamePriorityKeepsItsRhythmWhileTheLevelRises() {
        let first = burst(.infusion, from: 0)
        #expect(schedule.follow(.alarm(.infusion, level: 1), at: at(0)).burst == first)
        #expect(schedule.follow(.alarm(.infusion, level: 2), at: at(100)).burst == first)
        #expect(schedule.follow(.alarm(.infusion, level: 2), at: at(4000)) == .init(burst: nil, wakeUp: at(10_000)))
        #expect(
            schedule.follow(.alarm(.infusion, level: 2), at: at(10_000)).burst
                == burst(.infusion, level: 2, from: 10_000))
    }

    @Test mutating func aThreadThatCameLateSoundsAtOnceAndOnlyOnce() {
        _ = schedule.follow(.alarm(.emergency, level: 1), at: at(0))
        #expect(schedule.follow(.alarm(.emergency, level: 1), at: at(61_234)).burst == burst(.emergency, from: 61_234))
    }

    @Test mutating func aTestSoundsOnce() {
        #expect(starts(.test(.emergency), from: 0, until: 60_000) == [0])
        #expect(schedule.follow(.test(.emergency), at: at(60_000)) == .init(burst: nil, wakeUp: nil))
    }

    @Test mutating func anAlarmNeverWaitsForATest() {
        _ = schedule.follow(.test(.emergency), at: at(0))
        #expect(schedule.follow(.alarm(.call, level: 1), at: at(100)).burst == burst(.call, from: 100))
        _ = schedule.follow(.test(.call), at: at(200))
        #expect(schedule.follow(.alarm(.call, level: 2), at: at(4000)).burst == burst(.call, level: 2, from: 4000))
    }

    @Test mutating func anAlarmTakesOverTheTestOfItsOwnPattern() {
        _ = schedule.follow(.test(.emergency), at: at(0))
        #expect(schedule.follow(.alarm(.emergency, level: 1), at: at(1000)).burst == burst(.emergency, from: 0))
        #expect(schedule.follow(.alarm(.emergency, level: 1), at: at(5000)).burst == burst(.emergency, from: 5000))
    }

    @Test mutating func whatCouldNotBePlayedBeginsAgain() {
        _ = schedule.follow(.alarm(.call, level: 1), at: at(0))
        schedule.forget()
        #expect(schedule.follow(.alarm(.call, level: 1), at: at(1000)).burst == burst(.call, from: 1000))
    }

    /// Any order of plans at any times: while there is an alarm, its pattern is heard within its interval, and nothing but
    /// the plan's own priority is ever heard.
    @Test(arguments: UInt64(1)...40) func anyOrderOfPlans(seed: UInt64) {
        var random = Dice(state: seed)
        var schedule = SoundSchedule()
        var plan = SoundPlan.silence
        var (now, lastHeard) = (origin, origin)
        var wakeUp: ContinuousClock.Instant?
        for _ in 0..<2000 {
            let change = now + .milliseconds(Int.random(in: 0...12_000, using: &random))
            if let due = wakeUp, due <= change {
                now = due
            } else {
                now = change
                let old = plan
                plan = Self.randomPlan(&random)
                if Self.priority(of: old) != Self.priority(of: plan) { lastHeard = now }
            }
            let step = schedule.follow(plan, at: now)
            wakeUp = step.wakeUp
            if let burst = step.burst {
                #expect(burst.priority == Self.priority(of: plan))
                #expect(burst.start <= now && now < burst.end)
                lastHeard = now
            }
            if case .alarm(let priority, _) = plan {
                #expect(now - lastHeard <= SoundPattern(for: priority).interval)
                #expect(wakeUp != nil)
            }
        }
    }

    private static func priority(of plan: SoundPlan) -> AlarmPriority? {
        switch plan {
        case .silence: nil
        case .alarm(let priority, _), .test(let priority): priority
        }
    }

    private static func randomPlan(_ random: inout Dice) -> SoundPlan {
        let priority = AlarmPriority.allCases.randomElement(using: &random) ?? .call
        return switch Int.random(in: 0..<6, using: &random) {
        case 0: .silence
        case 1: .test(priority)
        default: .alarm(priority, level: Int.random(in: 1...3, using: &random))
        }
    }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
