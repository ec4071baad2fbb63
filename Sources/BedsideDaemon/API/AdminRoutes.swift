import BedsideDomain
import BedsideStore
import BedsideWire
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `admin.sock`: status, devices, jobs and import for IT; `curl --unix-socket` works.
struct AdminRoutes: Sendable {
    let reporter: StatusReporter
    let devices: DeviceRoutes
    let alarms: AlarmReportRoutes
    let central: CentralRoutes
    let health: HealthRoutes
    let copies: StoreRoutes
    let store: Store
    let clock: DaemonClock
    let logger: Logger

    /// The longest import: a big hospital's month of charges is below 256 MiB.
    static let importLimit = 256 << 20

    func router(rights: PeerRights) -> Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        router.add(middleware: rights)
        router.get("/v1/status") { _, _ in try JSONAnswer.response(try await reporter.status()) }
        router.get("/v1/devices") { _, _ in try JSONAnswer.response(reporter.devices()) }
        devices.add(to: router)
        router.get("/v1/alarms") { _, _ in try JSONAnswer.response(reporter.openAlarms()) }
        alarms.add(to: router)
        central.add(to: router)
        health.add(to: router)
        copies.add(to: router)
        router.get("/v1/jobs") { _, _ in try JSONAnswer.response(try await reporter.jobs()) }
        router.get("/v1/paper") { _, _ in try JSONAnswer.response(try await reporter.paperUse(days: 31)) }
        router.post("/v1/import") { request, _ in try await self.importFile(request) }
        return router
    }

    /// Newline-delimited JSON: progress lines, then the result or the refusal.
    private func importFile(_ request: Request) async throws -> Response {
        var request = request
        let buffer = try await request.collectBody(upTo: Self.importLimit)
        let bytes = [UInt8](buffer.readableBytesView)
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: ResponseBody { writer in
                let (lines, line) = AsyncStream<ImportMessage>.makeStream(bufferingPolicy: .bufferingNewest(64))
                let work = Task {
                    line.yield(await run(bytes) { line.yield($0) })
                    line.finish()
                }
                for await message in lines {
                    let json = try JSONEncoder().encode(message)
                    try await writer.write(ByteBuffer(bytes: json + [0x0A]))
                }
                await work.value
                try await writer.finish(nil)
            })
    }

    private func run(_ bytes: [UInt8], _ tell: @escaping @Sendable (ImportMessage) -> Void) async -> ImportMessage {
        do {
            let result = try await store.importDocument(bytes, at: clock.wall) { phase, done, total in
                tell(.progress(phase: phase.rawValue, done: done, total: total))
            }
            logger.notice("An import was committed", metadata: ["bytes": "\(bytes.count)"])
            return .result(
                result.sections.map {
                    ImportCount(section: $0.name, new: $0.new, unchanged: $0.unchanged, updated: $0.updated)
                })
        } catch let refusal as StoreError where refusal.code == .importRefused {
            return .refused(
                ProblemMessage(code: refusal.codeText, sentence: refusal.sentence, place: refusal.place))
        } catch let error as any TellingError {
            logger.error("An import failed", metadata: ["cause": "\(error)"])
            return .refused(ProblemMessage(code: error.codeText, sentence: error.sentence))
        } catch {
            logger.error("An import failed", metadata: ["cause": "\(error)"])
            return .refused(ProblemMessage(code: "internal", sentence: "The daemon failed; see its log."))
        }
    }
}
