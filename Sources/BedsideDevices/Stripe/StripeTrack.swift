/// One track of a magnetic card, as it came between its sentinels.
struct StripeTrack: Sendable, Hashable {
    /// 1 to 3.
    let number: Int
    /// What is between the sentinels.
    private let data: ArraySlice<UInt8>

    /// Splits a message into its tracks; nil when it is anything else.
    ///
    /// After an end sentinel there may be one more character: the track's LRC, or the sensor of an insertion reader. An
    /// LRC may look like a sentinel, so the character after it decides.
    static func tracks(of message: ArraySlice<UInt8>) -> [StripeTrack]? {
        var tracks: [StripeTrack] = []
        var rest = message
        while let sentinel = rest.first {
            guard tracks.count < 3, let number = number(of: sentinel, after: tracks.last?.number ?? 0),
                let end = rest.firstIndex(of: endSentinel)
            else { return nil }
            tracks.append(StripeTrack(number: number, data: rest[(rest.startIndex + 1)..<end]))
            rest = rest[(end + 1)...]
            if rest.dropFirst().first.map(isSentinel) ?? true { rest = rest.dropFirst() }
        }
        return tracks.isEmpty ? nil : tracks
    }

    /// The card's number: its digits before `^` or `=`. Nil for a track that the reader could not read, or has none.
    var account: [UInt8]? {
        var text = data.prefix { $0 != UInt8(ascii: "^") && $0 != UInt8(ascii: "=") }
        switch number {
        // The letter of the format comes first; some cards group the digits (ISO/IEC 7813).
        case 1: if let first = text.first, isLetter(first) { text = text.dropFirst() }
        // The two digits of the format come first (ISO/IEC 4909); AAMVA's third track has no account.
        case 3: text = text.count > 2 && data.contains(UInt8(ascii: "=")) ? text.dropFirst(2) : []
        default: break
        }
        let digits = text.filter { $0 != 0x20 }
        guard (1...Self.longestAccount).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Array(digits)
    }

    /// The whole of a second track, for cards that hold nothing but a number.
    private static let longestAccount = 37
    private static let endSentinel = UInt8(ascii: "?")

    /// The track that a start sentinel opens. AAMVA begins the third with `#` or `%`, other makers with `!` or `;`.
    private static func number(of sentinel: UInt8, after last: Int) -> Int? {
        switch sentinel {
        case UInt8(ascii: "%"): last == 0 ? 1 : last == 2 ? 3 : nil
        case UInt8(ascii: ";"): last < 2 ? 2 : last == 2 ? 3 : nil
        case UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "!"): last < 3 ? 3 : nil
        default: nil
        }
    }

    private static func isSentinel(_ byte: UInt8) -> Bool { number(of: byte, after: 2) != nil }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
