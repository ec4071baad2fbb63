import BedsideDomain
import Testing

@testable import BedsideDevices

@Suite struct HidDescriptorTests {
    @Test func theFieldsOfARealScannerAreLocated() throws {
        #expect(HidFixtures.honeywell.count == 127)
        let layout = try #require(HidPosLayout(descriptor: HidFixtures.honeywell))
        #expect(layout.report == 2 && layout.hasIDs)
        #expect(layout.count == 1)
        #expect(layout.aim == [2, 3, 4])
        #expect(layout.data == 5..<61)
        #expect(layout.continued == HidPosLayout.Bit(byte: 63, mask: 1))
        // The trigger report is an output: no read begins with its id.
        #expect(layout.sizes == [2: 64, 0xF0: 64])
    }

    @Test func offsetsAreReadFromTheDescriptorAndNotAssumed() throws {
        // No report id, no count, a vendor's byte first, then AIM as one range, then 20 bytes of data and the flag.
        let layout = try #require(
            HidPosLayout(
                descriptor: HidFixtures.bytes(
                    """
                    05 8C 09 02 A1 01 15 00 26 FF 00 75 08 95 01 81 01 95 03 19 FB 29 FD 81 02 95 14 09 FE 81 02
                    A4 75 01 95 02 81 03 95 01 09 FF 81 02 95 05 81 03 B4 C0
                    """)))
        #expect(layout.report == 0 && !layout.hasIDs)
        #expect(layout.count == nil)
        #expect(layout.aim == [1, 2, 3])
        #expect(layout.data == 4..<24)
        #expect(layout.continued == HidPosLayout.Bit(byte: 24, mask: 4))
        #expect(layout.sizes == [0: 25])
        var decoder = HidPosDecoder(layout: layout)
        let report = [0x7F] + Array("]E04006381333931".utf8) + [UInt8](repeating: 0, count: 8)
        let outcomes = decoder.feed(report[...], at: moment(0))
        #expect(outcomes.map(shown) == ["'4006381333931'"])
    }

    @Test func keyboardsAreRefused() {
        for descriptor in HidFixtures.keyboards {
            #expect(HidReportMap(descriptor: descriptor) != nil, "it is well formed")
            #expect(HidPosLayout(descriptor: descriptor) == nil)
        }
    }

    @Test(arguments: [
        "05", "26 FF", "FE 04 00 01", "C0", "A1 01", "B4", "85 00", "95 FF 77 FF FF FF FF 81 02",
        "77 FF FF FF FF 97 FF FF FF FF 81 02", "19 05 29 01", "29 01", "05 8C 09 FE 75 08 95 01 81 02 85 01 81 02",
    ])
    func brokenDescriptorsAreRefused(_ hex: String) {
        #expect(HidReportMap(descriptor: HidFixtures.bytes(hex)) == nil)
    }

    @Test func everythingIsLimited() {
        #expect(HidReportMap(descriptor: [UInt8](repeating: 0xA4, count: 33)) == nil, "pushes")
        let nested = [UInt8](repeating: 0xA0, count: 33) + [UInt8](repeating: 0xC0, count: 33)
        #expect(HidReportMap(descriptor: nested) == nil, "collections")
        #expect(HidReportMap(descriptor: [UInt8](repeating: 0, count: 4097)) == nil, "bytes")
        #expect(HidReportMap(descriptor: [UInt8](repeating: 0x08, count: 257)) == nil, "usages")
        // 65,535 values of one bit fit a report, and are more fields than any device has.
        #expect(HidReportMap(descriptor: HidFixtures.bytes("75 01 96 FF FF 09 01 81 02")) == nil, "fields")
        #expect(HidReportMap(descriptor: HidFixtures.bytes("75 01 96 FF 0F 09 01 81 02")) != nil)
    }

    @Test func noDescriptorAndNoReportCrashesOrBreaksALimit() {
        var random = SeededGenerator(seed: 0x81D)
        for _ in 0..<5000 {
            var descriptor = HidFixtures.honeywell
            for _ in 0..<Int.random(in: 0...6, using: &random) where !descriptor.isEmpty {
                let place = Int.random(in: descriptor.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: descriptor[place] = .random(in: 0...255, using: &random)
                case 1: descriptor.remove(at: place)
                default: descriptor.insert(.random(in: 0...255, using: &random), at: place)
                }
            }
            guard let layout = HidPosLayout(descriptor: descriptor) else { continue }
            var decoder = HidPosDecoder(layout: layout)
            for time in 0..<4 {
                let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                    Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : layout.report
                }
                for outcome in decoder.feed(bytes[...], at: moment(Double(time) * 100)) {
                    guard case .scan(let reading) = outcome else { continue }
                    #expect(PayloadRule.fault(in: reading.payload.value) == nil)
                    #expect(reading.payload.value.count <= ScanFraming.longest)
                }
            }
            _ = decoder.close()
        }
    }
}
