/// What a wireless base means, and whether it can be heard: from the bytes of its line to events and replies.
struct WardBusSession {
    /// What one moment gave.
    struct Outcome: Equatable {
        var events: [ContactEvent] = []
        /// To send to the base: confirmations.
        var reply: [UInt8] = []
        /// Frames of any kind and sender.
        var frames = 0
    }

    private let input: InputName
    private let supervision: Duration
    private let points: [WardBusStation: [WardBusVerb: [PointName]]]
    private var decoder: WardBusDecoder
    /// How the input stands, as it was told; nil before anything was.
    private var sight: Sight?
    private var isOpen = false
    /// The last frame, or when the line was opened.
    private var heard: ContinuousClock.Instant
    /// The decoder's ignored bytes at that time.
    private var ignoredThen = 0

    init(_ input: ContactInput, at now: ContinuousClock.Instant) {
        self.input = input.name
        supervision = input.supervision
        var points: [WardBusStation: [WardBusVerb: [PointName]]] = [:]
        for point in input.points {
            guard case .station(let station, let verb) = point.address else { continue }
            points[station, default: [:]][verb, default: []].append(point.name)
        }
        self.points = points
        decoder = WardBusDecoder(stations: Set(points.keys), at: now)
        heard = now
    }

    /// Bytes that belonged to no frame since the line was opened.
    var ignoredBytes: Int { decoder.ignoredBytes }

    /// When ``expire(at:)`` has something to do.
    var deadline: ContinuousClock.Instant? {
        guard isOpen else { return nil }
        let silence = isSeen ? heard + supervision : nil
        return [silence, decoder.deadline].compactMap { $0 }.min()
    }

    mutating func opened(at now: ContinuousClock.Instant) -> [ContactEvent] {
        decoder = WardBusDecoder(stations: Set(points.keys), at: now)
        (isOpen, heard, ignoredThen) = (true, now, 0)
        return back()
    }

    /// The line is gone or could not be opened.
    mutating func closed(_ loss: ContactLoss) -> [ContactEvent] {
        isOpen = false
        return lose(loss)
    }

    mutating func take(_ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant) -> Outcome {
        outcome(of: decoder.feed(bytes, at: now), at: now)
    }

    /// What silence means by now.
    mutating func expire(at now: ContinuousClock.Instant) -> Outcome {
        var outcome = outcome(of: decoder.expire(at: now), at: now)
        if isOpen, isSeen, now >= heard + supervision {
            outcome.events += lose(decoder.ignoredBytes == ignoredThen ? .silent : .garbled)
        }
        return outcome
    }

    private mutating func outcome(of frames: [WardBusFrame], at now: ContinuousClock.Instant) -> Outcome {
        guard !frames.isEmpty else { return Outcome() }
        (heard, ignoredThen) = (now, decoder.ignoredBytes)
        var outcome = Outcome(events: back(), frames: frames.count)
        for frame in frames {
            guard case .fact(let verb) = frame.command else { continue }
            let station = points[frame.source]
            let pressed = station?[verb] ?? []
            outcome.events += pressed.map { .pressed($0, count: 1) }
            if pressed.isEmpty, station == nil || verb.isCall { outcome.events.append(.stranger(input)) }
            if verb == .help, !pressed.isEmpty { outcome.reply += frame.helpConfirmation }
        }
        return outcome
    }

    private var isSeen: Bool { sight?.side ?? false }

    private mutating func lose(_ loss: ContactLoss) -> [ContactEvent] {
        if case .lost(loss) = sight { return [] }
        sight = .lost(loss)
        return [.lost(.input(input), loss)]
    }

    private mutating func back() -> [ContactEvent] {
        guard !isSeen else { return [] }
        sight = .back
        return [.back(.input(input))]
    }
}

extension WardBusVerb {
    /// Somebody asks for somebody: at a configured station too it must not go unheard because this one verb has no point.
    fileprivate var isCall: Bool {
        switch self {
        case .call, .infusion, .service, .emergency, .help: true
        case .clear, .nurseIn: false
        }
    }
}
