import Testing

@testable import BedsideDevices

/// Frames out of bytes.
@Suite("Infusion receivers: decoder") struct InfusionDecoderTests {
    private func told(_ bytes: [UInt8]) -> [String] {
        var decoder = InfusionDecoder()
        return decoder.feed(bytes).map(\.word)
    }

    @Test("The published sample is read")
    func sample() {
        #expect(told(InfusionBytes.sample) == ["A0000000 B0000000=7"])
    }

    @Test("All detectors of a frame are read")
    func several() {
        let bytes = InfusionBytes.states(1, [(1, 0x07), (2, 0x17), (3, 0x27), (700, 0x01)])
        #expect(told(bytes) == ["A0000001 B0000001=7 B0000002=17 B0000003=27 B00002BC=1"])
        let most = (0..<49).map { ($0, InfusionBytes.well) }
        #expect(told(InfusionBytes.states(1, most)).first?.split(separator: " ").count == 50)
    }

    @Test("Every function that a receiver sends is recognised")
    func functions() {
        let receiver = InfusionBytes.id(0xA0, 1)
        let detector = InfusionBytes.id(0xB0, 1)
        #expect(told(InfusionBytes.alive(1)) == ["A0000001 2"])
        #expect(told(InfusionBytes.states(1, [(1, 60)], function: 6)) == ["A0000001 B0000001~60"])
        #expect(told([0x66, 0x0C, 0x02] + receiver + [1] + detector) == ["A0000001 ok"])
        #expect(told([0x66, 0x0C, 0x03] + receiver + [1] + detector) == ["A0000001 ok"])
        #expect(told([0x66, 0x0D, 0x04] + receiver + [192, 168, 0, 107, 0x1E, 0x62]) == ["A0000001 ok"])
        #expect(told([0x66, 0x09, 0x05] + receiver + [0, 60]) == ["A0000001 ok"])
    }

