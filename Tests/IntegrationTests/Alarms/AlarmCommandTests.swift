import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// `bedside alarms` and `bedside alarms report`, as people and programs use them.
    @Suite struct AlarmCommandTests {
        private static func bedside(_ ward: TestWard, _ arguments: String...) async throws -> Ran {
            let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                .appending(path: "bedside").path
            return try await run([program] + arguments + ["--sockets", ward.daemon.settings.folder])
        }

        @Test("What is open, and the figures of what was, in words, JSON, CSV and on paper") func report() async throws
        {
            try await TestWard.with([.bells]) { ward in
                let (lines, desk) = (try ward.lines, try ward.nurse())
                defer { desk.leave() }
                try await ward.inputIs("present")
                try lines.send(.call, bed: 3)
                try await desk.see("the call") { $0.alarmRows.count == 1 }
                try await AlarmCallTests.acceptByBadge(desk, lines)
                try lines.send(.clear, bed: 3)
                try await ward.board("nothing") { $0.alarms.isEmpty }
                try lines.send(.emergency, bed: 7)
                try await ward.board("an emergency") { $0.has("emergency", at: "7") }

                let open = try await Self.bedside(ward, "alarms", "--json")
                #expect(open.status == 0 && open.complaint.isEmpty)
                let board = try JSONDecoder().decode(OpenAlarmsMessage.self, from: Data(open.output.utf8))
                #expect(board.alarms.map(\.kind) == ["emergency"])
                #expect(board.alarms.map(\.place) == ["7"])
                #expect(board.inputs.map(\.name) == ["bells"])
                #expect(board.screens.map(\.name) == ["desk"])
                let table = try await Self.bedside(ward, "alarms")
                for word in ["emergency", "unacked", "desk", "bells", "present"] {
                    #expect(table.output.contains(word), "\(word): \(table.output)")
                }

                // What ended reaches the archive a moment later.
                try await eventually("both in the archive") {
                    let rows = try await Self.bedside(ward, "alarms", "report", "--csv", "-")
                    return rows.output.split(whereSeparator: \.isNewline).count == 3 && rows.output.contains("attended")
                }
                let figures = try await Self.bedside(ward, "alarms", "report", "--json")
                let message = try JSONDecoder().decode(AlarmReportMessage.self, from: Data(figures.output.utf8))
                #expect(message.all.alarms == 2)
                #expect(message.byPlace.map(\.place).sorted() == ["3", "7"])
                #expect(message.people.neverAccepted <= 1)
                let text = try await Self.bedside(ward, "alarms", "report")
                #expect(text.status == 0 && text.output.contains("emergency"), "\(text.output)")

                let csv = try await Self.bedside(ward, "alarms", "report", "--csv", "-")
                // Nothing of people but a place: no names, no badges.
                for canary in ["陈晓燕", DemoCodes.nurse.badge, "张明华"] {
                    #expect(![csv, text, figures].contains { $0.output.contains(canary) }, "\(canary)")
                }
                let sheet = ward.folder + "/report.pdf"
                #expect(try await Self.bedside(ward, "alarms", "report", "--pdf", sheet).status == 0)
                let read = try await run(["pdftotext", "-layout", sheet, "-"])
                #expect(read.status == 0, "\(read.complaint)")
                #expect(read.output.contains("呼吸内科一病区"), "\(read.output)")
                #expect(!read.output.contains("陈晓燕"))
                // Never over a file that is there.
                #expect(try await Self.bedside(ward, "alarms", "report", "--pdf", sheet).status != 0)
            }
        }

        @Test(
            "A period that is none is refused in a sentence",
            arguments: [
                ["--from", "yesterday"], ["--from", "2026-02-30"], ["--to", "2020-01-01", "--from", "2021-01-01"],
                ["--shift", "noon"], ["--date", "2026-01-01"], ["--shift", "day", "--from", "2026-01-01"],
                ["--json", "--csv", "-"],
            ])
        func badPeriods(_ wish: [String]) async throws {
            try await TestWard.with([.bells]) { ward in
                let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                    .appending(path: "bedside").path
                let ran = try await run(
                    [program, "alarms", "report"] + wish + ["--sockets", ward.daemon.settings.folder])
                #expect(ran.status != 0)
                #expect(ran.output.isEmpty)
                #expect(ran.complaint.count > 20 && !ran.complaint.contains("Error Domain"), "\(ran.complaint)")
            }
        }
    }
}
