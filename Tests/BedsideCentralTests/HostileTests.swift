import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import NIOHTTP1
import Testing

@testable import BedsideCentral

/// Bad input to every endpoint: a clear refusal, nothing stored, nothing repeated.
@Suite(.serialized) struct HostileTests {
    @Test func wrongFormsAreNamedNotRepeated() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let good = String(decoding: try JSONEncoder().encode(try terminal.batch(["{}"])), as: UTF8.self)
            let canary = "SECRET-PATIENT-李四"
            let bodies: [(String, UInt)] = [
                ("", 400), ("\(canary)", 400), ("[1,2", 400), ("{}", 422), ("[]", 422), ("\"\(canary)\"", 422),
                (good.replacing("\"seq\":1", with: "\"seq\":\"\(canary)\""), 422),
                (good.replacing("\"seq\":1", with: "\"seq\":1.5"), 400),
                (good.replacing("\"seq\":1", with: "\"seq\":99999999999999999999"), 400),
                (good.replacing("\"seq\":1", with: "\"seq\":0"), 422),
                (good.replacing("\"epoch\":\"", with: "\"epoch\":\"\(canary)"), 422),
                (good.replacing("\"wall\":1790000000000", with: "\"wall\":9999999999999999"), 422),
                (String(repeating: "[", count: 100_000), 400),
            ]
            for (body, status) in bodies {
                let answer = try await terminal.request(rig, .POST, "/v1/k/T-1/up", Data(body.utf8))
                #expect(answer.status == status && answer.code == "malformed", "\(body.prefix(80)): \(answer.text)")
                #expect(!answer.text.contains("SECRET"))
            }
            #expect(!rig.logs.text.contains("SECRET"))
            // Nothing was stored: the first event is still the first.
            let up = try await terminal.up(rig, try terminal.batch(["{}"]))
            #expect(try up.decoded(UpAnswer.self).ack == 1)
        }
    }

    @Test func unknownFieldsAreTolerated() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let good = String(decoding: try JSONEncoder().encode(try terminal.batch(["{}"])), as: UTF8.self)
            let more = "{\"something\":{\"new\":[1,2,{}]}," + good.dropFirst()
            let answer = try await terminal.request(rig, .POST, "/v1/k/T-1/up", Data(more.utf8))
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test func hugeBodiesAreRefusedBeforeTheyAreRead() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let huge = Data(repeating: 0x20, count: SyncLimits.request + 1)
            let answer = try await terminal.request(rig, .POST, "/v1/k/T-1/up", huge)
            #expect(answer.status == 413 && answer.code == "too-large")
            let bomb = Data(try Packing.gzip([UInt8](repeating: 0x20, count: 64 << 20)))
            #expect(bomb.count < SyncLimits.request)
            let packed = [("content-type", "application/json"), ("content-encoding", "gzip")]
            let exploded = try await terminal.request(rig, .POST, "/v1/k/T-1/up", bomb, headers: packed)
            #expect(exploded.status == 413 && exploded.code == "too-large")
            let torn = try await terminal.request(rig, .POST, "/v1/k/T-1/up", bomb.prefix(1000), headers: packed)
            #expect(torn.status == 400 && torn.code == "malformed")
            let big = try terminal.batch([String(repeating: "x", count: SyncLimits.eventBody + 1)])
            #expect(try await terminal.up(rig, big).status == 413)
            let many = try terminal.batch([String](repeating: "{}", count: SyncLimits.batchEvents + 1))
            #expect(try await terminal.up(rig, many).status == 413)
        }
    }

    @Test func formsOfTheBodyAreChecked() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let body = try JSONEncoder().encode(try terminal.batch(["{\"a\":1}"]))
            for headers in [
                [("content-type", "text/plain")], [],
                [("content-type", "application/json"), ("content-encoding", "br")],
                [("content-type", "application/json"), ("content-encoding", "gzip, gzip")],
            ] {
                let answer = try await terminal.request(rig, .POST, "/v1/k/T-1/up", body, headers: headers)
                #expect(answer.status == 415 && answer.code == "malformed", "\(headers): \(answer.text)")
            }
            let packed = try await terminal.request(
                rig, .POST, "/v1/k/T-1/up", Data(try Packing.gzip(Array(body))),
                headers: [("content-type", "application/json; charset=utf-8"), ("content-encoding", "GZIP")])
            #expect(packed.status == 200, "\(packed.text)")
        }
    }

    @Test func aReplayIsTheSameAnswer() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let batch = try terminal.batch(["{\"a\":1}", "{\"b\":2}"])
            let first = try await terminal.up(rig, batch)
            let second = try await terminal.up(rig, batch)
            #expect(first.status == 200 && second.status == 200)
            #expect(try second.decoded(UpAnswer.self).ack == 2)
            // A recorded upload of one terminal is nothing with another's certificate.
            let other = try await rig.terminal("T-2")
            let stolen = try await other.up(rig, batch)
            #expect(stolen.status == 409, "\(stolen.text)")
            let empty = try terminal.batch([])
            let asked = try await terminal.up(rig, UpRequest(epoch: empty.epoch, head: empty.head, events: []))
            #expect(try asked.decoded(UpAnswer.self).ack == 2)
        }
    }

    @Test func pathsAndQueriesAreChecked() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            let expected: [(String, String, UInt, String)] = [
                ("GET", "/v1/k/T-1/nothing", 404, "not-found"), ("GET", "/", 404, "not-found"),
                ("GET", "/v1/k/T-1/down", 410, "cursor-gone"),
                ("GET", "/v1/k/T-1/down?generation=zz&cursor=1", 422, "malformed"),
                ("GET", "/v1/k/T-1/down?generation=\(String(repeating: "0", count: 32))&cursor=-1", 422, "malformed"),
                ("GET", "/v1/k/T-1/down?generation=\(String(repeating: "0", count: 32))&cursor=1", 410, "cursor-gone"),
                ("GET", "/v1/k/T-1/blobs/abc", 422, "malformed"),
                ("GET", "/v1/k/T-1/blobs/\(String(repeating: "0", count: 64))", 404, "not-found"),
                ("POST", "/v1/k/T-1/stays/E-1/take?wait=x", 422, "malformed"),
                ("POST", "/v1/k/T-1/stays/E%27-1/take", 422, "malformed"),
                ("POST", "/v1/k/T-1/stays/E-1/take", 404, "not-found"),
                ("POST", "/v1/k/T-1/holds/12/post", 422, "malformed"),
                ("POST", "/v1/k/T-1/holds/\(String(repeating: "0", count: 32))/post", 404, "not-found"),
                ("DELETE", "/v1/k/T-1/up", 404, "not-found"),
            ]
            for (method, path, status, code) in expected {
                let answer = try await terminal.request(rig, .init(rawValue: method), path)
                #expect(answer.status == status && answer.code == code, "\(method) \(path): \(answer.text)")
            }
        }
    }

    @Test func aPulseIsShort() async throws {
        try await CentralRig.with { rig in
            let terminal = try await rig.terminal()
            #expect(try await terminal.pulse(rig, Pulse.test()).status == 200)
            for bad in [
                Pulse.test(version: String(repeating: "v", count: 81)), Pulse.test(version: "a\u{1B}[2J"),
                Pulse.test(missing: [String](repeating: "x", count: 33)), Pulse.test(backlog: -1),
            ] {
                let answer = try await terminal.pulse(rig, bad)
                #expect(answer.status == 422 && answer.code == "malformed")
            }
        }
    }

    @Test func tooManyUploadsAreSentAwayEarly() async throws {
        try await CentralRig.with(uploadsPerSecond: 3) { rig in
            let terminal = try await rig.terminal()
            var refused: Answer?
            for _ in 0..<12 where refused == nil {
                let answer = try await terminal.up(rig, try terminal.batch([]))
                if answer.status != 200 { refused = answer }
            }
            let answer = try #require(refused)
            #expect(answer.status == 503 && answer.code == "busy")
            #expect((answer.headers.first(name: "retry-after").flatMap(Int.init) ?? 0) >= 1)
        }
    }
}

extension Pulse {
    static func test(
        version: String = "0.1.0", backlog: Int = 0, oldest: Int64? = nil, missing: [String] = [],
        printers: [PrinterMessage] = [], emergencies: Int = 0, wall: Timestamp = CentralRig.now
    ) -> Pulse {
        Pulse(
            version: version, uptimeSeconds: 1, backlog: backlog, oldestUnsentMs: oldest, printers: printers,
            missingDevices: missing, openCalls: 0, openEmergencies: emergencies, openFaults: 0, lostLinks: [],
            link: nil, certificateDays: 30, wallMs: wall.milliseconds)
    }
}

extension TerminalRig {
    func pulse(_ rig: CentralRig, _ pulse: Pulse) async throws -> Answer {
        try await request(rig, .POST, "/v1/k/\(name)/pulse", try JSONEncoder().encode(pulse))
    }
}
