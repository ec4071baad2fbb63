import Testing

@testable import BedsideDomain

@Suite("A burst of alarms")
struct AlarmBurstTests {
    @Test("5,000 raises in one second: none is missing, and the last costs as the first")
    func burst() {
        var bench = Bench(rules: Bench.patient)
        let clock = ContinuousClock()
        var times: [Duration] = []
        var announced: Set<AlarmID> = []
        for batch in 0..<10 {
            times.append(
                clock.measure {
                    for number in 0..<500 {
                        let place = batch * 500 + number
                        let source = AlarmSource(place: Bench.call.place, kind: .call, origin: "bed-\(place)")
                        if place % 5 == 4 { bench.pass(1) }
                        bench.press(source)
                        for case .annunciate(let raised) in bench.effects { announced.formUnion(raised) }
                    }
                })
        }
        #expect(bench.table.open.count == 5000)
        #expect(announced.count == 5000)
        #expect(bench.table.board(at: bench.now).rows.count == 5000)
        // Some allowance: a machine that is busy with other things, and dictionaries that grow.
        let (first, last) = (times.prefix(3).min() ?? .zero, times.suffix(3).min() ?? .zero)
        #expect(last < first * 5, "the cost of one raise grows with those before it: \(first) and \(last) for 500")
    }
}
