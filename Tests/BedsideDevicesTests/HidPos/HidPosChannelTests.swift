import Testing

@testable import BedsideDevices

/// The channel on a pty: a byte stream, as an emulated hidraw node is one.
@Suite struct HidPosChannelTests {
    @Test func reportsOfANodeAreDecodedAndUnpluggingIsSeen() throws {
        let line = try VirtualLine(raw: true)
        let channel = try HidPosChannel(node: line.node, scanner: try scanner()) { _ in HidFixtures.honeywell }
        line.send(HidFixtures.report("4006381333931") + HidFixtures.report("par", continued: true))
        var outcomes: [ScanOutcome] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        #expect(channel.drain(into: &outcomes, buffer: &buffer, at: moment(0)) == .drained)
        #expect(outcomes.map(shown) == ["'4006381333931'"])
        #expect(channel.deadline == moment(300))
        line.unplug()
        #expect(channel.drain(into: &outcomes, buffer: &buffer, at: moment(1)) == .gone)
        #expect(channel.close().map(shown) == ["unplugged"])
    }

    @Test func aKeyboardsNodeIsRefusedWithASentence() throws {
        let line = try VirtualLine(raw: true)
        for descriptor in HidFixtures.keyboards {
            do throws(OpenFailure) {
                _ = try HidPosChannel(node: line.node, scanner: try scanner()) { _ in descriptor }
                Issue.record("it was opened")
            } catch {
                guard case .unusable(let sentence) = error else {
                    Issue.record("not a sentence: \(error)")
                    return
                }
                #expect(sentence.contains("0x8C") && sentence.contains("HID-POS"))
            }
        }
    }

    @Test func aNodeWithoutReportDescriptorIsNotUsed() throws {
        let line = try VirtualLine(raw: true)
        #expect(throws: OpenFailure.self) { try HidPosChannel(node: line.node, scanner: try scanner()) }
    }

    private func scanner() throws(OpenFailure) -> ScannerConfiguration {
        do {
            return ScannerConfiguration(
                name: try ScannerName("desk"), match: .hidpos(try UdevMatch(["ID_SERIAL": "A"])))
        } catch {
            throw .unusable("\(error)")
        }
    }
}
