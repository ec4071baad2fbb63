@testable import BedsideDevices

/// The zero of a run's own time.
private let zero = ContinuousClock.now

/// Reads of any length, cut by the input itself, with and without silence between them.
func feedWardBus(_ bytes: [UInt8]) {
    let stations = [1, 2, 5].map { WardBusStation(area: 1, room: 2, bed: $0) }
    var decoder = WardBusDecoder(stations: Set(stations), at: zero)
    var time = zero
    var told: [WardBusFrame] = []
    for piece in bytes.split(separator: 0xFA, omittingEmptySubsequences: false) {
        time += .milliseconds(piece.count * 37 % 300)
        told += decoder.feed(piece, at: time)
    }
    time += WardBusDecoder.gap
    told += decoder.expire(at: time)
    guard decoder.deadline == nil else { fatalError("something is still open after silence") }
    guard told.count * 4 <= bytes.count, decoder.ignoredBytes <= bytes.count else { fatalError("more than was sent") }
    let sent = bytes.filter { $0 != 0xFA }
    for frame in told {
        let isSent = sent.indices.contains { start in
            let rest = sent[start...]
            return rest.count >= 4 && WardBusStation(rest) == frame.source
                && WardBusCommand(sent[start + 3]) == frame.command
        }
        guard isSent else { fatalError("a frame that was not sent") }
    }
}

/// What is fed byte by byte is the same as what comes at once, and what it means is bounded.
func feedInfusion(_ bytes: [UInt8]) {
    var (whole, split) = (InfusionDecoder(), InfusionDecoder())
    let frames = whole.feed(bytes)
    guard frames.count * 8 + whole.ignoredBytes <= bytes.count else { fatalError("more than was sent") }
    for byte in bytes { guard split.feed([byte]).count <= 1 else { fatalError("two frames end at one byte") } }
    guard split.ignoredBytes <= bytes.count else { fatalError("more is ignored than was sent") }
    for frame in frames {
        guard frame.receiver >> 28 == 0xA else { fatalError("no receiver") }
        guard case .states(let readings) = frame.report else { continue }
        guard readings.count <= 49, readings.allSatisfy({ $0.detector >> 28 == 0xB }) else {
            fatalError("no detectors")
        }
    }
}
