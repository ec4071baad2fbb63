import Testing

@testable import BedsideDomain

@Suite("A flood of alarms")
struct FloodTests {
    @Test("begins with the eleventh in ten minutes, ends below five")
    func gauge() {
        var gauge = FloodGauge()
        for second in 0..<10 as Range<Int64> { gauge.raise(at: second * 1000) }
        #expect(!gauge.isFlood && gauge.next == nil)
        gauge.raise(at: 10_000)
        #expect(gauge.isFlood)
        #expect(gauge.next == 600_000)
        gauge.settle(at: 605_999)
        #expect(gauge.isFlood)
        gauge.settle(at: 606_000)
        #expect(!gauge.isFlood, "four are left")
        #expect(gauge.next == nil)
    }

    @Test("ten in ten minutes again and again are no flood")
    func slow() {
        var gauge = FloodGauge()
        for number in 0..<100 as Range<Int64> {
            gauge.raise(at: number * 60_000)
            #expect(!gauge.isFlood)
        }
    }

    @Test("folds what is technical, and nothing else, and unfolds it when it is over")
    func folds() {
        var bench = Bench(rules: Bench.patient)
        for kind in 0..<12 {
            let source = AlarmSource(place: NightCast.home, kind: .technical(.inputLost), origin: "line-\(kind)")
            bench.feed(.fault(source, isPresent: true))
        }
        let disk = AlarmSource(place: NightCast.home, kind: .technical(.recordStore), origin: "journal")
        bench.feed(.fault(disk, isPresent: true))
        bench.press(Bench.call)
        bench.press(Bench.red)
        bench.set(Bench.pump, true)
        bench.wait(500)
        var board = bench.table.board(at: bench.now)
        #expect(board.folded == 12)
        #expect(board.rows.map(\.kind) == [.emergency, .device, .call, .technical(.recordStore)])
        bench.wait(601_000)
        board = bench.table.board(at: bench.now)
        #expect(board.folded == 0)
        #expect(board.rows.count == 16)
    }
}
