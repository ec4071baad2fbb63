/// What infusion receivers mean, and which detectors can be heard: from frames to events.
///
/// A receiver closes its connection when it is idle and comes back by itself, so only silence is a loss: a detector of which
/// no frame told anything for the supervision time. One that says that it is switched off is lost too; neither is ever the
/// end of an alarm.
struct InfusionSession {
    private let input: InputName
    private let supervision: Duration
    private var detectors: [Key: Detector]
    /// How the input stands, as it was told; nil before anything was.
    private var sight: Sight?
    private var isOpen = false

    private struct Key: Hashable {
        let receiver: UInt32
        let detector: UInt32
    }

    private struct Detector {
        var points: [Point] = []
        var heard: ContinuousClock.Instant
        var loss: ContactLoss?
        /// The loss that its points were told of.
        var toldLoss: ContactLoss?

        struct Point {
            let name: PointName
            let sign: DetectorSign
            /// Nil when its level is to be told in any case.
            var isActive: Bool?
        }

        /// Its levels are told anew when they are heard.
        mutating func forget() {
            for index in points.indices { points[index].isActive = nil }
        }
    }

    init(_ input: ContactInput, at now: ContinuousClock.Instant) {
        self.input = input.name
        supervision = input.supervision
        var detectors: [Key: Detector] = [:]
        for point in input.points {
            guard case .detector(let receiver, let detector, let sign) = point.address else { continue }
            detectors[Key(receiver: receiver, detector: detector), default: Detector(heard: now)].points
                .append(Detector.Point(name: point.name, sign: sign))
        }
        self.detectors = detectors
    }

    /// When ``expire(at:)`` has something to do.
    var deadline: ContinuousClock.Instant? {
        guard isOpen else { return nil }
        return detectors.values.lazy.filter { $0.loss != .silent }.map { $0.heard + supervision }.min()
    }

    /// The detectors that are configured at a receiver; empty for an unknown one.
    func detectors(of receiver: UInt32) -> [UInt32] {
        detectors.keys.lazy.filter { $0.receiver == receiver }.map(\.detector).sorted()
    }

    /// Receivers can connect from now on; all that they have to say is news.
    mutating func opened(at now: ContinuousClock.Instant) -> [ContactEvent] {
        isOpen = true
        for key in detectors.keys {
            detectors[key]?.heard = now
            detectors[key]?.forget()
            if detectors[key]?.loss == .silent { detectors[key]?.loss = nil }
        }
        return back()
    }

    /// Nobody can connect.
    mutating func closed(_ loss: ContactLoss) -> [ContactEvent] {
        isOpen = false
        if case .lost(loss) = sight { return [] }
        sight = .lost(loss)
        return [.lost(.input(input), loss)]
    }

    mutating func take(_ frame: InfusionFrame, at now: ContinuousClock.Instant) -> [ContactEvent] {
        var events: [ContactEvent] = []
        var isStranger = detectors(of: frame.receiver).isEmpty
        switch frame.report {
        case .receiver, .confirmation: break
        case .states(let readings):
            for reading in readings {
                let key = Key(receiver: frame.receiver, detector: reading.detector)
                if detectors[key] == nil { isStranger = true } else { events += hear(key, reading.value, at: now) }
            }
        case .rates(let readings):
            for reading in readings {
                let key = Key(receiver: frame.receiver, detector: reading.detector)
                if detectors[key] == nil { isStranger = true }
                // Only its state ends a silence: levels must follow.
                if detectors[key]?.loss != .silent { detectors[key]?.heard = now }
            }
        }
        return isStranger ? events + [.stranger(input)] : events
    }

    /// What silence means by now.
    mutating func expire(at now: ContinuousClock.Instant) -> [ContactEvent] {
        guard isOpen else { return [] }
        let silent = detectors.filter { $0.value.loss != .silent && now >= $0.value.heard + supervision }.map(\.key)
        guard !silent.isEmpty else { return [] }
        for key in silent {
            detectors[key]?.loss = .silent
            detectors[key]?.forget()
        }
        guard detectors.values.allSatisfy({ $0.loss == .silent }) else { return silent.flatMap { tellLoss($0) } }
        sight = .lost(.silent)
        return [.lost(.input(input), .silent)]
    }

    private mutating func hear(_ key: Key, _ state: DetectorState, at now: ContinuousClock.Instant) -> [ContactEvent] {
        guard var detector = detectors[key] else { return [] }
        let previous = detector.loss
        detector.heard = now
        detector.loss = state.isOn ? nil : .poweredOff
        if previous != detector.loss { detector.forget() }
        // A detector that is off may still say that the drip is empty, but not that it is not.
        let changes = detector.points.indices.filter { index in
            let isActive = state.isActive(detector.points[index].sign)
            let isSaid = state.isOn || isActive && detector.points[index].sign != .batteryLow
            return isSaid && detector.points[index].isActive != isActive
        }
        for index in changes { detector.points[index].isActive = state.isActive(detector.points[index].sign) }
        detectors[key] = detector
        let levels = changes.map { index in
            ContactEvent.level(detector.points[index].name, isActive: detector.points[index].isActive ?? true)
        }
        var events = back()
        if state.isOn { events += tellBack(key) }
        events += levels
        if !state.isOn { events += tellLoss(key) }
        return events
    }

    private mutating func tellLoss(_ key: Key) -> [ContactEvent] {
        guard let detector = detectors[key], let loss = detector.loss, detector.toldLoss != loss else { return [] }
        detectors[key]?.toldLoss = loss
        return detector.points.map { .lost(.point($0.name), loss) }
    }

    private mutating func tellBack(_ key: Key) -> [ContactEvent] {
        guard let detector = detectors[key], detector.toldLoss != nil else { return [] }
        detectors[key]?.toldLoss = nil
        return detector.points.map { .back(.point($0.name)) }
    }

    /// Of an input that was lost as a whole, what is still not seen is lost one by one.
    private mutating func back() -> [ContactEvent] {
        guard !(sight?.side ?? false) else { return [] }
        sight = .back
        var events = [ContactEvent.back(.input(input))]
        for (key, detector) in detectors where detector.loss != nil {
            detectors[key]?.toldLoss = nil
            events += tellLoss(key)
        }
        return events
    }
}
