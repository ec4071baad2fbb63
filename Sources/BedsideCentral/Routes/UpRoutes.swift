import BedsideDomain
import BedsideWire
import Hummingbird
import Logging

/// What terminals send: facts, and how they are.
struct UpRoutes: Sendable {
    let desk: any CentralDesk
    let watch: FeedWatch
    let clock: CentralClock
    let admission: Admission
    let metrics: CentralMetrics
    let logger: Logger

    /// `POST /v1/k/{terminal}/up`
    func up(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        let began = clock.monotonic
        let bytes = try RequestReader.claim(request, limit: SyncLimits.request)
        return try await admission.upload(of: caller.hospital, bytes: bytes, at: began) {
            let message = try await RequestReader.upload(request)
            try check(message)
            let answer = try await desk.upload(message, from: caller, at: clock.wall)
            watch.touch(caller.hospital)
            let passed = (clock.monotonic - began).components
            metrics.upload(
                events: message.events.count, held: answer.held.count,
                seconds: Double(passed.seconds) + Double(passed.attoseconds) * 1e-18)
            if !answer.held.isEmpty {
                logger.warning(
                    "Facts were kept but not applied",
                    metadata: ["terminal": "\(caller.terminal.text)", "count": "\(answer.held.count)"])
            }
            return try JSONAnswer.response(answer)
        }
    }

    /// `POST /v1/k/{terminal}/pulse`
    func pulse(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        let message = try await RequestReader.read(Pulse.self, request, limit: 64 << 10)
        try PulseRules.check(message)
        try await desk.pulse(message, from: caller, at: clock.wall)
        return try JSONAnswer.response(PulseAnswer(serverTime: clock.wall.milliseconds))
    }

    private func check(_ message: UpRequest) throws {
        guard message.events.count <= SyncLimits.batchEvents else {
            throw CentralRefusal(
                .contentTooLarge, .tooLarge, "A batch has at most \(SyncLimits.batchEvents) events.")
        }
        guard message.events.allSatisfy({ $0.body.utf8.count <= SyncLimits.eventBody }) else {
            throw CentralRefusal(
                .contentTooLarge, .tooLarge,
                "The body of an event has at most \(SyncLimits.eventBody) bytes.")
        }
        guard
            zip(message.events, message.events.dropFirst()).allSatisfy({
                $0.seq < .max && $0.seq + 1 == $1.seq
            }),
            message.events.first.map({ $0.seq >= 1 }) ?? true
        else {
            throw CentralRefusal(
                .unprocessableContent, .malformed,
                "The events of a batch follow each other by one, from 1 on.")
        }
    }
}

extension TerminalContext {
    /// Who asks. Throws ``CentralRefusal`` 401 on a path without ``IdentityCheck``.
    func known() throws -> Caller {
        guard let caller else {
            throw CentralRefusal(.unauthorized, .noCertificate, "Nobody is known here.")
        }
        return caller
    }
}
