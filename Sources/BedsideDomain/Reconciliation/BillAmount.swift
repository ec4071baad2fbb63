/// `12.34` yuan, as a bill writes it, in exact fen: at most ten places before and two after the point; no sign, no
/// separators, no exponent, never through a floating-point number.
package func billAmount(_ text: some StringProtocol) -> Money? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...10).contains(parts[0].count),
        parts.count == 1 || (1...2).contains(parts[1].count)
    else { return nil }
    var fen: Int64 = 0
    for byte in parts.joined() {
        guard (0x30...0x39).contains(byte) else { return nil }
        fen = fen * 10 + Int64(byte - 0x30)
    }
    for _ in (parts.count == 2 ? parts[1].count : 0)..<2 { fen *= 10 }
    return Money(fen: fen)
}

/// `2026-11-22 08:30:05` on the hospital's clock; nil when there is no such moment.
func billMoment(_ text: String, _ clock: HospitalClock) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 19, bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
        bytes[16] == UInt8(ascii: ":")
    else { return nil }
    func places(_ position: Int, below limit: Int) -> Int? {
        let (tens, ones) = (bytes[position], bytes[position + 1])
        guard (0x30...0x39).contains(tens), (0x30...0x39).contains(ones) else { return nil }
        let value = Int(tens - 0x30) * 10 + Int(ones - 0x30)
        return value < limit ? value : nil
    }
    guard let hour = places(11, below: 24), let minute = places(14, below: 60), let second = places(17, below: 60)
    else { return nil }
    do {
        let day = try CivilDate(text: String(decoding: bytes[..<10], as: UTF8.self))
        return clock.start(of: day).adding(seconds: Int64(hour * 3600 + minute * 60 + second))
    } catch { return nil }
}
