import BedsideDomain
import Testing

@Suite("Amounts in Chinese capitals")
struct ChineseCapitalsTests {
    /// The first six are the examples of 支付结算办法 annex one; where it allows two forms, ours is one of them.
    @Test(
        "known amounts",
        arguments: [
            (140_950, "壹仟肆佰零玖元伍角整"), (600_714, "陆仟零柒元壹角肆分"), (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "壹拾万零柒仟元伍角叁分"), (1_640_902, "壹万陆仟肆佰零玖元零贰分"), (32_504, "叁佰贰拾伍元零肆分"),
            (10_000_000_005, "壹亿元零伍分"), (0, "零元整"), (1, "壹分"), (10, "壹角整"), (15, "壹角伍分"), (100, "壹元整"),
            (101, "壹元零壹分"), (110, "壹元壹角整"), (1_000, "壹拾元整"), (1_100, "壹拾壹元整"), (10_000, "壹佰元整"),
            (10_100, "壹佰零壹元整"), (11_000, "壹佰壹拾元整"), (100_100, "壹仟零壹元整"), (1_000_000, "壹万元整"),
            (1_000_100, "壹万零壹元整"), (1_001_000, "壹万零壹拾元整"), (1_100_000, "壹万壹仟元整"), (10_000_100, "壹拾万零壹元整"),
            (100_010_000, "壹佰万零壹佰元整"), (100_000_000, "壹佰万元整"), (1_001_000_000, "壹仟零壹万元整"),
            (10_000_010_000, "壹亿零壹佰元整"), (10_001_000_000, "壹亿零壹万元整"), (100_100_000_000, "壹拾亿零壹佰万元整"),
            (1_000_000_000_000, "壹佰亿元整"), (-140_950, "负壹仟肆佰零玖元伍角整"), (-5, "负伍分"),
            (105_030, "壹仟零伍拾元叁角整"),
        ] as [(Int64, String)])
    func known(fen: Int64, capitals: String) {
        #expect(chineseCapitals(Money(fen: fen)) == capitals)
    }

    @Test("read back, every amount is itself", arguments: 0..<40)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<250 {
            let amount = sparse(&random)
            let text = chineseCapitals(Money(fen: amount))
            #expect(CapitalsReader.fen(text) == amount, "\(amount): \(text)")
        }
    }

    @Test("one 零 for each run of zeros between digits, none elsewhere", arguments: 0..<40)
    func zeroRules(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<250 {
            let amount = sparse(&random)
            let text = chineseCapitals(Money(fen: amount))
            let whole = text.split(separator: "元", omittingEmptySubsequences: false)[0]
            guard text.contains("元"), amount >= 100 else { continue }
            let written = whole.compactMap(CapitalsReader.digit)
            #expect(written == collapsed(String(amount / 100).compactMap(\.wholeNumberValue)), "\(amount): \(text)")
            for wrong in ["零零", "零万", "零亿", "零元", "零拾", "零佰", "零仟", "亿万", "分整"] {
                #expect(!text.contains(wrong), "\(amount): \(text)")
            }
            #expect(text.hasSuffix("整") == (amount % 10 == 0), "\(amount): \(text)")
        }
    }

    /// An amount within the limit in which about half of the digits are zero.
    private func sparse(_ random: inout SplitMix64) -> Int64 {
        let places = random.int(1...12)
        var amount: Int64 = 0
        for _ in 0..<places { amount = amount * 10 + (random.chance(oneIn: 2) ? 0 : random.int(1...9)) }
        return amount
    }

    private func collapsed(_ digits: [Int]) -> [Int] {
        var result: [Int] = []
        for digit in digits where digit != 0 || result.last != 0 { result.append(digit) }
        if result.last == 0 { result.removeLast() }
        return result
    }
}

/// Reads capitals back: an own reader, so that the writer is not tested with itself.
private enum CapitalsReader {
    static func digit(_ character: Character) -> Int? {
        Array("零壹贰叁肆伍陆柒捌玖").firstIndex(of: character)
    }

    static func fen(_ text: String) -> Int64? {
        var total: Int64 = 0
        var section: Int64 = 0
        var digit: Int64 = 0
        var fen: Int64 = 0
        for character in text {
            switch character {
            case "拾", "佰", "仟":
                section += digit * (character == "拾" ? 10 : character == "佰" ? 100 : 1000)
                digit = 0
            case "万":
                total += (section + digit) * 10_000
                (section, digit) = (0, 0)
            case "亿":
                total = (total + section + digit) * 100_000_000
                (section, digit) = (0, 0)
            case "元":
                fen += (total + section + digit) * 100
                digit = 0
            case "角":
                fen += digit * 10
                digit = 0
            case "分":
                fen += digit
                digit = 0
            case "整": continue
            default:
                guard let value = Self.digit(character) else { return nil }
                digit = Int64(value)
            }
        }
        return fen
    }
}
