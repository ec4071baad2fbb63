import Foundation

/// One measured number, in a unit that its name carries too.
struct Figure: Codable {
    let figure: String
    let value: Double
    let unit: String
    /// Shown to people only: how it was measured.
    var note: String = ""

    private enum CodingKeys: String, CodingKey { case figure, value, unit }

    init(_ figure: String, _ value: Double, _ unit: String, note: String = "") {
        self.figure = figure
        // Three digits behind the point are below the noise of every figure here.
        self.value = (value * 1000).rounded() / 1000
        self.unit = unit
        self.note = note
    }
}

/// Medians and percentiles of a sample; figures are never means, which one hiccup moves.
struct Sample {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var count: Int { sorted.count }
    var median: Double { percentile(50) }

    /// The smallest value that at least `percent` of the sample do not pass (nearest rank).
    func percentile(_ percent: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank - 1, 0), sorted.count - 1)]
    }
}

extension Duration {
    var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15 }
}

/// Milliseconds that a piece of work took.
func measure(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start).milliseconds
}

func measure(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start).milliseconds
}
