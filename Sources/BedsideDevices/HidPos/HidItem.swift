/// One item of a HID report descriptor (HID 1.11, 6.2.2): a tag with up to four bytes of data.
struct HidItem: Equatable {
    /// What a tag says; those that place no field are ``other``.
    enum Kind: Equatable {
        case input
        case collection, endCollection
        case usagePage, reportSize, reportID, reportCount, push, pop
        case usage, usageMinimum, usageMaximum
        case output, feature
        case other
    }

    let kind: Kind
    /// The data as an unsigned number; 0 when there is none.
    let value: UInt32
    /// How many bytes of data there were: a four-byte usage carries its page.
    let width: Int

    /// All items; nil when the last one is cut off.
    static func items(of descriptor: [UInt8]) -> [HidItem]? {
        var items: [HidItem] = []
        var rest = descriptor[...]
        while let prefix = rest.popFirst() {
            guard prefix != 0xFE else {
                // A long item: its size, its tag, its data; none is defined.
                guard let size = rest.first, rest.count >= 2 + Int(size) else { return nil }
                rest = rest.dropFirst(2 + Int(size))
                continue
            }
            let width = [0, 1, 2, 4][Int(prefix & 3)]
            guard rest.count >= width else { return nil }
            let value = rest.prefix(width).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            items.append(HidItem(kind: kind(prefix & 0xFC), value: value, width: width))
            rest = rest.dropFirst(width)
        }
        return items
    }

    private static func kind(_ tag: UInt8) -> Kind {
        switch tag {
        case 0x80: .input
        case 0x90: .output
        case 0xB0: .feature
        case 0xA0: .collection
        case 0xC0: .endCollection
        case 0x04: .usagePage
        case 0x74: .reportSize
        case 0x84: .reportID
        case 0x94: .reportCount
        case 0xA4: .push
        case 0xB4: .pop
        case 0x08: .usage
        case 0x18: .usageMinimum
        case 0x28: .usageMaximum
        default: .other
        }
    }
}
