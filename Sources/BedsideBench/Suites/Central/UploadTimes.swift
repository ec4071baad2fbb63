import Glibc

/// How long rounds of uploads took, and what they cost this process.
struct UploadTimes {
    /// Milliseconds of each counted round.
    private(set) var wall: [Double] = []
    private var spent = 0.0

    mutating func take(counted: Bool, _ work: () async throws -> Void) async throws {
        let before = Machine.cpuMilliseconds(getpid())
        let took = try await measure(work)
        guard counted else { return }
        wall.append(took)
        spent += Machine.cpuMilliseconds(getpid()) - before
    }

    /// Of so many uploads a round.
    func rate(_ uploads: Int) -> Double { Double(uploads) / (Sample(wall).median / 1000) }

    /// Milliseconds of this process' CPU for one upload.
    func cpu(of uploads: Int) -> String { Figure.short(spent / Double(uploads * max(1, wall.count))) }
}

extension Figure {
    /// Two digits behind the point, for a note.
    static func short(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
