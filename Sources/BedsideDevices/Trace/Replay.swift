/// Feeds recordings to the decoders that read the real devices.
package enum Replay {
    /// What a decoder made of a recording, and when.
    package struct Result: Sendable, Hashable {
        package let elapsed: Duration
        package let outcome: ScanOutcome
    }

    /// Decodes a recording as a scanner with these settings does, with the silence that follows it.
    ///
    /// - Parameter settings: an entry for each kind that the recording speaks of; without a word about a kind, the first.
    /// - Throws: ``DeviceError`` `notReplayable` for a kind that has no settings or needs its device to be decoded.
    package static func run(
        _ recording: Recording, settings: [ScannerConfiguration]
    ) throws(DeviceError) -> [Result] {
        var results: [Result] = []
        var decoder: RecordedDecoder?
        let origin = ContinuousClock.now
        func note(_ outcomes: [ScanOutcome], _ elapsed: Duration) {
            results += outcomes.map { Result(elapsed: elapsed, outcome: $0) }
        }
        for step in recording.steps {
            let time = origin + step.elapsed
            switch step.event {
            case .attached(let kind, let descriptor):
                note(decoder?.close() ?? [], step.elapsed)
                decoder = try RecordedDecoder(settings.first { $0.match.kind == kind }, descriptor)
            case .detached:
                note(decoder?.close() ?? [], step.elapsed)
                decoder = nil
            case .key, .bytes:
                if decoder == nil { decoder = try RecordedDecoder(settings.first, []) }
                note(decoder?.feed(step.event, at: time) ?? [], step.elapsed)
            }
        }
        let end = (recording.steps.last?.elapsed ?? .zero) + .seconds(60)
        note(decoder?.expire(at: origin + end) ?? [], end)
        return results
    }
}

/// The decoder of one kind, without its device.
private enum RecordedDecoder {
    case wedge(WedgeDecoder)
    case serial(SerialDecoder)
    case hidpos(HidPosDecoder)

    init(_ scanner: ScannerConfiguration?, _ descriptor: [UInt8]) throws(DeviceError) {
        guard let scanner else {
            throw DeviceError(.notReplayable, "The recording has no settings for what it holds.")
        }
        switch scanner.match.kind {
        case .evdev: self = .wedge(WedgeDecoder(for: scanner))
        case .serial: self = .serial(SerialDecoder(for: scanner))
        case .hidpos:
            guard let layout = HidPosLayout(descriptor: descriptor) else {
                throw DeviceError(.notReplayable, "The recording holds no report descriptor of a HID-POS scanner.")
            }
            self = .hidpos(HidPosDecoder(layout: layout, framing: scanner.framing, format: scanner.format))
        case .identityCard, .smartCard:
            throw DeviceError(
                .notReplayable,
                "A recording of kind \(scanner.match.kind.rawValue) cannot be decoded without its device; read it as it is."
            )
        }
    }

    mutating func feed(_ event: Recording.Event, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        switch (self, event) {
        case (.wedge(var decoder), .key(let key)):
            defer { self = .wedge(decoder) }
            return decoder.feed(key, at: time)
        case (.serial(var decoder), .bytes(let bytes)):
            defer { self = .serial(decoder) }
            return decoder.feed(bytes.span, at: time)
        case (.hidpos(var decoder), .bytes(let bytes)):
            defer { self = .hidpos(decoder) }
            return decoder.feed(bytes[...], at: time)
        default: return []
        }
    }

    mutating func expire(at time: ContinuousClock.Instant) -> [ScanOutcome] {
        switch self {
        case .wedge(var decoder): decoder.expire(at: time)
        case .serial(var decoder): decoder.expire(at: time)
        case .hidpos(var decoder): decoder.expire(at: time)
        }
    }

    mutating func close() -> [ScanOutcome] {
        switch self {
        case .wedge(var decoder): decoder.close()
        case .serial(var decoder): decoder.close()
        case .hidpos(var decoder): decoder.close()
        }
    }
}
