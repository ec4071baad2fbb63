import Testing

@testable import BedsideDevices

@Suite struct SamFrameTests {
    @Test func ourCommandsAreTheRecordedOnes() {
        #expect(SamCommand.find.frame.bytes == CardFixtures.find)
        #expect(SamCommand.select.frame.bytes == CardFixtures.select)
        #expect(SamCommand.read.frame.bytes == CardFixtures.read)
        #expect(CardFixtures.reply(CardFixtures.zhang).count == 1295)
    }

    @Test(arguments: [
        CardFixtures.find, CardFixtures.found, CardFixtures.select, CardFixtures.selected, CardFixtures.read,
        CardFixtures.readWithFingerprints,
    ])
    func recordedFramesAreWhole(_ bytes: [UInt8]) {
        var parser = SamFrameParser()
        let body = Array(bytes.dropFirst(7).dropLast())
        #expect(parser.feed(bytes[...]) == [.frame(SamFrame(body: body))])
        #expect(SamFrame(body: body).bytes == bytes)
    }

    @Test func framesMayComeInAnyPiecesWithGarbageBetween() {
        let stream = [0xAA, 0xAA] + CardFixtures.found + [0x00, 0xAA, 0xAA, 0x96, 0xAA] + CardFixtures.selected
        for size in 1...stream.count {
            var parser = SamFrameParser()
            var pieces: [SamFrameParser.Piece] = []
            for start in stride(from: 0, to: stream.count, by: size) {
                pieces += parser.feed(stream[start..<min(start + size, stream.count)])
            }
            #expect(pieces.count == 2 && !pieces.contains(.broken), "pieces of \(size)")
        }
    }

    @Test func afterABrokenFrameTheNextIsFound() {
        var parser = SamFrameParser()
        var wrong = CardFixtures.found
        wrong[9] ^= 1
        #expect(parser.feed((wrong + CardFixtures.found)[...]).map(isFrame) == [false, true])
        // A length that cannot be, and a byte that was lost.
        #expect(
            parser.feed((SamFrame.preamble + [0xFF, 0xFF] + CardFixtures.found)[...]).map(isFrame) == [false, true])
        #expect(parser.feed((SamFrame.preamble + [0, 1] + CardFixtures.found)[...]).map(isFrame) == [false, true])
        var short = CardFixtures.selected
        short.remove(at: 12)
        let pieces = parser.feed((short + CardFixtures.found + CardFixtures.found)[...])
        #expect(pieces.map(isFrame) == [false, true, true])
    }

    @Test func anyBytesAreBoundedAndWholeFramesSurviveThem() {
        var random = SeededGenerator(seed: 0x5A4)
        for _ in 0..<3000 {
            var parser = SamFrameParser()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                var bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0xAA
                }
                if Bool.random(using: &random) { bytes += SamFrame.preamble }
                _ = parser.feed(bytes[...])
            }
            // Whatever came before, what a reader says after a time-out is understood.
            parser.reset()
            #expect(parser.feed(CardFixtures.found[...]).map(isFrame) == [true])
        }
    }

    private func isFrame(_ piece: SamFrameParser.Piece) -> Bool { piece != .broken }
}
