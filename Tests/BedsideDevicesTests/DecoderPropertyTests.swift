import BedsideDevices
import BedsideDomain
import Testing

/// What holds for any input. Seeds are fixed: a red run can be repeated.
@Suite struct DecoderPropertyTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func anySplitOfTheSameBytesGivesTheSameScans(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let payloads = (0..<20).map { _ in randomText(&random, serialAlphabet) }
        let bytes = payloads.flatMap {
            Array($0.utf8) + (["\r", "\n", "\r\n", "\t"].randomElement(using: &random) ?? "\r").utf8
        }
        let expected = payloads.filter { !$0.isEmpty }.map { "'\($0)'" }
        var decoder = SerialDecoder()
        var told: [String] = []
        var rest = bytes[...]
        var time = 0.0
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...50, using: &random))
            told += decoder.take(Array(piece), at: time)
            rest = rest.dropFirst(piece.count)
            time += Double.random(in: 0..<299, using: &random)
        }
        #expect(told == expected)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func noiseBetweenKeysChangesNothing(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var decoder = WedgeDecoder()
        var told: [String] = []
        var expected: [String] = []
        var time = 0.0
        for _ in 0..<20 {
            let text = randomText(&random, wedgeAlphabet)
            if !text.isEmpty { expected.append("'\(text)'") }
            for step in KeyScript(typing: text).steps {
                time += Double.random(in: 0..<100, using: &random)
                for noise in noises.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)) {
                    told += decoder.feed(noise, at: moment(time)).map(shown)
                }
                told += decoder.feed(step.event, at: moment(time)).map(shown)
            }
        }
        #expect(told == expected)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func twoScannersNeverMix(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let texts = (0..<2).map { _ in (0..<10).map { _ in "x" + randomText(&random, wedgeAlphabet) } }
        var streams = texts.map { texts in texts.flatMap { KeyScript(typing: $0).steps.map(\.event) }[...] }
        var decoders = [WedgeDecoder(), WedgeDecoder()]
        var told: [[String]] = [[], []]
        var time = 0.0
        while let device = streams.indices.filter({ !streams[$0].isEmpty }).randomElement(using: &random) {
            time += 1
            guard let event = streams[device].popFirst() else { break }
            told[device] += decoders[device].feed(event, at: moment(time / 100)).map(shown)
        }
        #expect(told == texts.map { texts in texts.map { "'\($0)'" } })
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func anyEventsNeverCrashAndGiveOnlyGoodScans(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let framing = try ScanFraming(
            endings: Set(ScanEnding.allCases.filter { _ in Bool.random(using: &random) }), idleGap: .milliseconds(20),
            limit: Int.random(in: 1...30, using: &random))
        var wedge = WedgeDecoder(framing: framing)
        var serial = SerialDecoder(framing: framing)
        var time = 0.0
        for _ in 0..<2000 {
            time += [0, 0.5, 3, 25].randomElement(using: &random) ?? 0
            let event = KeyEvent(
                type: UInt16([0, 1, 1, 1, 1, 4, 17, 65535].randomElement(using: &random) ?? 1),
                code: Bool.random(using: &random)
                    ? .random(in: 0...130, using: &random) : .random(in: 0 ... .max, using: &random),
                value: [0, 1, 1, 2, -1, .max].randomElement(using: &random) ?? 0)
            let bytes = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random)
                    : [2, 3, 9, 10, 13, 65].randomElement(using: &random) ?? 13
            }
            var outcomes = wedge.feed(event, at: moment(time)) + serial.feed(bytes.span, at: moment(time))
            if Int.random(in: 0..<50, using: &random) == 0 { outcomes += wedge.close() + serial.close() }
            for case .scan(let payload) in outcomes {
                #expect(
                    PayloadRule.fault(in: payload.value) == nil && (1...framing.limit).contains(payload.value.count))
            }
        }
    }

    private let noises = [
        KeyEvent.report, KeyEvent(type: 4, code: 4, value: 458_756), KeyEvent(type: 17, code: 1, value: 1),
        KeyEvent(type: 1, code: 30, value: 2),
    ]
    private let wedgeAlphabet = Array("abcXYZ0189-_:;/?&=%$ ")
    private let serialAlphabet = Array("abcXYZ0189-_:;/?&=%$ 笔记本é🏥")

    private func randomText(_ random: inout SeededGenerator, _ alphabet: [Character]) -> String {
        String((0..<Int.random(in: 0...60, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
    }
}
