import BedsideDomain
import BedsideWire
import Testing

@testable import BedsideCommands

/// The alarm report as text and as tables for a spreadsheet.
@Suite struct AlarmReportTests {
    private static let start = Timestamp(milliseconds: 1_795_132_800_000)

    private static func alarm(
        _ number: Int, _ place: String, _ kind: AlarmKind, at seconds: Int64, accepted: Int64? = nil
    ) throws -> AlarmHistory {
        let raised = start.adding(seconds: seconds)
        return AlarmHistory(
            id: AlarmID(trusted: "a\(number)"), revision: 1, place: try AlarmPlace(place), kind: kind, origin: "=x",
            raisedAt: raised, acceptedAt: accepted.map(raised.adding(seconds:)), highestLevel: 2)
    }

    private static func message(_ histories: [AlarmHistory]) -> AlarmReportMessage {
        let end = start.adding(seconds: 28_800)
        return AlarmReportMessage(
            AlarmReport(histories: histories, from: start, to: end, clock: .china, now: end), shift: .day)
    }

    @Test(
        "cells as RFC 4180 has them, and nothing that a spreadsheet would run",
        arguments: [
            (["a", "b"], "a,b\r\n"), (["", ""], ",\r\n"), (["a,b"], "\"a,b\"\r\n"), (["a\"b"], "\"a\"\"b\"\r\n"),
            (["a\"\u{301}"], "\"a\"\"\u{301}\"\r\n"), (["a\nb"], "\"a\nb\"\r\n"), (["卫生间 3"], "卫生间 3\r\n"),
            (["=1+1"], "'=1+1\r\n"), (["@x"], "'@x\r\n"), (["-cmd"], "'-cmd\r\n"), (["-3.5", "+12"], "-3.5,+12\r\n"),
            (["=a,\"b\""], "\"'=a,\"\"b\"\"\"\r\n"),
        ] as [([String], String)])
    func cells(cells: [String], line: String) {
        #expect(CSVText.line(cells) == Array(line.utf8))
    }

    @Test("a row for each alarm, with a time that a spreadsheet takes")
    func rows() throws {
        let head = String(decoding: AlarmReportCSV.rowHead, as: UTF8.self)
        let row = String(
            decoding: AlarmReportCSV.row(
                AlarmRowMessage(try Self.alarm(1, "12", .call, at: 5, accepted: 65), clock: .china)), as: UTF8.self)
        #expect(row == "a1,12,call,call,'=x,2026-11-20 08:00:05,1,,65,,2,,\r\n")
        #expect(head.split(separator: ",").count == row.split(separator: ",", omittingEmptySubsequences: false).count)
    }

    @Test("the summary begins with a byte-order mark and each line has as many cells as its head")
    func summary() throws {
        let bytes = AlarmReportCSV.summary(
            Self.message([
                try Self.alarm(1, "12", .call, at: 5, accepted: 65), try Self.alarm(2, "3", .toilet, at: 3600),
            ]))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        let lines = text.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines.allSatisfy { $0.count == 16 })
        #expect(text.contains("\r\nkind,call,1,0,0,1,0,65,65,,,1,0,100,0,1\r\n"))
        #expect(text.contains("\r\nplace,3,1,1,0,0,0,,,,,0,1,0,1,1\r\n"))
        #expect(text.contains("\r\nhour,9,1,1,0,0,0,,,,,,,,,\r\n"))
    }

    @Test("bars are as long as their sums and no lone emergency is rounded away")
    func bars() throws {
        let many = try (0..<100).map { try Self.alarm($0, "1", .call, at: 0) }
        let lines = AlarmReportText.hours(
            Self.message(
                many + [try Self.alarm(200, "1", .emergency, at: 1), try Self.alarm(201, "1", .toilet, at: 7200)]))
        #expect(lines.count == 9)
        #expect(lines[1] == "08 #" + String(repeating: "=", count: 33) + " 101")
        #expect(lines[3] == "10 # 1" && lines[2] == "09  0")
        #expect(AlarmReportText.hours(Self.message([])) == ["no alarms in this period"])
    }

    @Test("the head says what was found, and that nothing was")
    func head() throws {
        let lines = AlarmReportText.head(Self.message([try Self.alarm(1, "12", .call, at: 5, accepted: 121)]))
        #expect(lines[0] == "2026-11-20T08:00:00+08:00 to 2026-11-20T16:00:00+08:00, day shift")
        #expect(lines[2] == "accepted in time: 0.0 % (0 of 1); never accepted: 0")
        #expect(lines[3] == "escalated: 1 (level 2: 1)")
        #expect(AlarmReportText.head(Self.message([]))[2].hasPrefix("accepted in time: none to judge"))
    }

    @Test("a request is a query, whatever its words hold")
    func query() {
        #expect(AlarmReportRequest().text.isEmpty)
        #expect(
            AlarmReportRequest(from: "2026-11-20T08:00", to: "x&y=1 ").text
                == "?from=2026-11-20T08%3A00&to=x%26y%3D1%20")
    }

    @Test("one form at a time")
    func forms() {
        let form = { AlarmReportForm(json: $0, print: $1, csv: $2, csvSummary: $3, pdf: $4) }
        #expect(form(false, false, nil, nil, nil) == .text)
        #expect(form(true, false, nil, nil, nil) == .json && form(false, true, nil, nil, nil) == .paper)
        #expect(form(false, false, "a", nil, nil) == .rows("a") && form(false, false, nil, "b", nil) == .summary("b"))
        #expect(form(false, false, nil, nil, "c") == .pdf("c"))
        #expect(form(true, true, nil, nil, nil) == nil && form(false, false, "a", nil, "b") == nil)
    }
}
