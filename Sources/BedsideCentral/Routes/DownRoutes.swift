import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import Hummingbird
import NIOCore

/// What terminals fetch: the feed, the whole of it, and the pages of reports.
struct DownRoutes: Sendable {
    let desk: any CentralDesk
    let hub: WaitHub
    let watch: FeedWatch
    let clock: CentralClock

    /// `GET /v1/k/{terminal}/down?generation=G&cursor=N&wait=S`
    func down(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        var cursor = try self.cursor(request)
        let until = clock.monotonic + .seconds(try RequestQuery.wait(request))
        let wait = hub.newWait()
        defer { hub.close(wait) }
        return try await context.whileConnected(orElse: { hub.end(wait) }) {
            while true {
                let ticket = hub.ticket(caller.hospital)
                let answer = try await desk.feed(after: cursor, for: caller, at: clock.wall)
                if !answer.rows.isEmpty || answer.more { return try JSONAnswer.response(answer) }
                cursor = answer.cursor
                watch.listen()
                let end = await hub.wait(
                    wait, hospital: caller.hospital, terminal: caller.terminal, after: ticket, until: until)
                // While it waited its rights may have changed.
                try await StandingCheck.again(caller, desk)
                guard end == .published else {
                    // The time of now: terminals measure their clock's error by it.
                    return try JSONAnswer.response(
                        DownAnswer(
                            rows: [], cursor: answer.cursor, more: false, serverTime: clock.wall.milliseconds))
                }
            }
        }
    }

    /// `GET /v1/k/{terminal}/snapshot`: newline-delimited JSON, packed when the terminal takes that.
    func snapshot(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        let packed = request.headers[.acceptEncoding]?.lowercased().contains("gzip") ?? false
        // Begun before the head goes out, so that a store that fails is a refusal and no broken stream.
        let snapshot = try await desk.snapshot(for: caller)
        var response = Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                var pages = snapshot
                var lines = try SnapshotLines(packed: packed)
                while let rows = try await pages.next() {
                    for row in rows {
                        let ready = try lines.add(SnapshotLine(row: row))
                        if !ready.isEmpty { try await writer.write(ByteBuffer(bytes: ready)) }
                    }
                }
                let end = SnapshotLine.End(cursor: pages.cursor, rows: pages.count)
                try await writer.write(ByteBuffer(bytes: try lines.end(SnapshotLine(end: end))))
                try await writer.finish(nil)
            })
        if packed { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    /// `GET /v1/k/{terminal}/blobs/{sha256}`
    func blob(_ request: Request, _ context: TerminalContext) async throws -> Response {
        let caller = try context.known()
        guard let text = context.parameters.get("sha256"), let hash = EventHash(text: text) else {
            throw CentralRefusal(
                .unprocessableContent, .malformed, "A blob is named by 64 hexadecimal digits.")
        }
        guard let bytes = try await desk.blob(hash, for: caller) else {
            throw CentralRefusal(.notFound, .notFound, "There is no such page for this terminal.")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/octet-stream", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func cursor(_ request: Request) throws -> FeedCursor {
        let query = request.uri.queryParameters
        guard let text = query["generation"], let number = query["cursor"] else {
            throw CentralRefusal(
                .gone, .cursorGone, "A terminal without a cursor begins with a snapshot.")
        }
        guard let generation = FeedGeneration(text: String(text)), let seq = Int64(number), seq >= 0
        else {
            throw CentralRefusal(
                .unprocessableContent, .malformed,
                "The generation is 32 hexadecimal digits, the cursor a number from 0 on.")
        }
        return FeedCursor(generation: generation, seq: seq)
    }
}

/// The question whether a terminal that waited may still have an answer.
enum StandingCheck {
    /// Throws ``CentralRefusal`` 403 `revoked`.
    static func again(_ caller: Caller, _ desk: any CentralDesk) async throws {
        let standing = try await desk.standing(
            of: caller.terminal, in: caller.hospital, serial: caller.certificate.serial)
        guard standing == .good(ward: caller.ward) else {
            throw CentralRefusal(
                .forbidden, .revoked, "The terminal's rights changed while it waited; ask again.")
        }
    }
}

/// Numbers of a query.
enum RequestQuery {
    /// Seconds to wait: 0 to ``SyncLimits/longestWait``; a longer wish is cut. Throws ``CentralRefusal`` 422.
    static func wait(_ request: Request) throws -> Int {
        guard let text = request.uri.queryParameters["wait"] else { return 0 }
        guard let seconds = Int(text), seconds >= 0 else {
            throw CentralRefusal(
                .unprocessableContent, .malformed, "The wait is a number of seconds from 0 on.")
        }
        return min(seconds, SyncLimits.longestWait)
    }
}
