import BedsideDomain

@testable import BedsideDevices

/// Frames of a CVR-100D, transcribed by hand from a public dump, and cards of the tests' own.
enum CardFixtures {
    static let find = HidFixtures.bytes("AA AA AA 96 69 00 03 20 01 22")
    static let found = HidFixtures.bytes("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97")
    static let select = HidFixtures.bytes("AA AA AA 96 69 00 03 20 02 21")
    static let selected = HidFixtures.bytes("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
    static let read = HidFixtures.bytes("AA AA AA 96 69 00 03 30 01 32")
    /// With fingerprints; this service never asks for them.
    static let readWithFingerprints = HidFixtures.bytes("AA AA AA 96 69 00 03 30 10 23")
    /// No card, or only the one that was selected already.
    static let nothing = SamFrame(body: [0, 0, 0x80]).bytes
    static let selectFailed = SamFrame(body: [0, 0, 0x81]).bytes
    static let readFailed = SamFrame(body: [0, 0, 0x41]).bytes

    static let zhang = IdentityCard(name: "张三", number: "11010519491231002X", address: "北京市朝阳区某某街道1号")
    static let li = IdentityCard(name: "李四", number: "440524188001010014", address: "广东省汕头市某某路2号")

    /// The reply to a read: 1,295 bytes with a photo of noise.
    static func reply(_ card: IdentityCard) -> [UInt8] {
        let photo = (0..<1024).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        return SamFrame(body: [0, 0, 0x90, 1, 0, 4, 0] + text(card) + photo).bytes
    }

    /// The chip's text in UTF-16, padded with blanks.
    static func text(_ card: IdentityCard, kind: String = "") -> [UInt8] {
        fields(card, kind) { text, length in
            let units = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            return units + (0..<(length - units.count)).map { $0.isMultiple(of: 2) ? 0x20 : 0 }
        }
    }

    /// The same as a reader sends it that turns it into GBK.
    static func gbkText(_ name: [UInt8], _ number: String, _ address: [UInt8]) -> [UInt8] {
        func padded(_ bytes: [UInt8], _ length: Int) -> [UInt8] {
            bytes + [UInt8](repeating: 0x20, count: length - bytes.count)
        }
        return padded(name, 30) + padded([], 22) + padded(address, 70) + padded(Array(number.utf8), 36) + padded([], 98)
    }

    private static func fields(_ card: IdentityCard, _ kind: String, _ padded: (String, Int) -> [UInt8]) -> [UInt8] {
        padded(card.name, 30) + padded("1", 2) + padded("01", 4) + padded("19491231", 16) + padded(card.address, 70)
            + padded(card.number, 36) + padded("某某公安局", 30) + padded("20200101", 16) + padded("长期", 16)
            + padded("", 28) + padded(kind, 2) + padded("", 6)
    }
}
