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
        let framing = try randomFraming(&random)
        let format = randomFormat(&random)
        let layout = KeyboardLayout.all.randomElement(using: &random) ?? .us
        var wedge = WedgeDecoder(layout: layout, framing: framing, format: format)
        var serial = SerialDecoder(framing: framing, format: format)
        var time = 0.0
        for _ in 0..<2000 {
            time += [0, 0.5, 3, 25, 3500].randomElement(using: &random) ?? 0
            let event = KeyEvent(
                type: UInt16([0, 1, 1, 1, 1, 4, 17, 65535].randomElement(using: &random) ?? 1),
                code: Bool.random(using: &random)
                    ? .random(in: 0...130, using: &random) : .random(in: 0 ... .max, using: &random),
                value: [0, 1, 1, 2, -1, .max].randomElement(using: &random) ?? 0)
            let bytes = randomBytes(&random, upTo: 9)
            var outcomes = wedge.feed(event, at: moment(time)) + serial.feed(bytes.span, at: moment(time))
            if Int.random(in: 0..<50, using: &random) == 0 { outcomes += wedge.close() + serial.close() }
            let due = max(wedge.deadline ?? moment(time), moment(time))
            outcomes += wedge.expire(at: due)
            #expect(wedge.deadline.map { $0 > due } ?? true, "a deadline that has passed is not asked for again")
            expectGood(outcomes, framing)
        }
    }

    /// The entry for whole scans, whatever they are: the same that fuzzing calls.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func anyBytesAreReadOrRefused(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let parts = [
            "%B12^X^?", ";12=3?", "+991=?", "%E?", "]C1", "]Z6", "]Q3", "8018690123400000012349", "8019", "(8018)",
            "\u{1D}",
            "\u{2}\u{1B}", "0\r\u{3}", "B", "C",
        ].map { Array($0.utf8) }
        for _ in 0..<300 {
            let framing = try randomFraming(&random)
            let reader = PayloadReader(framing: framing, format: randomFormat(&random))
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                bytes +=
                    Bool.random(using: &random)
                    ? parts.randomElement(using: &random) ?? [] : randomBytes(&random, upTo: 9)
            }
            let marks = (0..<4).map { _ in Int.random(in: -1...bytes.count + 1, using: &random) }.sorted()
            let typed = [marks[0]..<marks[1], marks[2]..<marks[3]]
            let outcomes = [
                reader.read(bytes), reader.read(bytes, typed: typed), reader.read(bytes[...], aim: nil),
                reader.read(bytes[...], aim: AimIdentifier(code: .random(in: 0...255, using: &random), modifier: 49)),
            ]
            expectGood(outcomes.compactMap { $0 }, framing)
        }
    }

    /// Whatever a wedge of any layout types between two whole scans, they come as they are.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func noiseOfKeysNeverGluesToTheNextScan(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var decoder = WedgeDecoder(format: randomFormat(&random, kinds: [.text], aim: [.none]))
        var time = 0.0
        for _ in 0..<20 {
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let code = UInt16.random(in: 1...125, using: &random)
                guard code != Keys.code("CAPSLOCK") else { continue }
                _ = decoder.feed(.down(code), at: moment(time))
                _ = decoder.feed(.up(code), at: moment(time + 1))
                time += 2
            }
            time += 400
            _ = decoder.expire(at: moment(time))
            #expect(KeyScript(typing: "WD0000017", from: time).run(&decoder) == ["'WD0000017'"])
            time += 100
        }
    }

    private func expectGood(_ outcomes: [ScanOutcome], _ framing: ScanFraming) {
        for case .scan(let reading) in outcomes {
            let payload = reading.payload.value
            #expect(PayloadRule.fault(in: payload) == nil && (1...framing.limit).contains(payload.count))
        }
    }

    private func randomFraming(_ random: inout SeededGenerator) throws -> ScanFraming {
        let marks = [[], [], Array("B".utf8), [2], [3], Array("BC".utf8)]
        return try ScanFraming(
            endings: Set(ScanEnding.allCases.filter { _ in Bool.random(using: &random) }), idleGap: .milliseconds(20),
            limit: Int.random(in: 1...60, using: &random), prefix: marks.randomElement(using: &random) ?? [],
            suffix: marks.randomElement(using: &random) ?? [])
    }

    private func randomFormat(
        _ random: inout SeededGenerator, kinds: [PayloadKind] = PayloadKind.allCases,
        aim: [AimSource] = AimSource.allCases
    ) -> PayloadFormat {
        PayloadFormat(
            encoding: TextEncoding.allCases.randomElement(using: &random) ?? .utf8,
            aim: aim.randomElement(using: &random) ?? .none, kind: kinds.randomElement(using: &random) ?? .text)
    }

    private func randomBytes(_ random: inout SeededGenerator, upTo most: Int) -> [UInt8] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
            Bool.random(using: &random)
                ? UInt8.random(in: 0...255, using: &random)
                : [2, 3, 9, 10, 13, 0x1D, 65, 0x42, 0x5D, 0x3B, 0x3F, 0x30].randomElement(using: &random) ?? 13
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
