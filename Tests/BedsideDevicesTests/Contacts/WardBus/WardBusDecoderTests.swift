import Testing

@testable import BedsideDevices

/// Frames out of bytes.
@Suite("Ward bus: decoder") struct WardBusDecoderTests {
    private static let call1 = WardBusBytes.frame(WardBusBytes.bed1, 0x05)
    private static let call2 = WardBusBytes.frame(WardBusBytes.bed2, 0x08)

    /// A decoder that has heard silence, so that it stands at a boundary at 1,000 ms.
    private func decoder() -> WardBusDecoder {
        WardBusDecoder(stations: [WardBusBytes.bed1, WardBusBytes.bed2], at: moment(0))
    }

    @Test("Every published command is recognised, and no other byte")
    func commands() {
        for byte in UInt8.min...UInt8.max {
            let verb = WardBusBytes.verbs.first { $0.value.contains(byte) }?.key
            switch WardBusCommand(byte) {
            case .fact(let read): #expect(read == verb)
            case .other(byte): #expect(WardBusBytes.others.contains(byte))
            case .other: Issue.record("\(byte) is read as another")
            case nil: #expect(verb == nil && !WardBusBytes.others.contains(byte))
            }
        }
    }

    @Test("A whole frame is told at once; merged frames all are")
    func whole() {
        var decoder = decoder()
        #expect(decoder.feed(Self.call1, at: moment(1000)).map(\.word) == ["1.2.1 call"])
        #expect(
            decoder.feed(Self.call2 + Self.call1, at: moment(1010)).map(\.word) == ["1.2.2 emergency", "1.2.1 call"])
        #expect(decoder.deadline == nil)
    }

    @Test("A frame that comes byte by byte is one frame; silence inside it ends it")
    func split() {
        var decoder = decoder()
        for (index, byte) in Self.call1.dropLast().enumerated() {
            #expect(decoder.feed([byte], at: moment(1000 + Double(index) * 190)) == [])
        }
        #expect(decoder.feed([0], at: moment(2140)).map(\.word) == ["1.2.1 call"])
        #expect(decoder.feed(Self.call1.prefix(5), at: moment(3000)) == [])
        #expect(decoder.deadline == moment(3200))
        #expect(decoder.expire(at: moment(3200)) == [])
        #expect(decoder.ignoredBytes == 5)
        #expect(decoder.feed(Self.call2, at: moment(3201)).map(\.word) == ["1.2.2 emergency"])
    }

    @Test("Right after the opening, in the middle of a frame, the next frame is found")
    func opening() {
        var decoder = decoder()
        #expect(decoder.feed(Self.call1.suffix(3) + Self.call2, at: moment(10)) == [])
        #expect(decoder.expire(at: moment(210)).map(\.word) == ["1.2.2 emergency"])
    }

    @Test("An unknown station is told when its frame stands alone, not out of the middle of garbage")
    func unknown() {
        var decoder = decoder()
        let stranger = WardBusBytes.frame(WardBusBytes.elsewhere, 0x05)
        #expect(decoder.feed(stranger, at: moment(1000)) == [])
        #expect(decoder.expire(at: moment(1200)).map(\.word) == ["9.9.9 call"])
        #expect(decoder.feed(stranger + Self.call1, at: moment(2000)) == [])
        #expect(decoder.expire(at: moment(2200)).map(\.word) == ["9.9.9 call", "1.2.1 call"])
        #expect(decoder.ignoredBytes == 0)
        #expect(decoder.feed([0xFF, 0xFE] + stranger + [0xFF], at: moment(3000)) == [])
        #expect(decoder.expire(at: moment(3200)) == [])
        #expect(decoder.ignoredBytes == 10)
    }

    @Test("A frame that the next one cuts costs nothing of the next one", arguments: 1...6)
    func cut(_ length: Int) {
        var decoder = decoder()
        var told = decoder.feed(Self.call1.prefix(length) + Self.call2, at: moment(1000))
        told += decoder.expire(at: moment(1200))
        #expect(told.map(\.word) == (length < 4 ? [] : ["1.2.1 call"]) + ["1.2.2 emergency"])
    }

    @Test("The host's frame to a station, and then a station whose area is like a command: no call is made up")
    func overlap() {
        let like = WardBusStation(area: 5, room: 1, bed: 1)
        var decoder = WardBusDecoder(stations: [WardBusBytes.bed1, like], at: moment(0))
        let confirmation = WardBusBytes.frame(WardBusBytes.host, 0x23, to: WardBusBytes.bed1)
        var told = decoder.feed(confirmation + WardBusBytes.frame(like, 0x07), at: moment(1000))
        told += decoder.expire(at: moment(1200))
        #expect(told.map(\.word) == ["0.0.0 0x23", "5.1.1 service"])
        // Its beginning is lost: 1 2 1 5 reads like a call of 1.2.1.
        told = decoder.feed([0xFF] + confirmation.suffix(3) + WardBusBytes.frame(like, 0x07), at: moment(2000))
        told += decoder.expire(at: moment(2200))
        #expect(told.map(\.word) == ["5.1.1 service"])
    }

    @Test("A flood without a pause neither grows nor hides the frames in it")
    func flood() {
        var decoder = decoder()
        var told: [String] = []
        for round in 0..<200 {
            let piece = [UInt8](repeating: 0xEE, count: 37) + Self.call1
            told += decoder.feed(piece, at: moment(1000 + Double(round))).map(\.word)
        }
        told += decoder.expire(at: moment(2000)).map(\.word)
        #expect(told == [String](repeating: "1.2.1 call", count: 200))
        #expect(decoder.ignoredBytes == 200 * 37)
    }
}
