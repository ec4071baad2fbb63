import BedsideDomain
import Testing

@testable import BedsideDevices

@Suite struct IdentityCardTextTests {
    @Test func nameNumberAndAddressAreReadFromTheChipsOwnText() {
        let text = CardFixtures.text(CardFixtures.zhang)
        #expect(text.count == 256)
        #expect(IdentityCardText.card(text[...], .utf16) == CardFixtures.zhang)
        #expect(IdentityCardText.card(CardFixtures.text(CardFixtures.li, kind: "J")[...], .utf16) == CardFixtures.li)
    }

    @Test func readersThatSendGbkAreDeclared() {
        // 张三, 北京市 in GBK.
        let text = CardFixtures.gbkText(
            [0xD5, 0xC5, 0xC8, 0xFD], "11010519491231002X", [0xB1, 0xB1, 0xBE, 0xA9, 0xCA, 0xD0])
        #expect(
            IdentityCardText.card(text[...], .gbk)
                == IdentityCard(name: "张三", number: "11010519491231002X", address: "北京市"))
        #expect(IdentityCardText.card(text[...], .utf16) == nil)
        #expect(CardTextEncoding(PayloadFormat(encoding: .gbk)) == .gbk)
        #expect(CardTextEncoding(.standard) == .utf16)
    }

    @Test func aForeignersPermitHasFieldsOfItsOwn() {
        func field(_ text: String, _ length: Int) -> [UInt8] {
            let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            return units + (0..<(length - units.count)).map { $0.isMultiple(of: 2) ? 0x20 : 0 }
        }
        let head = field("DOE, JANE", 120) + field("2", 2) + field("FRA110088010101", 30) + field("FRA", 6)
        let tail = field("", 48) + field("01", 4) + field("1500", 8) + field("I", 2) + field("", 6)
        let withName = head + field("杜简", 30) + tail
        #expect(
            IdentityCardText.card(withName[...], .utf16)
                == IdentityCard(name: "杜简", number: "FRA110088010101", address: ""))
        #expect(IdentityCardText.card((head + field("", 30) + tail)[...], .utf16)?.name == "DOE, JANE")
    }

    @Test func whatIsNoTextOrNoNumberIsNoCard() {
        let good = CardFixtures.text(CardFixtures.zhang)
        var surrogate = good
        (surrogate[0], surrogate[1]) = (0x00, 0xD8)
        #expect(IdentityCardText.card(surrogate[...], .utf16) == nil)
        var escape = good
        (escape[0], escape[1]) = (0x1B, 0x00)
        #expect(IdentityCardText.card(escape[...], .utf16) == nil)
        var number = good
        number[122] = UInt8(ascii: " ")
        #expect(IdentityCardText.card(number[...], .utf16) == nil)
        #expect(IdentityCardText.card(good.dropLast(), .utf16) == nil)
        #expect(IdentityCardText.card([UInt8](repeating: 0, count: 256)[...], .utf16) == nil)
    }

    @Test func noTextCrashes() {
        var random = SeededGenerator(seed: 0xCA4D)
        for _ in 0..<2000 {
            var text = CardFixtures.text(CardFixtures.zhang)
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                text[Int.random(in: 0..<256, using: &random)] = .random(in: 0...255, using: &random)
            }
            for encoding in [CardTextEncoding.utf16, .gbk] {
                guard let card = IdentityCardText.card(text[...], encoding) else { continue }
                #expect(PayloadRule.fault(in: Array((card.name + card.number + card.address).utf8)) == nil)
            }
        }
    }
}
