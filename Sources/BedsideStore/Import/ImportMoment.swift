import BedsideDomain

/// A moment as the import format writes it: `2026-11-20T08:30:00+08:00`, seconds optional, `Z` or an offset always there.
func importMoment(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T"), let day = importDay(String(text.prefix(10))),
        bytes[13] == UInt8(ascii: ":"), let hour = twoPlaces(bytes, 11), let minute = twoPlaces(bytes, 14), hour < 24,
        minute < 60
    else { return nil }
    var position = 16
    var second = 0
    if bytes[position] == UInt8(ascii: ":") {
        guard let value = twoPlaces(bytes, position + 1), value < 60 else { return nil }
        second = value
        position += 3
    }
    guard let offset = offsetMinutes(bytes[position...]) else { return nil }
    let minutes = Int64(day.daysSince1970) * 1440 + Int64(hour * 60 + minute - offset)
    return Timestamp(milliseconds: (minutes * 60 + Int64(second)) * 1000)
}

/// `YYYY-MM-DD`; nil when there is no such day.
func importDay(_ text: String) -> CivilDate? {
    do { return try CivilDate(text: text) } catch { return nil }
}

private func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    let bytes = Array(bytes)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = twoPlaces(bytes, 1),
        let minutes = twoPlaces(bytes, 4), hours <= 14, minutes < 60
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
}

private func twoPlaces(_ bytes: [UInt8], _ position: Int) -> Int? {
    guard position + 1 < bytes.count, (0x30...0x39).contains(bytes[position]),
        (0x30...0x39).contains(bytes[position + 1])
    else { return nil }
    return Int(bytes[position] - 0x30) * 10 + Int(bytes[position + 1] - 0x30)
}

/// A quantity as the import format writes it: `2`, `0.5`, `-1`; at most four places.
func importQuantity(_ text: String) -> Quantity? {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...9).contains(parts[0].utf8.count),
        parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        let whole = Int64(parts[0])
    else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
        guard parts[1].utf8.count <= 4, let digits = Int64(parts[1]) else { return nil }
        fraction = (parts[1].utf8.count..<4).reduce(digits) { value, _ in value * 10 }
    }
    let value = whole * 10_000 + fraction
    guard value <= Quantity.limit else { return nil }
    return Quantity(tenThousandths: isNegative ? -value : value)
}
