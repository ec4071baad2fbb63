import BedsideDomain
import BedsideWire
import Foundation
import Testing

/// The report's JSON: units in the names, nothing invented where nothing was measured.
@Suite struct AlarmReportMessageTests {
    /// 2026-11-20 08:00 in China.
    private static let start = Timestamp(milliseconds: 1_795_132_800_000)

    private static func alarm(_ id: String, _ kind: AlarmKind, accepted: Int64?) throws -> AlarmHistory {
        AlarmHistory(
            id: AlarmID(trusted: id), revision: 1, place: try AlarmPlace("12"), kind: kind, origin: "button",
            raisedAt: start.adding(seconds: 5), shownAt: Timestamp(milliseconds: start.milliseconds + 5_043),
            acceptedAt: accepted.map { Timestamp(milliseconds: start.milliseconds + 5_000 + $0) })
    }

    private static func message(_ histories: [AlarmHistory]) -> AlarmReportMessage {
        let end = start.adding(seconds: 28_800)
        return AlarmReportMessage(
            AlarmReport(histories: histories, from: start, to: end, clock: .china, now: end), shift: .day)
    }

    @Test("Milliseconds become seconds, tenths of a per cent become per cent, moments carry their offset")
    func units() throws {
        let message = Self.message([
            try Self.alarm("a", .call, accepted: 12_345), try Self.alarm("b", .toilet, accepted: 15_001),
            try Self.alarm("c", .technical(.sound), accepted: nil),
        ])
        #expect(message.from == "2026-11-20T08:00:00+08:00" && message.to == "2026-11-20T16:00:00+08:00")
        #expect(message.shift == "day" && message.thresholdSeconds.technical == 300)
        #expect(message.all.acceptMedianSeconds == 12.345 && message.all.acceptP90Seconds == 15.001)
        #expect(message.all.inTimePercent == 33.3 && message.prioritiesPercent.emergency == 33.4)
        #expect(message.technical.acceptMedianSeconds == nil && message.all.attendMedianSeconds == nil)
        #expect(message.byKind.map(\.kind) == ["toilet", "call", "technical.sound"])
        #expect(message.byHour.map(\.hour) == Array(8..<16) && message.byHour[0].alarms.total == 3)
        #expect(message.pathToScreen.medianMilliseconds == 43 && message.pathToScreen.neverShown == 0)
    }

    @Test("What was not measured is not in the JSON, and it comes back the same")
    func missing() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(Self.message([]))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("acceptMedianSeconds") && !text.contains("null") && !text.contains("medianMilliseconds"))
        #expect(try encoder.encode(JSONDecoder().decode(AlarmReportMessage.self, from: bytes)) == bytes)
    }

    @Test("A row counts its seconds from the raise")
    func row() throws {
        let row = AlarmRowMessage(
            try Self.alarm("a", .infusionEmpty, accepted: 60_500), clock: HospitalClock(offsetMinutes: -210))
        #expect(row.raisedAt == "2026-11-19T20:30:05-03:30")
        #expect(row.acceptedSeconds == 60.5 && row.attendedSeconds == nil && row.shownSeconds == 0.043)
        #expect(row.priority == "infusion" && row.end == nil && row.place == "12")
    }
}
