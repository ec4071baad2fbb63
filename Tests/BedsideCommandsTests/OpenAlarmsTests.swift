import BedsideWire
import Testing

@testable import BedsideCommands

/// Whose alarm it is, as IT reads it in `bedside alarms`.
@Suite struct OpenAlarmsTests {
    private func alarm(of terminal: String?, silent seconds: Int? = nil) -> OpenAlarmsMessage.Alarm {
        OpenAlarmsMessage.Alarm(
            id: "a", place: "3", kind: "call", about: "pull", state: "unacked", level: 1, ageSeconds: 4, dueSeconds: 56,
            occurrences: 1, holder: nil, reason: "", terminal: terminal, silentSeconds: seconds)
    }

    /// What a terminal without contact said last may be over, or worse: that must be seen.
    @Test func aTerminalThatIsNotHeardIsMarked() {
        #expect(OpenAlarmsCommand.owner(alarm(of: nil)) == "here")
        #expect(OpenAlarmsCommand.owner(alarm(of: "ward-9")) == "ward-9")
        #expect(OpenAlarmsCommand.owner(alarm(of: "ward-9", silent: 12)) == "ward-9, not heard for 12 s")
    }
}
