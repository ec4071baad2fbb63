/// What to ask a slave next, and what its answers mean. What is asked is always answered or given up before the next request.
struct ModbusPoller {
    /// So many failures in a row are a loss, also before the supervision time is over.
    static let mostFailures = 3

    private let input: InputName
    private let span: ModbusSpan
    private let answer: Duration
    private let supervision: Duration
    private var contacts: [(offset: Int, contact: PolledContact)]
    private var step: ModbusStep
    private var failures = 0
    private var isOpen = false
    /// The last good answer to a poll, or when the line was opened.
    private var heard: ContinuousClock.Instant
    /// How the input stands, as it was told; nil before anything was.
    private var sight: Sight?

    /// Nil when one request cannot read all points.
    init?(_ input: ContactInput, answer: Duration, at now: ContinuousClock.Instant) {
        guard let span = ModbusSpan(input.points) else { return nil }
        self.answer = answer
        step = ModbusStep(answer: answer)
        self.input = input.name
        self.span = span
        supervision = input.supervision
        contacts = input.points.compactMap { point in
            point.discrete.map { ($0 - span.start, PolledContact(point, at: now)) }
        }
        heard = now
    }

    /// What to ask now; nil while the line is to rest until ``restEnd``.
    mutating func request(at now: ContinuousClock.Instant) -> ModbusRequest? {
        step.expire(at: now)
        return step.isInStep ? span.poll : step.probe
    }

    var restEnd: ContinuousClock.Instant? { step.restEnd }

    /// Whether the next request follows at once instead of at the next turn: a poll after its probe.
    var isUrgent: Bool { step.isInStep && (failures > 0 || !isSeen) }

    /// When ``expire(at:)`` has something to do.
    var deadline: ContinuousClock.Instant? { isOpen && isSeen ? heard + supervision : nil }

    mutating func opened(at now: ContinuousClock.Instant) {
        (isOpen, step, failures, heard) = (true, ModbusStep(answer: answer), 0, now)
    }

    /// The line is gone or could not be opened.
    mutating func closed(_ loss: ContactLoss) -> [ContactEvent] {
        isOpen = false
        return lose(loss)
    }

    /// What came of the last ``request(at:)``.
    mutating func take(_ answer: ModbusAnswer, at now: ContinuousClock.Instant) -> [ContactEvent] {
        switch answer {
        case .inputs(let bits) where step.isInStep && bits.count == span.count:
            step.succeed()
            (failures, heard) = (0, now)
            return see(bits, at: now)
        case .other where !step.isInStep, .exception where !step.isInStep:
            step.succeed()
            return []
        case .inputs, .other, .exception: return fail(.garbled, at: now)
        case .silent: return fail(.silent, at: now)
        case .garbled: return fail(.garbled, at: now)
        case .gone: return closed(.absent)
        }
    }

    /// What silence means by now.
    mutating func expire(at now: ContinuousClock.Instant) -> [ContactEvent] {
        guard let deadline, now >= deadline else { return [] }
        return lose(.silent)
    }

    private mutating func see(_ bits: [Bool], at now: ContinuousClock.Instant) -> [ContactEvent] {
        let isFirst = !isSeen
        sight = .back
        let levels = contacts.indices.compactMap { index in
            let isClosed = bits[contacts[index].offset]
            return isFirst
                ? contacts[index].contact.start(isClosed, at: now) : contacts[index].contact.see(isClosed, at: now)
        }
        return isFirst ? [.back(.input(input))] + levels : levels
    }

    private mutating func fail(_ loss: ContactLoss, at now: ContinuousClock.Instant) -> [ContactEvent] {
        step.fail(at: now)
        failures += 1
        guard failures >= Self.mostFailures || now >= heard + supervision else { return [] }
        // A slave that is lost stays lost for the reason that was told, whatever its further answers lack.
        switch sight {
        case .lost(.silent), .lost(.garbled): return []
        default: return lose(loss)
        }
    }

    private mutating func lose(_ loss: ContactLoss) -> [ContactEvent] {
        if case .lost(loss) = sight { return [] }
        let raised = isSeen ? contacts.indices.compactMap { contacts[$0].contact.close() } : []
        sight = .lost(loss)
        return raised + [.lost(.input(input), loss)]
    }

    private var isSeen: Bool { sight?.side ?? false }
}
