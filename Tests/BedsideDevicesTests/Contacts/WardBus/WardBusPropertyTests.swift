import Testing

@testable import BedsideDevices

/// What holds for any mixture of frames, garbage, damage and pauses. Seeds are fixed: a red run can be repeated.
@Suite("Ward bus: any input") struct WardBusPropertyTests {
    /// A piece of what is sent.
    private enum Piece {
        case frame([UInt8], String)
        /// A frame that was damaged on the way; it may be told or not.
        case hit([UInt8], String)
        case garbage([UInt8])
        case pause

        var bytes: [UInt8] {
            switch self {
            case .frame(let bytes, _), .hit(let bytes, _), .garbage(let bytes): bytes
            case .pause: []
            }
        }
    }

    @Test(
        "Garbage and damage cost at most the frame that is hit, and nothing is told that was not sent",
        arguments: 0..<400)
    func survives(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        // A real ward's numbers, side by side, or any.
        let stations = (1...8).map { index -> WardBusStation in
            guard seed.isMultiple(of: 2) else { return Self.anyStation(&random) }
            return WardBusStation(area: 1, room: UInt8(index / 3 + 1), bed: UInt8(index % 3 + 1))
        }
        let pieces = (0..<30).map { _ in piece(of: stations, &random) }
        var decoder = WardBusDecoder(stations: Set(stations), at: moment(0))
        var told: [WardBusFrame] = []
        var time = 1000.0
        for piece in pieces {
            if case .pause = piece { time += 300 }
            var rest = piece.bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...9, using: &random))
                told += decoder.feed(part, at: moment(time))
                rest = rest.dropFirst(part.count)
                time += Double.random(in: 0...2, using: &random)
            }
        }
        told += decoder.expire(at: moment(time + 1000))
        compare(told.filter { stations.contains($0.source) }.map(\.word), with: pieces, seed)
    }

    private static func anyStation(_ random: inout SeededGenerator) -> WardBusStation {
        // Not a command byte: behind a frame that is cut after its station, such an area is taken for its command.
        var area = UInt8.random(in: 1...255, using: &random)
        while WardBusCommand(area) != nil { area = UInt8.random(in: 1...255, using: &random) }
        let room = UInt8.random(in: 0...255, using: &random)
        return WardBusStation(area: area, room: room, bed: UInt8.random(in: 0...255, using: &random))
    }

    /// Every whole frame is told, in order, and nothing else but hit ones.
    private func compare(_ told: [String], with pieces: [Piece], _ seed: Int) {
        // How much of what was told may be explained so far: a hit frame may be told or not.
        var explained: Set = [0]
        for (index, piece) in pieces.enumerated() {
            func next(_ word: String) -> Set<Int> {
                Set(explained.filter { $0 < told.count && told[$0] == word }.map { $0 + 1 })
            }
            switch piece {
            case .frame(let bytes, let word):
                explained = next(word)
                guard !explained.isEmpty else {
                    Issue.record("seed \(seed): piece \(index), \(bytes), is not told; told is \(told)")
                    return
                }
            case .hit(_, let word): explained.formUnion(next(word))
            case .garbage, .pause: break
            }
        }
        #expect(explained.contains(told.count), "seed \(seed): told what was not sent: \(told)")
    }

    private func piece(of stations: [WardBusStation], _ random: inout SeededGenerator) -> Piece {
        let station = stations.randomElement(using: &random) ?? WardBusBytes.bed1
        let verb = WardBusVerb.allCases.randomElement(using: &random) ?? .call
        let command = WardBusBytes.verbs[verb]?.randomElement(using: &random) ?? 0x05
        let frame = WardBusBytes.frame(station, command)
        let word = "\(station.area).\(station.room).\(station.bed) \(verb.rawValue)"
        switch Int.random(in: 0..<10, using: &random) {
        case 0...4: return .frame(frame, word)
        case 5, 6: return .hit(damaged(frame, stations, &random), word)
        case 7, 8:
            let length = Int.random(in: 1...20, using: &random)
            return .garbage((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
        default: return .pause
        }
    }

    private func damaged(
        _ whole: [UInt8], _ stations: [WardBusStation], _ random: inout SeededGenerator
    ) -> [UInt8] {
        var frame = whole
        let place = Int.random(in: 0..<frame.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: frame.remove(at: place)
        case 1: frame.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: frame.removeLast(frame.count - place)
        default:
            frame[place] = UInt8.random(in: 0...255, using: &random)
        }
        // Without a checksum nobody sees a frame that became another command or another configured station.
        for start in frame.indices.dropLast(3) where stations.contains(WardBusStation(frame[start...])) {
            let isOther = frame[start...].prefix(4) != whole.prefix(4)
            if isOther, WardBusCommand(frame[start + 3]) != nil { frame[start + 3] = 0xFF }
        }
        return frame
    }
}
