/// An amount in Chinese capital numerals, as receipts must carry it: 壹仟零伍元叁角整.
///
/// Rule: 支付结算办法, annex one (正确填写票据和结算凭证的基本规定), 1997: 整 after yuan or jiao, not after fen; one 零 for a run of
/// zeros between digits; a missing jiao before a fen is written 零.
package func chineseCapitals(_ amount: Money) -> String {
    let digits = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]
    let fen = amount.fen.magnitude
    let yuan = fen / 100
    let (jiao, rest) = (Int(fen / 10 % 10), Int(fen % 10))
    var text = amount.isNegative ? "负" : ""
    if yuan > 0 { text += wholeNumber(yuan, digits) + "元" }
    switch (yuan > 0, jiao, rest) {
    case (false, 0, 0): return "零元整"
    case (true, 0, 0): return text + "整"
    case (_, _, 0): return text + digits[jiao] + "角整"
    case (true, 0, _): return text + "零" + digits[rest] + "分"
    case (false, 0, _): return text + digits[rest] + "分"
    default: return text + digits[jiao] + "角" + digits[rest] + "分"
    }
}

/// A whole number in capitals, in groups of four places: 亿, 万, ones.
private func wholeNumber(_ number: UInt64, _ digits: [String]) -> String {
    let places = ["", "拾", "佰", "仟"]
    let groups = ["", "万", "亿", "万亿"]
    var text = ""
    var pendingZero = false
    for group in stride(from: 3, through: 0, by: -1) {
        let value = Int(number / power(10_000, group) % 10_000)
        if value == 0 {
            pendingZero = pendingZero || !text.isEmpty
            continue
        }
        for place in stride(from: 3, through: 0, by: -1) {
            let digit = value / Int(power(10, place)) % 10
            if digit == 0 {
                pendingZero = pendingZero || !text.isEmpty
                continue
            }
            if pendingZero { text += "零" }
            pendingZero = false
            text += digits[digit] + places[place]
        }
        text += groups[group]
        // 一万 0 佰: trailing zeros of a group count only when a digit follows.
        pendingZero = value % 10 == 0
    }
    return text
}

private func power(_ base: UInt64, _ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { product, _ in product * base }
}
