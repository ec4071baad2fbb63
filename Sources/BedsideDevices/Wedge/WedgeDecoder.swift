/// Key events of a keyboard wedge -> scans. One for each open node; pure, time is passed in.
///
/// The kernel never delivers a second press without a release between, nor a release without a press: where that
/// happens inside a scan, something is missing, and the scan is refused like one with a `SYN_DROPPED`.
package struct WedgeDecoder: Sendable {
    private let meanings: KeyMeanings
    private let initialCapsLock: Bool
    private var assembler: ScanAssembler
    private var held: Modifiers = []
    private var down = KeyBitmap()
    private var stuck = StuckKeys()
    private var altCode = AltCode()
    /// The dead key that was typed last, whose accent is the last character so far.
    private var dead: DeadKey?
    private var lastKey: ContinuousClock.Instant?
    /// Events between a `SYN_DROPPED` and the next `SYN_REPORT` mean nothing.
    private var isResynchronising = false
    private var lostEvents = false

    /// The state that the scanner's Caps Lock light should show: a scanner that presses Caps Lock waits for it.
    package private(set) var capsLock: Bool

    /// - Parameter capsLock: on for a scanner that was told that the host's Caps Lock is always on.
    package init(
        layout: KeyboardLayout = .us, framing: ScanFraming = .standard, format: PayloadFormat = .standard,
        capsLock: Bool = false
    ) {
        meanings = KeyMeanings(layout: layout, framing: framing, format: format)
        self.capsLock = capsLock
        initialCapsLock = capsLock
        assembler = ScanAssembler(reader: PayloadReader(framing: framing, format: format))
    }

    /// When silence ends the open scan, or a key that is down will be stuck: call ``expire(at:)`` then. Nil while there is
    /// neither.
    package var deadline: ContinuousClock.Instant? {
        guard let stuck = stuck.deadline else { return assembler.deadline }
        return assembler.deadline.map { min($0, stuck) } ?? stuck
    }

    /// Takes one event; `time` is the kernel's stamp where there is one.
    package mutating func feed(_ event: KeyEvent, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        if event.type == EventType.synchronisation { return synchronise(event.code, at: time) }
        guard event.type == EventType.key, 0...2 ~= event.value, !isResynchronising else { return [] }
        if event.value == 2 { return notice(repetitionOf: event.code, at: time) }
        forgetStaleKeys(at: time)
        var outcomes = expire(at: time)
        lastKey = time
        assembler.touch(at: time)
        if let outcome = event.value == 1 ? press(event.code, at: time) : release(event.code, at: time) {
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// Ends a scan that silence has ended by now, and tells of a key that is stuck by now.
    package mutating func expire(at time: ContinuousClock.Instant) -> [ScanOutcome] {
        var outcomes: [ScanOutcome] = []
        if let deadline = assembler.deadline, time >= deadline {
            if let outcome = assembler.expire(at: time, isWhole: altCode.isEmpty) { outcomes.append(outcome) }
            (altCode, dead) = (AltCode(), nil)
            settle()
        }
        if stuck.takeNews(at: time) { outcomes.append(.fault(.stuckKey)) }
        return outcomes
    }

    /// The device is gone.
    package mutating func close() -> [ScanOutcome] { assembler.close().map { [$0] } ?? [] }

    /// The kernel repeats a key that is held: nothing that the scanner sent.
    private mutating func notice(repetitionOf code: UInt16, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        isWatched(code) && stuck.repeats(code, at: time) ? [.fault(.stuckKey)] : []
    }

    /// A modifier may be held on purpose, and a button belongs to a mouse.
    private func isWatched(_ code: UInt16) -> Bool {
        Modifiers(key: code) == nil && !KeyCode.buttons.contains(code)
    }

    private mutating func synchronise(_ code: UInt16, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        switch code {
        case SynchronisationCode.dropped:
            let outcomes = expire(at: time)
            isResynchronising = true
            return outcomes + (lose(at: time).map { [$0] } ?? [])
        case SynchronisationCode.report:
            isResynchronising = false
            return []
        default:
            return []
        }
    }

    private mutating func press(_ code: UInt16, at time: ContinuousClock.Instant) -> ScanOutcome? {
        let modifier = Modifiers(key: code)
        if isDown(code, modifier), assembler.isCollecting { return lose(at: time) }
        if let modifier {
            held.insert(modifier)
            return nil
        }
        down.insert(code)
        if isWatched(code) { stuck.press(code, at: time) }
        switch code {
        case KeyCode.capsLock:
            capsLock.toggle()
            return nil
        case KeyCode.numLock, KeyCode.scrollLock, KeyCode.buttons:
            return nil
        default:
            let outcome = type(code, at: time)
            settle()
            return outcome
        }
    }

    private mutating func release(_ code: UInt16, at time: ContinuousClock.Instant) -> ScanOutcome? {
        let modifier = Modifiers(key: code)
        stuck.release(code)
        if !isDown(code, modifier), assembler.isCollecting { return lose(at: time) }
        guard let modifier else {
            down.remove(code)
            return nil
        }
        held.remove(modifier)
        guard !altCode.isEmpty, !held.hasAlt else { return nil }
        defer { settle() }
        return endAltCode(at: time)
    }

    private func isDown(_ code: UInt16, _ modifier: Modifiers?) -> Bool {
        modifier.map(held.contains) ?? down.contains(code)
    }

    /// A key that should type something or end the scan.
    private mutating func type(_ code: UInt16, at time: ContinuousClock.Instant) -> ScanOutcome? {
        switch meanings.keystroke(code, with: held, capsLock: capsLock) {
        case .character(let character): return write(character, at: time)
        case .control(let byte): return take(byte, at: time)
        case .altDigit(let digit):
            assembler.open(at: time)
            altCode.append(digit)
            return nil
        case .unsupported:
            (altCode, dead) = (AltCode(), nil)
            return assembler.fail(.unsupportedKey, at: time)
        }
    }

    private mutating func endAltCode(at time: ContinuousClock.Instant) -> ScanOutcome? {
        defer { altCode = AltCode() }
        switch altCode.meaning {
        case .byte(let byte): return take(byte, at: time)
        case .character(let character):
            dead = nil
            return assembler.append(character, at: time)
        case .damaged: return lose(at: time)
        }
    }

    /// A character of the layout: a dead key's accent stands until the next character changes it.
    private mutating func write(_ character: Unicode.Scalar, at time: ContinuousClock.Instant) -> ScanOutcome? {
        if let key = DeadKey(character) {
            dead = key
            return assembler.append(key.accent, at: time)
        }
        defer { dead = nil }
        guard let dead, let joined = dead.joined(with: character) else { return assembler.append(character, at: time) }
        assembler.retract(dead.accent)
        return assembler.append(joined, at: time)
    }

    /// A byte that is no character of the layout, or that ends the scan.
    private mutating func take(_ byte: UInt8, at time: ContinuousClock.Instant) -> ScanOutcome? {
        dead = nil
        guard let ending = ScanEnding(rawValue: byte), assembler.framing.endings.contains(ending) else {
            return assembler.append(byte, at: time)
        }
        return assembler.end()
    }

    /// Something is missing: nothing that is known about keys can be trusted any more.
    private mutating func lose(at time: ContinuousClock.Instant) -> ScanOutcome? {
        held = []
        down.removeAll()
        stuck.removeAll()
        (altCode, dead) = (AltCode(), nil)
        capsLock = initialCapsLock
        lostEvents = true
        return assembler.fail(.eventsLost, at: time)
    }

    /// The rest of a damaged scan may have pressed Caps Lock an odd number of times.
    private mutating func settle() {
        guard lostEvents, assembler.isIdle else { return }
        lostEvents = false
        capsLock = initialCapsLock
    }

    /// After silence outside a scan a key that still seems down was released unseen; a modifier may be held on purpose.
    private mutating func forgetStaleKeys(at time: ContinuousClock.Instant) {
        guard assembler.isIdle, let lastKey, time >= lastKey + assembler.framing.idleGap else { return }
        down.removeAll()
    }
}
