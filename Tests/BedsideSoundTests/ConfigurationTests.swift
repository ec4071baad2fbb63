import BedsideSound
import Testing

@Suite struct ConfigurationTests {
    @Test(arguments: [30, 55, 100]) func allowsVolumesThatAreHeard(volume: Int) throws {
        #expect(try SoundConfiguration(device: "default", volume: volume).volume == volume)
    }

    @Test(arguments: [-1, 0, 29, 101, .max]) func refusesAVolumeThatCannotBeHeardOrClips(volume: Int) {
        let error = #expect(throws: SoundError.self) { try SoundConfiguration(device: "default", volume: volume) }
        #expect(error?.codeText == "invalid-sound-volume")
        #expect(error?.sentence.contains("\(volume) %") == true)
    }

    @Test(arguments: ["", "hw:0\u{1B}[2J", "hw:0\n", "声卡", String(repeating: "x", count: 201)])
    func refusesADeviceThatIsNoName(device: String) {
        let error = #expect(throws: SoundError.self) { try SoundConfiguration(device: device, volume: 80) }
        #expect(error?.codeText == "invalid-sound-device")
        #expect(error?.sentence.unicodeScalars.contains("\u{1B}") == false)
    }

    @Test func everyEscalationIsLouderAndTheLastIsTheLoudest() throws {
        let configuration = try SoundConfiguration(device: "default", volume: 40)
        #expect([0, 1, 2, 3, 4, .max].map(configuration.amplitude(at:)) == [40, 40, 70, 100, 100, 100])
    }

    @Test func everyFaultHasACodeOfItsOwn() {
        let faults: [SoundFault] = [.missing, .busy, .refused("x."), .failed("y."), .notAnswering]
        let errors = faults.map { SoundError($0, of: "hw:3") }
        #expect(Set(errors.map(\.codeText)).count == faults.count)
        #expect(errors.allSatisfy { $0.sentence.contains("hw:3") })
        #expect(errors[2].sentence.hasSuffix("x."))
        #expect(errors[3].sentence.contains("y."))
    }
}
