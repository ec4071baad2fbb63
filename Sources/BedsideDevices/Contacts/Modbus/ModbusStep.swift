/// Keeps requests and answers in step.
///
/// Modbus RTU does not number its requests, so the answer to a poll that was given up may arrive in the time of the next poll
/// and look exactly like its answer: a level of long ago, told as one of now. Therefore a poll is only sent when no answer to
/// another poll can be under way. After any failure, and after the line was opened, what is asked first is a probe
/// (``ModbusRequest/probes``). A slave answers in the order of the requests, and no two probes that are not answered yet are
/// of one kind: so the answer to a probe is its own, and no answer to an earlier request is to come.
///
/// A slave that answers no probe, not even by a refusal as the standard wants it, is left alone for a time in which any
/// answer would have come.
struct ModbusStep: Sendable {
    private enum Phase {
        case inStep
        /// So many probes were asked in vain.
        case probing(Int)
        case resting(until: ContinuousClock.Instant)
    }

    private let rest: Duration
    private var phase = Phase.probing(0)
    /// The probe that was answered last.
    private var preferred = 0
    /// The slave answers polls and no probes.
    private var isMute = false
    private var isRested = false

    /// - Parameter answer: how long an answer may take.
    init(answer: Duration) { rest = .seconds(1) + answer * 4 }

    /// The poll may be asked now.
    var isInStep: Bool {
        guard case .inStep = phase else { return false }
        return true
    }

    /// When to ask again; nil when that may be now.
    var restEnd: ContinuousClock.Instant? {
        guard case .resting(let end) = phase else { return nil }
        return end
    }

    /// The probe to ask before the next poll; nil when none is to be asked now.
    var probe: ModbusRequest? {
        guard case .probing(let asked) = phase else { return nil }
        return ModbusRequest.probes[kind(asked)]
    }

    /// Ends a rest that is over.
    mutating func expire(at now: ContinuousClock.Instant) {
        guard let restEnd, now >= restEnd else { return }
        (phase, isRested) = (.inStep, true)
    }

    /// The request was answered: the probe, or the poll by what a poll is answered with.
    mutating func succeed() {
        if case .probing(let asked) = phase { preferred = kind(asked) }
        isMute = isInStep && (isRested || isMute)
        (phase, isRested) = (.inStep, false)
    }

    /// The request was not answered, or by something else.
    mutating func fail(at now: ContinuousClock.Instant) {
        isRested = false
        let asked = if case .probing(let asked) = phase { asked + 1 } else { isMute ? ModbusRequest.probes.count : 0 }
        phase = asked < ModbusRequest.probes.count ? .probing(asked) : .resting(until: now + rest)
    }

    private func kind(_ asked: Int) -> Int { (preferred + asked) % ModbusRequest.probes.count }
}
