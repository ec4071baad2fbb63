import BedsideDomain

/// The talk with a resident-identity-card reader: find, select, read, again and again. Pure; time is passed in.
///
/// The device's protocol knows no notice of a card: it must be asked. So this is the one place of the devices that polls,
/// every ``Pace/find`` while the reader answers, and slower when it does not. A card is read once, however long it lies
/// there: a module reports a selected card no more, and the readers that do are asked slowly and their card compared.
struct SamSession: Sendable {
    /// How long is waited for what.
    enum Pace {
        /// Between two questions for a card.
        static let find = Duration.milliseconds(300)
        /// The same, while the card that was read is still reported, or the reader does not answer.
        static let rest = Duration.milliseconds(1000)
        /// For the reply to find and select.
        static let reply = Duration.milliseconds(500)
        /// For the card's text: 1,295 bytes at 115,200 bauds are 112 ms, and the chip takes up to a second.
        static let read = Duration.milliseconds(2500)
    }

    /// How often select and read are tried for one card.
    private static let mostAttempts = 3
    /// So many questions without a card mean that it was taken away; one may fail though the card lies there.
    private static let mostMisses = 2

    private enum State: Sendable {
        case pausing(until: ContinuousClock.Instant)
        case awaiting(SamCommand, until: ContinuousClock.Instant)
    }

    /// What the session wants done.
    enum Action: Equatable {
        case send(SamCommand)
        /// Forget the piece of a frame that came so far.
        case resetParser
        case tell(ScanOutcome)
    }

    private let encoding: CardTextEncoding
    private var state: State
    private var attempts = 0
    private var misses = 0
    private var silences = 0
    /// The card that was read and not taken away since.
    private var lying: Sensitive<IdentityCard>?
    /// The card could not be read, which was told once.
    private var hasFailed = false

    init(encoding: CardTextEncoding = .utf16, at time: ContinuousClock.Instant) {
        self.encoding = encoding
        state = .pausing(until: time)
    }

    /// When ``tick(at:)`` is due.
    var deadline: ContinuousClock.Instant {
        switch state {
        case .pausing(let until), .awaiting(_, let until): until
        }
    }

    /// The pause is over, or a reply did not come.
    mutating func tick(at time: ContinuousClock.Instant) -> [Action] {
        guard time >= deadline else { return [] }
        switch state {
        case .pausing: return send(.find, at: time)
        case .awaiting(.find, _):
            // A silent reader says nothing about the card.
            silences = min(silences + 1, 4)
            // At once for the first times: the question may have been lost.
            pause(silences > 3 ? Pace.rest : .zero, at: time)
            return [.resetParser]
        case .awaiting(.select, _), .awaiting(.read, _): return [.resetParser] + retry(at: time)
        }
    }

    /// A frame came.
    mutating func take(_ piece: SamFrameParser.Piece, at time: ContinuousClock.Instant) -> [Action] {
        guard case .awaiting(let command, _) = state else { return [] }
        guard case .frame(let frame) = piece else {
            // Its reply is lost: no use in waiting for it.
            if command == .find {
                pause(Pace.find, at: time)
                return []
            }
            return retry(at: time)
        }
        guard let reply = SamReply(frame) else { return [] }
        silences = 0
        switch (command, reply) {
        case (.find, .found):
            misses = 0
            return send(.select, at: time)
        case (.find, .nothingFound), (.find, .failed):
            miss()
            pause(Pace.find, at: time)
            return []
        case (.select, .done(let data)) where data.count < IdentityCardText.length: return send(.read, at: time)
        case (.read, .done(let data)) where data.count >= IdentityCardText.length: return finish(data, at: time)
        case (.select, .failed), (.read, .failed), (.select, .nothingFound), (.read, .nothingFound):
            return retry(at: time)
        // A late reply to what was asked before.
        case (.find, .done), (.select, .found), (.read, .found), (.select, .done), (.read, .done): return []
        }
    }

    /// The reader was unplugged: a card that was being read is told as lost.
    mutating func close() -> [Action] {
        defer { lying = nil }
        guard case .awaiting(let command, _) = state, command != .find, lying == nil else { return [] }
        return [.tell(.fault(.unplugged))]
    }

    private mutating func finish(_ data: ArraySlice<UInt8>, at time: ContinuousClock.Instant) -> [Action] {
        guard let text = SamReply.text(in: data), let card = IdentityCardText.card(text, encoding) else {
            attempts = 0
            pause(Pace.rest, at: time)
            return tellOnce(.notText)
        }
        attempts = 0
        hasFailed = false
        let read = Sensitive(card)
        guard read != lying else {
            pause(Pace.rest, at: time)
            return []
        }
        lying = read
        pause(Pace.find, at: time)
        return [.tell(.scan(Reading(Array(card.number.utf8), .identityCard(read))))]
    }

    /// Begins anew with the same card, or gives it up.
    private mutating func retry(at time: ContinuousClock.Instant) -> [Action] {
        attempts += 1
        guard attempts >= Self.mostAttempts else {
            // A selected card may be reported no more, so it is selected again without asking.
            return send(.select, at: time)
        }
        attempts = 0
        pause(Pace.find, at: time)
        // The card that lies there was read already: nobody waits for it.
        return lying == nil ? tellOnce(.incomplete) : []
    }

    private mutating func tellOnce(_ fault: ScanFault) -> [Action] {
        defer { hasFailed = true }
        return hasFailed ? [] : [.tell(.fault(fault))]
    }

    private mutating func miss() {
        misses = min(misses + 1, Self.mostMisses)
        guard misses == Self.mostMisses else { return }
        lying = nil
        hasFailed = false
        attempts = 0
    }

    private mutating func pause(_ duration: Duration, at time: ContinuousClock.Instant) {
        state = .pausing(until: time + duration)
    }

    private mutating func send(_ command: SamCommand, at time: ContinuousClock.Instant) -> [Action] {
        state = .awaiting(command, until: time + (command == .read ? Pace.read : Pace.reply))
        return [.send(command)]
    }
}
