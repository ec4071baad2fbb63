import Testing

@testable import BedsideDevices

/// What the readings of one point mean.
@Suite("Modbus: readings") struct PolledContactTests {
    /// What a point tells of readings every so many milliseconds, the first of them at the start.
    private func told(
        _ readings: [Int], every step: Double = 50, _ mode: ContactPoint.Mode = .normallyOpen,
        debounce: Duration = .milliseconds(30)
    ) throws -> [String] {
        var contact = PolledContact(try ContactPoint("p", .discrete(0), mode, debounce: debounce), at: moment(0))
        return readings.enumerated().map { index, reading in
            let now = moment(Double(index) * step)
            let event = index == 0 ? contact.start(reading == 1, at: now) : contact.see(reading == 1, at: now)
            return event?.word ?? "-"
        }
    }

    @Test("The first reading counts; then a level counts when it is read twice in a row")
    func twice() throws {
        #expect(try told([0, 1, 1, 1, 0, 0]) == ["p off", "-", "p on", "-", "-", "p off"])
        #expect(try told([0, 1, 0, 1, 1], debounce: .zero) == ["p off", "-", "-", "-", "p on"])
        #expect(try told([1, 0, 1, 0, 0]) == ["p on", "-", "-", "-", "p off"])
    }

    @Test("Fast polls wait for the debounce time")
    func debounce() throws {
        #expect(try told([0, 1, 1, 1, 1], every: 10) == ["p off", "-", "-", "-", "p on"])
    }

    @Test("An open loop is active")
    func loop() throws {
        #expect(try told([1, 0, 0, 1, 1], .normallyClosed) == ["p off", "-", "p on", "-", "p off"])
        #expect(try told([0], .normallyClosed) == ["p on"])
    }

    @Test("A button counts at its first active reading, also at the start, and again after it was at rest")
    func button() throws {
        #expect(try told([0, 1, 1, 0, 0, 1], .momentary) == ["-", "press p 1", "-", "-", "-", "press p 1"])
        #expect(try told([1, 1, 0, 1], .momentary) == ["press p 1", "-", "-", "-"])
    }

    @Test("A contact that reads otherwise each time is held on")
    func chatter() throws {
        #expect(
            try told([0, 1, 0, 1, 0, 1, 0, 1, 0, 0]) == ["p off", "-", "-", "-", "-", "p on", "-", "-", "-", "p off"])
    }
}
