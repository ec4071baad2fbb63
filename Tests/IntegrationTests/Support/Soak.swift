import Foundation

/// The long setting, for a night: BEDSIDE_SOAK=1.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["BEDSIDE_SOAK"] == "1"

    /// Where the power fails: at every commit before and after, or in CI at one of `share`, the moments taking turns so that
    /// each run of neighbours sees both.
    static func cuts(_ commits: Int, share: Int) -> [(PowerCut.Moment, Int)] {
        guard !isOn else { return (1...commits).flatMap { number in PowerCut.Moment.allCases.map { ($0, number) } } }
        return stride(from: 1, through: commits, by: share).enumerated().map { index, number in
            (
                index % 2 == 0 ? .before : .after,
                number + (index / 2) % share < commits ? number + (index / 2) % share : number
            )
        }
    }
}
