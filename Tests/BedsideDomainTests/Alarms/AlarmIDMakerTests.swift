import Testing

@testable import BedsideDomain

@Suite("The identifiers of alarms")
struct AlarmIDMakerTests {
    @Test("UUIDs of version 7 and the variant of RFC 9562, with their time in front")
    func shape() throws {
        var maker = AlarmIDMaker(seed: 1)
        for _ in 0..<1000 {
            let text = maker.next(at: Timestamp(milliseconds: 0x0192_3456_789A)).text
            let parts = text.split(separator: "-").map(String.init)
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(text.hasPrefix("01923456-789a-7"))
            #expect("89ab".contains(try #require(parts[3].first)))
            #expect(text.allSatisfy { "0123456789abcdef-".contains($0) })
            _ = try AlarmID(text)
        }
    }

    @Test("later ones sort later: of other milliseconds, of one, and when the clock is set back")
    func order() {
        var maker = AlarmIDMaker(seed: 2)
        let steps = [0, 1, 2, 1000].flatMap { Array(repeating: $0, count: 5000) } + [-3_600_000, 1001, 500]
        let ids = steps.map { maker.next(at: Timestamp(milliseconds: 1_700_000_000_000 + Int64($0))) }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
    }

    @Test("20,000 of one millisecond are all different, and a seed gives the same again")
    func unique() {
        var (maker, twin, other) = (AlarmIDMaker(seed: 3), AlarmIDMaker(seed: 3), AlarmIDMaker(seed: 4))
        let moment = Timestamp(milliseconds: 1_700_000_000_000)
        #expect(Set((0..<20_000).map { _ in maker.next(at: moment) }).count == 20_000)
        maker = AlarmIDMaker(seed: 3)
        let first = maker.next(at: moment)
        #expect(first == twin.next(at: moment))
        #expect(first != other.next(at: moment))
    }

    @Test("a clock before 1970 does not end the process")
    func early() {
        var maker = AlarmIDMaker(seed: 5)
        #expect(maker.next(at: Timestamp(milliseconds: -1)).text.hasPrefix("00000000-0000-7"))
    }

    @Test("a table takes no identifier twice, even with the seed of the process before it")
    func taken() {
        var bench = Bench()
        bench.press(Bench.call)
        var again = AlarmTable(
            restoring: Array(bench.table.open.values), rules: .standard, audience: AlarmAudience(),
            home: NightCast.home,
            seed: 7, at: bench.now)
        _ = again.handle(.signal(Bench.red, .pressed(1)), at: bench.now)
        #expect(again.open.count == 2)
    }
}
