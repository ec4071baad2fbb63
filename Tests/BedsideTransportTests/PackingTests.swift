import BedsideTransport
import Testing

/// Packed bodies: exact, and never larger than agreed.
@Suite struct PackingTests {
    @Test func whatGoesInComesOut() throws {
        for size in [0, 1, 1000, 100_000, 3_000_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }
            #expect(try Packing.gunzip(Packing.gzip(bytes), limit: size) == bytes)
        }
    }

    @Test func aBombIsRefused() throws {
        let bomb = try Packing.gzip([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 1 << 20)
        #expect(code { _ = try Packing.gunzip(bomb, limit: 1 << 20) } == .packedTooLarge)
    }

    @Test func onlyAWholeStreamIsOne() throws {
        let good = try Packing.gzip(Array("every byte counts".utf8))
        for length in 0..<good.count {
            #expect(code { _ = try Packing.gunzip(Array(good[..<length]), limit: 100) } == .packedMalformed)
        }
        #expect(code { _ = try Packing.gunzip(good + [0], limit: 100) } == .packedMalformed)
        #expect(code { _ = try Packing.gunzip(good + good, limit: 100) } == .packedMalformed)
        #expect(code { _ = try Packing.gunzip(Array("not packed at all".utf8), limit: 100) } == .packedMalformed)
    }

    @Test func pieceByPieceGivesTheSame() throws {
        let text = Array(String(repeating: "a ward, a bed, a line; ", count: 5000).utf8)
        var packer = try Packer()
        var packed: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: 777) {
            packed += packer.feed(text[start..<min(start + 777, text.count)])
        }
        packed += packer.finish()
        var unpacker = try Unpacker(limit: text.count)
        var result: [UInt8] = []
        for byte in packed { result += try unpacker.feed([byte]) }
        try unpacker.finish()
        #expect(result == text)
    }
}
