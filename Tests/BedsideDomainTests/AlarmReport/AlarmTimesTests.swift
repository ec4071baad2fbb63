import BedsideDomain
import Testing

@Suite("Times of the alarm report") struct AlarmTimesTests {
    @Test(
        "percentiles are nearest-rank: values that were measured",
        arguments: [
            ([7], 7, 7, 7), ([1, 2], 1, 2, 2), ([3, 1, 2], 2, 3, 3), ([4, 3, 2, 1], 2, 4, 4),
            (Array(1...10), 5, 9, 10), (Array(1...11), 6, 10, 11), (Array(1...100), 50, 90, 100),
        ] as [([Int64], Int64, Int64, Int64)])
    func table(values: [Int64], median: Int64, p90: Int64, worst: Int64) throws {
        let times = try #require(AlarmTimes(values))
        #expect(times.count == values.count)
        #expect((times.median, times.p90, times.worst) == (median, p90, worst))
    }

    @Test("nothing measured is no time") func none() { #expect(AlarmTimes([]) == nil) }

    @Test(
        "at least half, and at least nine in ten, were no slower; fewer were faster",
        arguments: 1...200 as ClosedRange<UInt64>)
    func rank(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let values = (0..<Int.random(in: 1...60, using: &random)).map { _ in Int64.random(in: 0...40, using: &random) }
        let times = try #require(AlarmTimes(values))
        for (percent, value) in [(50, times.median), (90, times.p90)] {
            #expect(values.contains(value))
            #expect(values.count { $0 <= value } * 100 >= percent * values.count)
            #expect(values.count { $0 < value } * 100 < percent * values.count)
        }
    }
}
