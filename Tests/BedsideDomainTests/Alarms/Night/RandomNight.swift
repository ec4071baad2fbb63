import BedsideDomain

/// A ward and what happens on it, drawn from one seed.
struct RandomNight: Sendable {
    var setup: NightSetup
    var steps: [NightStep]

    init(setup: NightSetup, steps: [NightStep]) {
        self.setup = setup
        self.steps = steps
    }

    init(seed: UInt64, length: Int) {
        var dice = SplitMix64(seed: seed)
        setup = NightSetup(&dice)
        steps = (0..<length).map { _ in Self.step(&dice) }
    }

    private static func step(_ dice: inout SplitMix64) -> NightStep {
        switch dice.int(0...99) {
        case 0..<16: .wait(dice.pick([1, 499, 500, 1000, 3000, 4999, 5000, 15_000, 29_999, 30_000, 60_000, 130_000]))
        case 16..<21: .stallToDue(dice.pick([-1, 0, 0, 1, 2000]))
        case 21..<24: .ring
        case 24..<38: .press(dice.pick(NightCast.buttons), dice.chance(oneIn: 8) ? 3 : 1)
        case 38: .flicker(dice.pick(NightCast.levels), Int(dice.int(1...5)))
        case 39..<54: .level(dice.pick(NightCast.levels), dice.int(0...4) < 3)
        case 54..<56: .cancel(dice.pick(NightCast.places))
        case 56..<60: .fault(dice.pick(NightCast.faults), dice.int(0...2) < 2)
        case 60: .storm(Int(dice.int(2...13)))
        case 61..<79: act(&dice)
        case 79..<81: .attendAll(dice.pick(NightCast.places), nurse: nurse(&dice), isAtBed: !dice.chance(oneIn: 4))
        case 81..<84: .pause(nurse: nurse(&dice))
        case 84..<87: .join(dice.pick(NightCast.screens))
        case 87..<92: .confirm(dice.pick(NightCast.screens), behind: dice.pick([0, 0, 0, 1, 2]))
        case 92: .leave(dice.pick(NightCast.screens))
        case 93..<95: .probe
        case 95: .setClock(dice.pick([-3_600_000, -61_000, 1000, 61_000, 3_600_000]))
        default:
            .crash(
                written: Int(dice.int(0...3)), isNewBoot: dice.chance(oneIn: 2),
                down: dice.pick([0, 200, 4000, 20_000, 400_000]), clockOff: dice.pick([0, 0, 0, -3_600_000, 3_600_000]))
        }
    }

    private static func act(_ dice: inout SplitMix64) -> NightStep {
        let verb = dice.pick([
            NightStep.Verb.accept, .accept, .accept, .accept, .reject, .reject, .attend, .attend, .attend, .leave,
            .leave,
            .shelve, .outOfService, .unshelve,
        ])
        let isHold = verb == .shelve || verb == .outOfService || verb == .unshelve
        let isTechnical = isHold ? !dice.chance(oneIn: 4) : dice.chance(oneIn: 6)
        let sources = isTechnical ? NightCast.faults : NightCast.buttons + NightCast.levels
        return .act(verb, dice.pick(sources), nurse: nurse(&dice), isAtBed: !dice.chance(oneIn: 3))
    }

    private static func nurse(_ dice: inout SplitMix64) -> StaffID { dice.pick(NightCast.nurses) }
}

extension RandomNight: CustomStringConvertible {
    var description: String { ([setup.description] + steps.map(\.description)).joined(separator: "\n    ") }
}
