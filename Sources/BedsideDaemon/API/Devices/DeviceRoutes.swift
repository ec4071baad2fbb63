import BedsideDevices
import BedsideDomain
import BedsidePrinting
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The part of `admin.sock` that finds out what is wrong with a scanner: traces, replays and learning.
struct DeviceRoutes: Sendable {
    let scanners: ScannerHub
    let renderer: PDFRenderer
    let terminal: String
    let clock: DaemonClock
    let logger: Logger

    func add(to router: Router<PeerContext>) {
        router.get("/v1/setup-page") { _, _ in try await setupPage() }
        router.get("/v1/devices/:name/trace") { request, context in try trace(request, context) }
        router.post("/v1/devices/replay") { request, _ in try await replay(request) }
        router.post("/v1/devices/learn") { request, _ in try await learn(request) }
    }

    /// The page from which settings are learnt, as a PDF.
    private func setupPage() async throws -> Response {
        let pdf = try await renderer.render(setupCodes: SetupCodes.all, terminal: terminal, at: clock.wall)
        return Response(
            status: .ok, headers: [.contentType: "application/pdf"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: pdf)))
    }

    /// Server-sent events of ``TraceMessage`` until the client goes. `reveal=1` shows what is scanned, which the log notes.
    private func trace(_ request: Request, _ context: PeerContext) throws -> Response {
        let word = context.parameters.get("name") ?? ""
        guard let name = scannerName(word), let first = scanners.settings(of: name).first else {
            throw APIProblem(
                .notFound, code: "no-such-scanner", "No scanner of this name is configured; see `bedside devices`.")
        }
        let reveal: Bool
        switch request.uri.queryParameters["reveal"] {
        case nil, "0": reveal = false
        case "1": reveal = true
        default: throw APIProblem(.badRequest, code: "not-the-message", "reveal is 0 or 1.")
        }
        guard let steps = scanners.trace(first.name, reveal: reveal) else {
            throw APIProblem(
                .serviceUnavailable, code: "too-many-traces", "Too many traces are read already; end one of them.")
        }
        logger.notice("A trace of a scanner begins", metadata: ["scanner": "\(name)", "reveal": "\(reveal)"])
        let begin = TraceMessage(
            microseconds: 0, lost: 0,
            step: .begin(
                version: TraceFormat.version, scanner: name.text, isRevealed: reveal,
                settings: scanners.settings(of: name).map(ScannerSettingsMessage.init)))
        let log = logger
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer {
                    log.notice("A trace of a scanner ends", metadata: ["scanner": "\(name)", "reveal": "\(reveal)"])
                }
                let encoder = JSONEncoder()
                try await writer.write(ByteBuffer(bytes: ServerSentEvents.event(try encoder.encode(begin))))
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    for await step in steps.cancelOnGracefulShutdown() {
                        let json = try encoder.encode(TraceMessage(step))
                        try await writer.write(ByteBuffer(bytes: ServerSentEvents.event(json)))
                    }
                }
                try await writer.finish(nil)
            })
    }

    /// What the decoders make of a recording: ``TraceMessage``s as JSON.
    private func replay(_ request: Request) async throws -> Response {
        let file = try RecordingFile(lines: try await body(of: request))
        let results = try refusing { () throws(DeviceError) in
            try Replay.run(file.recording, settings: try file.configurations())
        }
        return try JSONAnswer.response(results.map(TraceMessage.init))
    }

    /// The settings under which the recorded codes of a setup page are what is printed: ``LearnedMessage``.
    private func learn(_ request: Request) async throws -> Response {
        let file = try RecordingFile(lines: try await body(of: request))
        let learned = try refusing { () throws(DeviceError) in
            let scanners = try file.configurations()
            guard let scanner = scanners.first(where: { $0.match.kind == file.kind }) ?? scanners.first else {
                throw DeviceError(.notLearned, "The recording does not say which kind of scanner sent it.")
            }
            return LearnedMessage(
                try Learning.learn(file.parts, codes: SetupCodes.all, scanner: scanner), kind: scanner.match.kind)
        }
        return try JSONAnswer.response(learned)
    }

    private func refusing<Value>(_ work: () throws(DeviceError) -> Value) throws(APIProblem) -> Value {
        do {
            return try work()
        } catch {
            throw APIProblem(.unprocessableContent, code: error.codeText, error.sentence)
        }
    }

    private func body(of request: Request) async throws -> [UInt8] {
        var request = request
        return [UInt8](try await request.collectBody(upTo: TraceFormat.limit).readableBytesView)
    }
}

private func scannerName(_ word: String) -> ScannerName? {
    do throws(DeviceError) { return try ScannerName(word) } catch { return nil }
}
