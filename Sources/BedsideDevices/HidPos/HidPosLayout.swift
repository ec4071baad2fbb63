/// Where the parts of a scan lie in the reports of one HID-POS scanner (HID Point of Sale Usage Tables 1.02): read from
/// its report descriptor, because makers put the AIM bytes elsewhere and leave out the count.
package struct HidPosLayout: Sendable, Hashable {
    /// The id of the scanned-data report; 0 when the device uses none.
    let report: UInt8
    /// By report id, the bytes of a whole report with its id: how several in one read are told apart.
    let sizes: [UInt8: Int]
    /// Reports begin with their id.
    let hasIDs: Bool
    /// From the report's first byte, its id included: the three AIM bytes; nil when the device does not send them.
    let aim: [Int]?
    /// The decoded data.
    let data: Range<Int>
    /// How many of the data bytes count; nil when the device does not say it.
    let count: Int?
    /// The bit that says that the next report goes on with this code; nil when the device has none.
    let continued: Bit?

    struct Bit: Sendable, Hashable {
        let byte: Int
        let mask: UInt8
    }

    /// Nil when the descriptor is not well formed, is beyond its limits, or declares no scanned data.
    package init?(descriptor: [UInt8]) {
        guard let map = HidReportMap(descriptor: descriptor),
            let first = map.fields.first(where: { $0.usage == .decodedData && $0.isByte })
        else { return nil }
        let fields = map.fields.filter { $0.report == first.report }
        let offset = map.hasIDs ? 1 : 0
        let bytes = fields.filter { $0.usage == .decodedData && $0.isByte && $0.bit >= first.bit }
        // Data that is in several pieces is taken up to its first hole.
        let run = bytes.enumerated().prefix { $0.element.bit == first.bit + $0.offset * 8 }.count
        report = first.report
        hasIDs = map.hasIDs
        sizes = Dictionary(
            uniqueKeysWithValues: map.lengths.keys.compactMap { id in map.size(of: id).map { (id, $0) } })
        data = (first.bit / 8 + offset)..<(first.bit / 8 + offset + run)
        let place = { (usage: HidUsage) in
            fields.first { $0.usage == usage && $0.isByte }.map { $0.bit / 8 + offset }
        }
        let marks = [HidUsage.aim1, .aim2, .aim3].compactMap(place)
        aim = marks.count == 3 ? marks : nil
        count = place(.byteCount)
        continued = fields.first { $0.usage == .continued }.map {
            Bit(byte: $0.bit / 8 + offset, mask: 1 << UInt8($0.bit % 8))
        }
    }
}

extension HidField {
    fileprivate var isByte: Bool { bits == 8 && bit.isMultiple(of: 8) }
}

extension HidUsage {
    fileprivate static let aim1 = HidUsage(page: 0x8C, number: 0xFB)
    fileprivate static let aim2 = HidUsage(page: 0x8C, number: 0xFC)
    fileprivate static let aim3 = HidUsage(page: 0x8C, number: 0xFD)
    fileprivate static let decodedData = HidUsage(page: 0x8C, number: 0xFE)
    fileprivate static let continued = HidUsage(page: 0x8C, number: 0xFF)
    fileprivate static let byteCount = HidUsage(page: 0x01, number: 0x3B)
}