    @Test(
        "What does not fit is no frame, and hides none behind it",
        arguments: [
            ("an absurd length", [0x66, 0xFF, 0x01, 0xA0, 0, 0, 0, 1, 0xB0, 0, 0, 0, 7]),
            ("no length", [0x66, 0x00]),
            ("a length that is too short", [0x66, 0x07, 0x01, 0xA0, 0, 0, 0]),
            ("a count that does not match", [0x66, 0x0D, 0x01, 0xA0, 0, 0, 0, 2, 0xB0, 0, 0, 0, 7]),
            ("an unknown function", [0x66, 0x0D, 0x07, 0xA0, 0, 0, 0, 1, 0xB0, 0, 0, 0, 7]),
            ("a question", [0x66, 0x07, 0x10, 0xA0, 0, 0, 0]),
            ("no receiver", [0x66, 0x0D, 0x01, 0xC0, 0, 0, 0, 1, 0xB0, 0, 0, 0, 7]),
            ("no detector", [0x66, 0x0D, 0x01, 0xA0, 0, 0, 0, 1, 0xC0, 0, 0, 0, 7]),
            ("a frame without its end", [0x66, 0x0D, 0x01, 0xA0, 0, 0, 0, 1, 0xB0]),
            ("a frame without its last byte", InfusionBytes.sample.dropLast(1)),
            ("a frame without its last two bytes", InfusionBytes.sample.dropLast(2)),
            ("a frame without its last three bytes", InfusionBytes.sample.dropLast(3)),
            ("a beginning that fits a long frame", [0x66, 0xFD, 0x01, 0xA0, 0, 0, 0, 49]),
            ("start bytes alone", [0x66, 0x66, 0x66]),
        ] as [(String, [UInt8])])
    func misfits(_ what: String, _ bytes: [UInt8]) {
        #expect(told(bytes) == [], "\(what)")
        #expect(
            told(bytes + InfusionBytes.sample + InfusionBytes.alive(2)) == ["A0000000 B0000000=7", "A0000002 2"],
            "\(what)")
    }

    @Test("The status bits are those of the document")
    func status() {
        let percents = [0x03, 0x07, 0x0B, 0x0F].map { DetectorState(bits: $0).batteryPercent }
        #expect(percents == [25, 50, 75, 100])
        #expect(DetectorState(bits: 0x02).isOn && !DetectorState(bits: 0xFD).isOn)
        #expect(DetectorState(bits: 0x10).isActive(.noFluid) && !DetectorState(bits: 0xEF).isActive(.noFluid))
        #expect(DetectorState(bits: 0x20).isActive(.clamped) && !DetectorState(bits: 0xDF).isActive(.clamped))
        #expect(DetectorState(bits: 0xF3).isActive(.batteryLow) && !DetectorState(bits: 0x07).isActive(.batteryLow))
    }

    @Test("A question names all detectors, in as many frames as their length byte needs")
    func question() {
        #expect(
            InfusionQuery.states(of: [0xB000_0000], at: 0xA000_0000)
                == [0x66, 0x0C, 0x11, 0xA0, 0, 0, 0, 0x01, 0xB0, 0, 0, 0])
        let many = InfusionQuery.states(of: (0..<70).map { 0xB000_0000 + $0 }, at: 0xA000_0001)
        #expect(many.count == 2 * 8 + 70 * 4)
        #expect(many[1] == 8 + 61 * 4 && many[7] == 61 && many[252] == 0x66 && many[259] == 9)
        #expect(InfusionQuery.states(of: [], at: 0xA000_0001) == [])
    }

    /// A piece of what is sent.
    private enum Piece {
        case frame([UInt8])
        case hit([UInt8])
        case garbage([UInt8])

        var bytes: [UInt8] {
            switch self {
            case .frame(let bytes), .hit(let bytes), .garbage(let bytes): bytes
            }
        }
    }

    @Test(
        "Garbage and damage cost at most the frame that is hit, and nothing is told that was not sent",
        arguments: 0..<300)
    func survives(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = (0..<40).flatMap { _ in some(&random) }
        let stream = pieces.flatMap(\.bytes)
        var decoder = InfusionDecoder()
        var words: [String] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let part = rest.prefix(Int.random(in: 1...60, using: &random))
            words += decoder.feed(part).map(\.word)
            rest = rest.dropFirst(part.count)
        }
        // Whatever only begins like a frame is given up when a whole one follows.
        words += decoder.feed(InfusionBytes.alive(999)).map(\.word)
        #expect(words.last == told(InfusionBytes.alive(999)).last, "seed \(seed)")
        var left = words.dropLast()
        for piece in pieces {
            switch piece {
            case .frame(let bytes):
                #expect(left.first == told(bytes).first, "seed \(seed): \(bytes) is not told")
                left = left.dropFirst()
            case .hit, .garbage: break
            }
        }
        #expect(left == [], "seed \(seed): told what was not sent")
    }

    /// A frame, garbage, or damage that can be seen without a checksum.
    private func some(_ random: inout SeededGenerator) -> [Piece] {
        let whole = frame(&random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: return [.frame(whole)]
        case 5:
            var hit = whole
            hit.remove(at: Int.random(in: 1..<8, using: &random))
            return [.hit(hit)]
        case 6:
            // A frame that is cut and the next one; what replaces only its last bytes would be taken for them.
            let length = Int.random(in: 1...whole.count - 4, using: &random)
            return [.hit(Array(whole.prefix(length))), .frame(frame(&random))]
        default:
            let length = Int.random(in: 1...40, using: &random)
            // Start bytes are common in it: beginnings of frames that never come.
            let garbage = (0..<length).map { _ in [0x66, 0x0D, 0x01, UInt8.random(in: 0...255, using: &random)] }
            return [.garbage(garbage.compactMap { $0.randomElement(using: &random) })]
        }
    }

    private func frame(_ random: inout SeededGenerator) -> [UInt8] {
        let states = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            (Int.random(in: 0...500, using: &random), UInt8.random(in: 0...0x3F, using: &random))
        }
        return InfusionBytes.states(Int.random(in: 0...300, using: &random), states)
    }
}
