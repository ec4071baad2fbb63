import Testing

@testable import BedsideDevices

/// Which contact inputs are refused before anything is opened, and why.
@Suite("Contact configuration") struct ContactRulesTests {
    @Test("A ward's inputs are accepted")
    func good() throws {
        try ContactInput.validate([
            try keypad(), try chip(), try slave(),
            try ContactInput(
                "base", .wirelessBase(try SerialPath("/dev/ttyS1"), baud: 9600), supervision: .seconds(90),
                try ContactPoint("cord", station, debounce: .zero)),
            try ContactInput(
                "drips", .infusionReceivers(ListenAddress(host: "0.0.0.0", port: 9000)), supervision: .seconds(90),
                try ContactPoint("drip", detector, .normallyOpen, debounce: .zero)),
        ])
    }

    @Test("Names and devices are told apart")
    func duplicates() throws {
        #expect(refusal(try keypad(), try keypad(path: "/dev/input/event9")) == "duplicate-contact")
        #expect(refusal(try keypad(), try keypad("other", point: "call")) == "duplicate-contact")
        #expect(
            refusal(try keypad(), try keypad("other", path: "/dev/input/event8", point: "call")) == "duplicate-contact")
        #expect(refusal(try keypad(), try keypad("other", point: "other")) == "duplicate-contact")
        #expect(refusal(try keypad(), try keypad("other", path: "/dev/input/event8", point: "other")) == nil)
        #expect(
            refusal(
                try ContactInput(
                    "keypad", .evdevPath(try SerialPath("/dev/input/event7")), try ContactPoint("one", .key(30)),
                    try ContactPoint("two", .key(30)))) == "duplicate-contact")
    }

    @Test(
        "An address fits its link",
        arguments: [
            (ContactAddress.key(30), true), (.key(0), false), (.key(0x2FF), true), (.key(0x300), false),
            (.switch(0), true), (.switch(16), true), (.switch(17), false), (.line(1), false), (.discrete(1), false),
            (station, false), (detector, false),
        ])
    func addresses(address: ContactAddress, isFit: Bool) throws {
        let input = try ContactInput(
            "keypad", .evdevPath(try SerialPath("/dev/input/event7")), try ContactPoint("one", address))
        #expect(refusal(input) == (isFit ? nil : "invalid-contact-input"))
    }

    @Test("Debounce times are 5 to 100 ms; frames have none", arguments: [0, 4, 5, 100, 101])
    func debounce(milliseconds: Int) throws {
        let time = Duration.milliseconds(milliseconds)
        let isFit = (5...100).contains(milliseconds)
        #expect(refusal(try keypad(debounce: time)) == (isFit ? nil : "invalid-contact-input"))
        let base = try ContactInput(
            "base", .wirelessBase(try SerialPath("/dev/ttyS1"), baud: 9600),
            try ContactPoint("cord", station, debounce: time))
        #expect(refusal(base) == (milliseconds == 0 ? nil : "invalid-contact-input"))
    }

    @Test("Supervision is at most 30 s for wired inputs and 90 s for wireless ones", arguments: [0, 1, 30, 31, 90, 91])
    func supervision(seconds: Int) throws {
        #expect(
            refusal(try keypad(supervision: .seconds(seconds)))
                == ((1...30).contains(seconds) ? nil : "invalid-contact-input"))
        let base = try ContactInput(
            "base", .wirelessBase(try SerialPath("/dev/ttyS1"), baud: 9600), supervision: .seconds(seconds),
            try ContactPoint("cord", station, debounce: .zero))
        #expect(refusal(base) == ((1...90).contains(seconds) ? nil : "invalid-contact-input"))
    }

    @Test("Calls of the ward bus are presses, detectors have levels")
    func modes() throws {
        let base = try ContactInput(
            "base", .wirelessBase(try SerialPath("/dev/ttyS1"), baud: 9600),
            try ContactPoint("cord", station, .normallyOpen, debounce: .zero))
        #expect(refusal(base) == "invalid-contact-input")
        let drips = try ContactInput(
            "drips", .infusionReceivers(ListenAddress(host: "0.0.0.0", port: 9000)),
            try ContactPoint("drip", detector, .momentary, debounce: .zero))
        #expect(refusal(drips) == "invalid-contact-input")
    }

    @Test("Modbus slaves have numbers, and are polled often enough to see a press")
    func modbus() throws {
        #expect(refusal(try slave(number: 0)) == "invalid-contact-input")
        #expect(refusal(try slave(number: 248)) == "invalid-contact-input")
        #expect(refusal(try slave(poll: .seconds(2))) == "invalid-contact-input")
        #expect(refusal(try slave(answer: .seconds(10))) == "invalid-contact-input")
        #expect(refusal(try slave()) == nil)
    }

    @Test("An input has a point; a terminal has at most 32 inputs and 8,192 points, a chip 64 lines")
    func bounds() throws {
        #expect(
            refusal(try ContactInput("keypad", .evdevPath(try SerialPath("/dev/input/event7"))))
                == "invalid-contact-input")
        let many = try (0..<33).map { try keypad("k\($0)", path: "/dev/input/event\($0)", point: "p\($0)") }
        #expect(throws: Never.self) { try ContactInput.validate(Array(many.dropLast())) }
        #expect(throws: DeviceError.self) { try ContactInput.validate(many) }
        func lines(_ count: Int, _ name: String) throws -> ContactInput {
            let points = try (0..<count).map { try ContactPoint("\(name).\($0)", .line(UInt32($0))) }
            return ContactInput(
                name: try InputName(name), link: .gpio(chip: try SerialPath("/dev/\(name)")), points: points,
                supervision: .seconds(10))
        }
        #expect(refusal(try lines(64, "chip")) == nil)
        #expect(refusal(try lines(65, "chip")) == "invalid-contact-input")
        let stations = try (0..<8192).map { number in
            let station = WardBusStation(area: 1, room: UInt8(number / 256), bed: UInt8(number % 256))
            return try ContactPoint("base.\(number)", .station(station, .call), debounce: .zero)
        }
        let base = ContactInput(
            name: try InputName("base"), link: .wirelessBase(try SerialPath("/dev/ttyS0"), baud: 9600),
            points: stations,
            supervision: .seconds(90))
        #expect(throws: Never.self) { try ContactInput.validate([base]) }
        #expect(throws: DeviceError.self) { try ContactInput.validate([base, try lines(1, "chip")]) }
    }

    @Test("The sentence names what is wrong")
    func sentence() throws {
        let error = try #require(throws: DeviceError.self) { try ContactInput.validate([try slave(number: 0)]) }
        #expect(error.sentence == "The contact input 'slave' must have a slave number of 1 to 247 (got 0).")
    }
}

