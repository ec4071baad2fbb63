import BedsideDomain

/// Makes a night that breaks a law as small as it gets: first fewer steps, then shorter times.
enum NightShrinker {
    /// - Parameter breaks: whether a night still breaks the law.
    static func shrink(_ night: RandomNight, while breaks: (RandomNight) -> Bool) -> RandomNight {
        var best = night
        // Bounded: a law that breaks only sometimes must not keep a machine busy.
        for _ in 0..<8 {
            let before = best.steps
            dropSteps(&best, breaks)
            simplifySteps(&best, breaks)
            if best.steps == before { break }
        }
        return best
    }

    private static func dropSteps(_ best: inout RandomNight, _ breaks: (RandomNight) -> Bool) {
        var size = max(best.steps.count / 2, 1)
        while true {
            var start = 0
            while start < best.steps.count {
                var smaller = best
                smaller.steps.removeSubrange(start..<min(start + size, best.steps.count))
                if breaks(smaller) { best = smaller } else { start += size }
            }
            if size == 1 { return }
            size /= 2
        }
    }

    private static func simplifySteps(_ best: inout RandomNight, _ breaks: (RandomNight) -> Bool) {
        for index in best.steps.indices {
            for simpler in best.steps[index].simpler {
                var night = best
                night.steps[index] = simpler
                if breaks(night) {
                    best = night
                    break
                }
            }
        }
    }
}

extension NightStep {
    /// The same with shorter times and smaller numbers, the simplest first.
    fileprivate var simpler: [NightStep] {
        switch self {
        case .wait(let time): [1, 1000, time / 2].filter { $0 < time && $0 > 0 }.map { .wait($0) }
        case .stallToDue(let past) where past != 0: [.stallToDue(0)]
        case .press(let source, let count) where count > 1: [.press(source, 1)]
        case .flicker(let source, let times) where times > 1: [.flicker(source, 1), .flicker(source, times - 1)]
        case .storm(let count) where count > 1: [.storm(1), .storm(count / 2), .storm(count - 1)]
        case .confirm(let screen, let behind) where behind > 0: [.confirm(screen, behind: 0)]
        case .crash(let written, let isNewBoot, let down, let clockOff):
            [
                .crash(written: 9, isNewBoot: false, down: 0, clockOff: 0),
                .crash(written: written, isNewBoot: false, down: 0, clockOff: 0),
                .crash(written: written, isNewBoot: isNewBoot, down: 0, clockOff: clockOff),
                .crash(written: written, isNewBoot: isNewBoot, down: down, clockOff: 0),
            ].filter { $0 != self }
        case .act(let verb, let source, let nurse, _) where nurse != NightCast.nurses[0]:
            [.act(verb, source, nurse: NightCast.nurses[0], isAtBed: true)]
        default: []
        }
    }
}
