import ArgumentParser
import BedsideWire

/// `bedside alarms report`: the figures of a period, for people, spreadsheets, programs and paper.
struct AlarmReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Show, save or print the figures of the alarms of a period.",
        discussion: """
            Times are on the hospital's clock: YYYY-MM-DD or YYYY-MM-DDTHH:MM. A day alone is its beginning for --from and \
            its end for --to; without both it is today so far. Shifts are night (00:00-08:00), day (08:00-16:00) and \
            evening (16:00-24:00), each of the day on which it begins. Medians and 90th percentiles are nearest-rank. The \
            report names places and no patient.
            """)

    @Option(help: ArgumentHelp("The beginning.", valueName: "time")) var from: String?
    @Option(help: ArgumentHelp("The end.", valueName: "time")) var to: String?
    @Option(help: "A shift instead: night, day or evening.") var shift: Shift?
    @Option(help: ArgumentHelp("The day of the shift; today without it.", valueName: "day")) var date: String?
    @Flag(help: "Print JSON; unknown fields may be added later.") var json = false
    @Option(help: ArgumentHelp("Write a table with a row for each alarm; - is standard output.", valueName: "file"))
    var csv: String?
    @Option(help: ArgumentHelp("Write a table of the figures by kind, place and hour.", valueName: "file"))
    var csvSummary: String?
    @Option(help: ArgumentHelp("Write the printed form as a PDF.", valueName: "file")) var pdf: String?
    @Flag(help: "Print it on the terminal's printer.") var print = false
    @OptionGroup var options: SocketOptions

    enum Shift: String, ExpressibleByArgument, CaseIterable { case night, day, evening }

    func validate() throws {
        if shift != nil, from != nil || to != nil {
            throw ValidationError("A report is of a --shift or --from and --to, not of both.")
        }
        if date != nil, shift == nil { throw ValidationError("--date is the day of a --shift.") }
        _ = try form()
    }

    private func form() throws -> AlarmReportForm {
        let form = AlarmReportForm(json: json, print: print, csv: csv, csvSummary: csvSummary, pdf: pdf)
        guard let form else {
            throw ValidationError("Choose one of --json, --csv, --csv-summary, --pdf and --print.")
        }
        return form
    }

    func run() async throws {
        let query = AlarmReportRequest(from: from, to: to, shift: shift?.rawValue, date: date)
        let form = try form()
        try await options.withAdmin { client in
            switch form {
            case .text: AlarmReportText.show(try await client.alarmReport(query))
            case .json: try Output.json(try await client.alarmReport(query))
            case .paper:
                let job = try await client.printAlarmReport(query)
                Output.line("queued as \(job.id); see bedside jobs")
            case .rows(let path): try await Self.rows(of: query, client, to: path)
            case .summary(let path):
                try Self.write(AlarmReportCSV.summary(try await client.alarmReport(query)), to: path)
            case .pdf(let path): try Self.write(try await client.alarmReportPDF(query), to: path)
            }
        }
    }

    /// Rows go out as they come: a year of them is never in memory. The first opens the file: a refusal leaves none behind.
    private static func rows(of query: AlarmReportRequest, _ client: LocalClient, to path: String) async throws {
        var file: NewFile?
        func put(_ bytes: [UInt8]) throws {
            if path == "-" { return Output.bytes(bytes) }
            if file == nil { file = try NewFile(path) }
            try file?.write(bytes)
        }
        var isFirst = true
        try await client.alarmRows(query) { alarm in
            if isFirst { try put(CSVText.mark + AlarmReportCSV.rowHead) }
            isFirst = false
            try put(AlarmReportCSV.row(alarm))
        }
        if isFirst { try put(CSVText.mark + AlarmReportCSV.rowHead) }
        try file?.flush()
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        if path == "-" { return Output.bytes(bytes) }
        let file = try NewFile(path)
        try file.write(bytes)
        try file.flush()
    }
}
