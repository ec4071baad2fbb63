/// Key events of a keyboard wedge -> scans. One for each open node; pure, time is passed in.
///
/// The kernel never delivers a second press without a release between, nor a release without a press: where that
/// happens inside a scan, something is missing, and the scan is refused like one with a `SYN_DROPPED`.
package struct WedgeDecoder: Sendable {
    private let layout: KeyboardLayout
    private let initialCapsLock: Bool
    private var assembler: ScanAssembler
    private var held: Modifiers = []
    private var down = KeyBitmap()
    private var lastKey: ContinuousClock.Instant?
    /// Events between a `SYN_DROPPED` and the next `SYN_REPORT` mean nothing.
    private var isResynchronising = false
    private var lostEvents = false

    /// The state that the scanner's Caps Lock light should show: a scanner that presses Caps Lock waits for it.
    package private(set) var capsLock: Bool

    /// - Parameter capsLock: on for a scanner that was told that the host's Caps Lock is always on.
    package init(layout: KeyboardLayout = .us, framing: ScanFraming = .standard, capsLock: Bool = false) {
        self.layout = layout
        self.capsLock = capsLock
        initialCapsLock = capsLock
        assembler = ScanAssembler(framing: framing)
    }

    /// When silence ends the open scan: call ``expire(at:)`` then. Nil while none is open.
    package var deadline: ContinuousClock.Instant? { assembler.deadline }

    /// Takes one event; `time` is the kernel's stamp where there is one.
    package mutating func feed(_ event: KeyEvent, at time: ContinuousClock.Instant) -> [ScanOutcome] {
        if event.type == EventType.synchronisation { return synchronise(event.code, at: time) }
        // Any other value is the kernel's own repetition of a held key: nothing that the scanner sent.
        guard event.type == EventType.key, 0...1 ~= event.value, !isResynchronising else { return [] }
        forgetStaleKeys(at: time)
        var outcomes = expire(at: time)
        lastKey = time
        assembler.touch(at: time)
        if let outcome = event.value == 1 ? press(event.code, at: time) : release(event.code, at: time) {
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// Ends a scan that silence has ended by now.
    package mutating func expire(at time: ContinuousClock.Instant) -> [ScanOutcome] {
        let outcome = assembler.expire(at: time)
        settle()
        return outcome.map { [$0] } ?? []
    }

    /// The device is gone.
    package mutating func close() -> [ScanOutcome] { assembler.close().map { [$0] } ?? [] }

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
        switch code {
        case KeyCode.capsLock:
            capsLock.toggle()
            return nil
        case KeyCode.numLock, KeyCode.scrollLock, KeyCode.buttons:
            return nil
        default:
            return type(code, at: time)
        }
    }

    private mutating func release(_ code: UInt16, at time: ContinuousClock.Instant) -> ScanOutcome? {
        let modifier = Modifiers(key: code)
        if !isDown(code, modifier), assembler.isCollecting { return lose(at: time) }
        if let modifier { held.remove(modifier) } else { down.remove(code) }
        return nil
    }

    private func isDown(_ code: UInt16, _ modifier: Modifiers?) -> Bool {
        modifier.map(held.contains) ?? down.contains(code)
    }

    /// A key that should type something or end the scan.
    private mutating func type(_ code: UInt16, at time: ContinuousClock.Instant) -> ScanOutcome? {
        guard let byte = byte(of: code) else { return assembler.fail(.unsupportedKey, at: time) }
        guard let ending = ScanEnding(rawValue: byte), assembler.framing.endings.contains(ending) else {
            return assembler.append(byte, at: time)
        }
        let outcome = assembler.end()
        settle()
        return outcome
    }

    private func byte(of code: UInt16) -> UInt8? {
        guard !held.hasAltOrSystem else { return nil }
        switch code {
        case KeyCode.enter, KeyCode.keypadEnter: return ScanEnding.carriageReturn.rawValue
        case KeyCode.tab: return ScanEnding.tab.rawValue
        case KeyCode.lineFeed: return ScanEnding.lineFeed.rawValue
        default: break
        }
        guard held.hasControl else { return layout.character(of: code, shift: held.hasShift, capsLock: capsLock) }
        // Ctrl+J, Ctrl+M and Ctrl+I are endings sent as control keys; any other control character is not for us.
        return layout.controlCharacter(of: code).flatMap(ScanEnding.init(rawValue:))?.rawValue
    }

    /// Something is missing: nothing that is known about keys can be trusted any more.
    private mutating func lose(at time: ContinuousClock.Instant) -> ScanOutcome? {
        held = []
        down.removeAll()
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
