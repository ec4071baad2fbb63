import BedsideDomain

/// What pcscd last said of each reader, and which card was read in it. Pure.
///
/// The upper half of a state counts insertions and removals: a card that was taken out and put in between two looks
/// shows there only.
struct CardSlots {
    /// Bits of a reader's state (`SCARD_STATE_*`, PC/SC part 5).
    enum StateBit {
        static let changed: UInt = 0x2
        static let unknown: UInt = 0x4
        static let unavailable: UInt = 0x8
        static let present: UInt = 0x20
    }

    private struct Slot {
        var state: UInt = 0
        /// The card that was read and not taken out since; it outlives a restart of pcscd.
        var card: Sensitive<[UInt8]>?
    }

    private var slots: [String: Slot] = [:]

    /// The readers that are there now, in pcscd's order. States begin anew; a card that was read stays known.
    private(set) var readers: [String] = []

    mutating func list(_ names: [String]) {
        for name in names where !readers.contains(name) { slots[name, default: Slot()].state = 0 }
        for name in readers where !names.contains(name) { slots[name] = nil }
        readers = names
    }

    /// pcscd is gone. What it said before means nothing to the next one.
    mutating func forgetStates() {
        for name in slots.keys { slots[name]?.state = 0 }
    }

    /// What to hand to the next wait, in the order of ``readers``.
    var known: [UInt] { readers.map { slots[$0]?.state ?? 0 } }

    /// Takes what a wait gave for one reader: true when a card lies there that was not looked at yet.
    mutating func take(_ state: UInt, of reader: String) -> Bool {
        let before = slots[reader]?.state ?? 0
        slots[reader, default: Slot()].state = state & ~StateBit.changed
        guard state & StateBit.present != 0, state & (StateBit.unknown | StateBit.unavailable) == 0 else {
            if before != 0 || state & StateBit.present == 0 { slots[reader]?.card = nil }
            return false
        }
        let isFirstLook = before == 0
        let isSame = before & StateBit.present != 0 && before >> 16 == state >> 16
        if !isFirstLook, !isSame { slots[reader]?.card = nil }
        return !isSame
    }

    /// Whether what a card gave is news: not when pcscd was restarted under the card that was read already.
    mutating func isNews(_ outcome: ScanOutcome, of reader: String) -> Bool {
        guard case .scan(let reading) = outcome else { return true }
        defer { slots[reader]?.card = reading.payload }
        return slots[reader]?.card != reading.payload
    }
}
