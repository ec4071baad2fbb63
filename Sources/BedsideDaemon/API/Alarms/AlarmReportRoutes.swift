import BedsideDomain
import BedsidePrinting
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The part of `admin.sock` that reads the alarm archive: figures of a period as JSON, rows, PDF and paper.
///
/// The period is `from` and `to`, or `shift` and `date`; see ``AlarmReportQuery``.
struct AlarmReportRoutes: Sendable {
    /// What stands in the head of the paper.
    let hospital: String
    let ward: String
    let terminal: String
    let thresholds: AlarmThresholds
    let hospitalClock: HospitalClock
    let clock: DaemonClock
    let renderer: PDFRenderer
    /// Every alarm that was raised within a period or open at some moment of it.
    let histories: @Sendable (Timestamp, Timestamp) async throws -> [AlarmHistory]
    /// Puts a paper of the ward into the print ledger and wakes the printing.
    let enqueue: @Sendable (Paper, Timestamp) async throws -> PrintJob

    func add(to router: Router<PeerContext>) {
        router.get("/v1/alarms/report") { request, _ in
            let paper = try await report(request)
            return try JSONAnswer.response(AlarmReportMessage(paper.report, shift: paper.shift))
        }
        router.get("/v1/alarms/report/rows") { request, _ in try await rows(request) }
        router.get("/v1/alarms/report.pdf") { request, _ in try await pdf(request) }
        router.post("/v1/alarms/report/print") { request, _ in
            let job = try await enqueue(.shiftReport(try await report(request)), clock.wall)
            return try JSONAnswer.response(
                JobMessage(
                    id: job.id.text, kind: job.paper.kind.rawValue, state: job.state.word, trouble: nil,
                    copy: job.mark.number, requestedAt: hospitalClock.dateAndTime(of: job.requestedAt), cupsJob: nil))
        }
    }

    private func report(_ request: Request) async throws -> ShiftReport {
        let now = clock.wall
        let period = try period(request, now)
        let report = AlarmReport(
            histories: try await histories(period.from, period.to), from: period.from, to: period.to,
            clock: hospitalClock, thresholds: thresholds, now: now)
        return ShiftReport(hospital: hospital, ward: ward, shift: period.shift, report: report)
    }

    private func pdf(_ request: Request) async throws -> Response {
        let paper = try await report(request)
        let mark = CopyMark(number: 1, reprint: nil, printedAt: paper.report.madeAt, terminal: terminal)
        let made = try await renderer.render(.shiftReport(paper), mark: mark)
        return Response(
            status: .ok, headers: [.contentType: "application/pdf"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: made.pdf)))
    }

    /// Newline-delimited ``AlarmRowMessage``s, the earliest first: a year of a ward is more than one answer should hold.
    private func rows(_ request: Request) async throws -> Response {
        let period = try period(request, clock.wall)
        let alarms = AlarmReport.raised(
            in: try await histories(period.from, period.to), from: period.from, to: period.to)
        let local = hospitalClock
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                for alarm in alarms {
                    let json = try encoder.encode(AlarmRowMessage(alarm, clock: local))
                    try await writer.write(ByteBuffer(bytes: json + [0x0A]))
                }
                try await writer.finish(nil)
            })
    }

    private func period(_ request: Request, _ now: Timestamp) throws(APIProblem) -> AlarmPeriod {
        let words = request.uri.queryParameters
        let query = AlarmReportQuery(
            from: words["from"].map(String.init), to: words["to"].map(String.init),
            shift: words["shift"].map(String.init), date: words["date"].map(String.init))
        do throws(DomainError) {
            return try query.period(clock: hospitalClock, now: now)
        } catch {
            throw APIProblem(.badRequest, code: error.codeText, error.sentence)
        }
    }
}
