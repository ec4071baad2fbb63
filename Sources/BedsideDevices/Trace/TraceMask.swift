import BedsideDomain

/// Takes the content out of what a device sends and leaves its structure: lengths, classes of characters, times, framing.
/// Digits become `9`, letters `a`; punctuation and control characters stay, because prefixes, separators and endings are
/// made of them.
///
/// It has a memory, because a masked stream must decode as the real one does: a key that goes down while another of its
/// class is down becomes another key of the class, and its release becomes that key's release.
struct TraceMask {
    /// The keys that are down, with what each was shown as.
    private var down: [UInt16: UInt16] = [:]
    private var isAltDown = false
    /// The next keypad digit begins an Alt code, where a zero has a meaning of its own.
    private var isAltCodeStart = false

    mutating func masked(_ event: TraceEvent) -> TraceEvent {
        switch event {
        case .attached, .detached, .limited: event
        case .key(let key): .key(masked(key))
        case .bytes(let bytes, let payload): .bytes(Self.masked(bytes, payload), payload: payload)
        case .outcome(.scan(let reading)): .outcome(.scan(Self.masked(reading)))
        case .outcome(.fault): event
        }
    }

    /// One event of a wedge.
    private mutating func masked(_ event: KeyEvent) -> KeyEvent {
        guard event.type == EventType.key else { return event }
        let code = event.code
        if code == KeyCode.leftAlt || code == KeyCode.rightAlt {
            isAltDown = event.value != 0
            isAltCodeStart = isAltDown
        }
        guard let keys = alternatives(code) else { return event }
        let shown: UInt16
        if event.value == 0 {
            shown = down.removeValue(forKey: code) ?? keys[0]
        } else {
            shown = down[code] ?? keys.first { !down.values.contains($0) } ?? keys[0]
            down[code] = shown
        }
        return KeyEvent(type: event.type, code: shown, value: event.value)
    }

    /// What a key may be shown as; nil for one that holds no content.
    private mutating func alternatives(_ code: UInt16) -> [UInt16]? {
        switch code {
        case 2...11: return [10, 9, 8, 7]  // 9 8 7 6
        case 16...25, 30...38, 44...50: return [30, 31, 32, 33]  // A S D F
        case 71...73, 75...77, 79...82:
            guard isAltDown else { return [73, 72, 71, 77] }  // 9 8 7 6 of the keypad
            defer { isAltCodeStart = false }
            // Ones: 0111 is a letter as a byte, 11111 a printable character as Unicode.
            return isAltCodeStart && code == 82 ? nil : [79]
        default: return nil
        }
    }

    /// Byte by byte, so that it fits any piece of any transmission: each lead byte of UTF-8 stays one of its length, and
    /// both bytes of a GBK character stay what they are.
    private static func masked(_ bytes: [UInt8], _ payload: Range<Int>) -> [UInt8] {
        var shown = bytes
        for index in payload.clamped(to: bytes.indices) { shown[index] = masked(bytes[index]) }
        return shown
    }

    private static func masked(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(ascii: "9")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(ascii: "a")
        case 0x80...0xBF: 0xA0
        case 0xC0...0xDF: 0xC3
        case 0xE0...0xEF: 0xE4
        case 0xF0...0xFF: 0xF0
        default: byte
        }
    }

    private static func masked(_ reading: Reading) -> Reading {
        let payload = masked(reading.payload.value, reading.payload.value.indices)
        guard case .identityCard(let card) = reading.content else { return Reading(payload, reading.content) }
        let number = String(repeating: "9", count: card.value.number.count)
        return Reading(payload, .identityCard(Sensitive(IdentityCard(name: "", number: number, address: ""))))
    }
}
