/// Counts side by side, each bar a stack of the series from the bottom up. No colours: it is read on a monochrome printer
/// and by people who do not tell colours.
struct BarChart: Sendable, Hashable {
    /// The first series stands at the bottom, where all bars begin at one line and compare best.
    var series: [Series]
    var bars: [Bar]
    /// Of the whole chart with its legend, in millimetres.
    var height: Double

    struct Series: Sendable, Hashable {
        var name: String
        var pattern: Pattern

        init(_ name: String, _ pattern: Pattern) {
            self.name = name
            self.pattern = pattern
        }
    }

    /// One count for each series; what is missing counts as none.
    struct Bar: Sendable, Hashable {
        var label: String
        var counts: [Int]

        init(_ label: String, _ counts: [Int]) {
            self.label = label
            self.counts = counts
        }

        var total: Int { counts.reduce(0, +) }
    }

    init(series: [Series], bars: [Bar], height: Double) {
        self.series = series
        self.bars = bars
        self.height = height
    }
}

/// How a part of a chart is filled; any two differ in brightness and in texture.
enum Pattern: Sendable, Hashable {
    case black
    /// Black lines on white.
    case diagonal
    case grey
    case white

    /// Brightness of the ground, 0 black to 1 white.
    var ground: Double {
        switch self {
        case .black: 0
        case .grey: 0.78
        case .diagonal, .white: 1
        }
    }
}
