import BedsideDomain

/// What waits to go out on one connection while its line is slow: of alarms and pulses only the newest, which say all that
/// the older ones said; acts and answers in their order, as many as may be under way at all.
struct Outbox {
    private var alarms: [UInt8]?
    private var pulse: [UInt8]?
    private var talk: [[UInt8]] = []

    static let mostTalk = 4 * LinkRules.mostActs

    /// False when nothing more fits: the other end does not read at all.
    mutating func put(_ bytes: [UInt8], of message: LinkMessage) -> Bool {
        switch message {
        case .alarms: alarms = bytes
        case .pulse: pulse = bytes
        case .act, .answer, .unknown:
            guard talk.count < Self.mostTalk else { return false }
            talk.append(bytes)
        }
        return true
    }

    /// The alarms first: whoever reads an answer has then seen what it led to.
    mutating func next() -> [UInt8]? {
        if let alarms {
            self.alarms = nil
            return alarms
        }
        if let pulse {
            self.pulse = nil
            return pulse
        }
        return talk.isEmpty ? nil : talk.removeFirst()
    }
}
