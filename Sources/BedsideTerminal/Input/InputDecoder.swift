/// Turns the bytes that a terminal sends into events, however the reads cut them.
///
/// Everything that begins with ESC is swallowed whole: a known key becomes an event, an unknown one and the terminal's
/// answers (CSI, OSC, DCS, APC, PM, SOS) become nothing, and so does a bracketed paste. It stores at most
/// ``ControlSequence/limit`` bytes of a sequence and nothing of a string or a paste, so no input can make it grow.
///
/// Whoever reads must wait ``patience`` for more bytes and then call ``flush(into:)``, which decides that a lone ESC was
/// the Esc key and gives up a sequence that never ended.
package struct InputDecoder: Sendable {
    private var state = State.ground
    private var characters = UTF8Assembler()

    private enum State: Sendable {
        case ground
        /// After ESC.
        case escape
        /// After ESC and an intermediate byte, such as a character set's choice.
        case escapeIntermediate
        /// After ESC O: a key of the keypad in application mode.
        case keypad
        case control(ControlSequence)
        /// An old mouse report: three bytes after CSI M.
        case oldMouse(left: Int)
        /// OSC, DCS, APC, PM or SOS, until ST (BEL ends an OSC as well).
        case string(endsAtBell: Bool, sawEscape: Bool)
        /// Between ESC [ 200 ~ and ESC [ 201 ~: how many bytes of the end mark have been seen.
        case paste(matched: Int)
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    package init() {}

    /// How long to wait for more bytes before ``flush(into:)``; nil when nothing is pending.
    ///
    /// Short after a lone ESC, as a person waits for it; long in a sequence, as an answer may come in two reads.
    package var patience: Duration? {
        switch state {
        case .ground: characters.isPending ? .seconds(1) : nil
        case .escape: .milliseconds(50)
        default: .seconds(1)
        }
    }

    /// Decodes the next bytes and appends their events.
    package mutating func decode(_ bytes: some Sequence<UInt8>, into events: inout [InputEvent]) {
        for byte in bytes { step(byte, &events) }
    }

    /// Nothing came for ``patience``: a lone ESC is the key, anything else unfinished is dropped.
    package mutating func flush(into events: inout [InputEvent]) {
        if case .escape = state { events.append(.escape) }
        state = .ground
        characters = UTF8Assembler()
    }

    private mutating func step(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch state {
        case .ground: ground(byte, &events)
        case .escape: escape(byte, &events)
        case .escapeIntermediate: escapeIntermediate(byte, &events)
        case .keypad: keypad(byte, &events)
        case .control(let sequence): control(byte, sequence, &events)
        case .oldMouse(let left): state = left > 1 ? .oldMouse(left: left - 1) : .ground
        case .string(let endsAtBell, let sawEscape): string(byte, endsAtBell, sawEscape, &events)
        case .paste(let matched): paste(byte, matched)
        }
    }

    private mutating func ground(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x1B:
            characters = UTF8Assembler()
            state = .escape
        case 0x00..<0x20, 0x7F:
            characters = UTF8Assembler()
            if let event = ControlKey.event(byte) { events.append(event) }
        default:
            guard let scalar = characters.add(byte) else { return }
            if (0x80..<0xA0).contains(scalar.value) {
                introduce(UInt8(truncatingIfNeeded: scalar.value - 0x40))
            } else {
                events.append(.character(scalar))
            }
        }
    }

    private mutating func escape(_ byte: UInt8, _ events: inout [InputEvent]) {
        switch byte {
        case 0x1B: events.append(.escape)  // two Esc keys, or Esc before a sequence: the second may begin one
        case 0x03:
            state = .ground
            events.append(.interrupt)
        default: introduce(byte)
        }
    }

    /// What ESC and this byte begin; a C1 control is the same as ESC and the byte 0x40 below it.
    private mutating func introduce(_ byte: UInt8) {
        switch byte {
        case 0x5B: state = .control(ControlSequence())  // [
        case 0x4F: state = .keypad  // O
        case 0x5D: state = .string(endsAtBell: true, sawEscape: false)  // ]
        case 0x50, 0x58, 0x5E, 0x5F: state = .string(endsAtBell: false, sawEscape: false)  // P X ^ _
        case 0x20..<0x30: state = .escapeIntermediate
        default: state = .ground  // Alt and a key: no key of ours
        }
    }

    private mutating func escapeIntermediate(_ byte: UInt8, _ events: inout [InputEvent]) {
        if restarts(byte, &events) { return }
        if byte >= 0x30 { state = .ground }
    }

    private mutating func keypad(_ byte: UInt8, _ events: inout [InputEvent]) {
        if restarts(byte, &events) { return }
        state = .ground
        if let event = ControlKey.keypad(byte) { events.append(event) }
    }

    private mutating func control(_ byte: UInt8, _ sequence: ControlSequence, _ events: inout [InputEvent]) {
        if restarts(byte, &events) { return }
        guard (0x40..<0x7F).contains(byte) else {
            var longer = sequence
            longer.add(byte)
            state = .control(longer)
            return
        }
        state = .ground
        switch sequence.ended(by: byte) {
        case .event(let event): events.append(event)
        case .pasteBegins: state = .paste(matched: 0)
        case .oldMouse: state = .oldMouse(left: 3)
        case .nothing: break
        }
    }

    private mutating func string(
        _ byte: UInt8, _ endsAtBell: Bool, _ sawEscape: Bool, _ events: inout [InputEvent]
    ) {
        if sawEscape, byte != 0x1B {
            // ESC \ ends it; ESC and anything else ends it too and begins something new.
            state = .escape
            step(byte, &events)
        } else if byte == 0x1B {
            state = .string(endsAtBell: endsAtBell, sawEscape: true)
        } else if byte == 0x18 || byte == 0x1A || (endsAtBell && byte == 0x07) {
            state = .ground
        }
    }

    private mutating func paste(_ byte: UInt8, _ matched: Int) {
        let next = byte == Self.pasteEnd[matched] ? matched + 1 : byte == 0x1B ? 1 : 0
        state = next == Self.pasteEnd.count ? .ground : .paste(matched: next)
    }

    /// ESC, CAN, SUB and Ctrl-C end an unfinished sequence, as in a terminal.
    private mutating func restarts(_ byte: UInt8, _ events: inout [InputEvent]) -> Bool {
        switch byte {
        case 0x1B: state = .escape
        case 0x18, 0x1A: state = .ground
        case 0x03:
            state = .ground
            events.append(.interrupt)
        default: return false
        }
        return true
    }
}