private let station = ContactAddress.station(WardBusStation(area: 1, room: 2, bed: 3), .call)
private let detector = ContactAddress.detector(receiver: 0xA000_0000, detector: 0xB000_0000, .noFluid)

private func keypad(
    _ name: String = "keypad", path: String = "/dev/input/event7", point: String = "call",
    debounce: Duration = .milliseconds(30), supervision: Duration = .seconds(10)
) throws -> ContactInput {
    try ContactInput(
        name, .evdevPath(try SerialPath(path)), supervision: supervision,
        try ContactPoint(point, .key(30), debounce: debounce))
}

private func chip() throws -> ContactInput {
    try ContactInput("chip", .gpio(chip: try SerialPath("/dev/gpiochip0")), try ContactPoint("pull", .line(4)))
}

private func slave(number: Int = 1, poll: Duration = .milliseconds(50), answer: Duration = .milliseconds(100)) throws
    -> ContactInput
{
    try ContactInput(
        "slave",
        .modbus(
            ModbusLink(
                path: try SerialPath("/dev/ttyS0"), baud: 9600, parity: .even, slave: number, poll: poll, answer: answer
            )),
        try ContactPoint("loop", .discrete(0), .normallyClosed))
}

/// The word of the error; nil when the inputs are accepted.
private func refusal(_ inputs: ContactInput...) -> String? {
    do throws(DeviceError) {
        try ContactInput.validate(inputs)
        return nil
    } catch {
        return error.codeText
    }
}
