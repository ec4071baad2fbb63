import BedsideDomain

/// A scenario as it was read: what the ward is like, and then one thing after another.
struct Scenario: Sendable, Hashable {
    let file: String
    var title = ""
    var needs: Set<Capability> = []
    var ward = Ward()
    var steps: [Step] = []

    struct Step: Sendable, Hashable {
        /// From 1.
        let line: Int
        /// As it was written, without its comment.
        let text: String
        let command: Command
    }

    /// The ward of a scenario; without a word about it: one screen at the desk, the terminal next to it.
    struct Ward: Sendable, Hashable {
        /// Where the terminal stands: the place of its own technical alarms.
        static let home = "ward"
        var screens: [WardScreenName] = []
        var teams: [AlarmPlace: [Set<WardScreenName>]] = [:]
        var sounder: AlarmAudience.SounderRole = .desk

        var audience: AlarmAudience { AlarmAudience(expected: Set(screens), teams: teams, sounder: sounder) }
    }

    /// Every contact that the scenario speaks of, so that a world can wire it up before the beginning.
    var points: [WardPoint] {
        Set(steps.compactMap(\.command.point)).sorted { $0.name < $1.name }
    }

    /// The ones whose level is told; at rest in the beginning.
    var contacts: [WardPoint] {
        let all = steps.compactMap { step -> WardPoint? in
            if case .contact(let point, _) = step.command { point } else { nil }
        }
        return Set(all).sorted { $0.name < $1.name }
    }

    /// Every place that the scenario speaks of.
    var places: [AlarmPlace] {
        var places = Set(points.map(\.place))
        for step in steps {
            switch step.command {
            case .cancel(let place), .battery(let place, _), .expect(.patient(let place, _)): places.insert(place)
            case .act(.attendAll(let place), _, _): places.insert(place)
            default: break
            }
        }
        return places.sorted()
    }
}

/// A line that nobody can understand, and what could stand there.
struct ScenarioError: Error, Hashable, CustomStringConvertible {
    let file: String
    let line: Int
    let message: String
    var known: [String] = []

    var description: String {
        let head = "\(file):\(line): \(message)"
        return known.isEmpty ? head : head + "\n  known here:\n" + known.map { "    \($0)" }.joined(separator: "\n")
    }
}
