import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Glibc
import Testing

extension Integration {
    /// The unix sockets as any program may use them: who is let in, and what is refused.
    @Suite struct ApiTests {
        /// An answer as curl sees it.
        private struct Answer {
            let status: Int
            let body: String

            var problem: String? {
                do { return try JSONDecoder().decode(ProblemMessage.self, from: Data(body.utf8)).code } catch {
                    return nil
                }
            }
        }

        private static func ask(
            _ socket: String, _ path: String, body: Data? = nil, as user: String? = nil, more: [String] = []
        ) async throws -> Answer {
            var arguments = ["curl", "-s", "-S", "--max-time", "30", "-w", "\n%{http_code}", "--unix-socket", socket]
            if body != nil { arguments += ["--data-binary", "@-", "-H", "Expect:"] }
            arguments += more + ["http://localhost\(path)"]
            let ran = try await run(
                (user.map { ["runuser", "-u", $0, "--"] } ?? []) + arguments, input: body ?? Data())
            guard let status = ran.lines.last.flatMap({ Int($0) }), status > 0 else {
                throw RigError("curl \(path): \(ran.complaint)")
            }
            return Answer(status: status, body: ran.lines.dropLast().joined(separator: "\n"))
        }

        @Test("Only the configured users are let in, even where the socket is open to all")
        func otherUsers() async throws {
            try #require(geteuid() == 0, "another user can be tried by root only")
            try await TestWard.with { ward in
                let sockets = [(ward.daemon.adminSocket, "/v1/status"), (ward.daemon.kioskSocket, "/v1/kiosk/screens")]
                for (socket, path) in sockets {
                    // The first wall: the socket's mode.
                    await #expect(throws: RigError.self) { try await Self.ask(socket, path, as: "nobody") }
                    #expect(unsafe chmod(socket, 0o666) == 0)
                    let answer = try await Self.ask(socket, path, as: "nobody")
                    #expect(answer.status == 403)
                    #expect(answer.problem == "not-allowed")
                }
                let keys = Data(#"{"keys":["digit:1"],"seen":1}"#.utf8)
                #expect(
                    try await Self.ask(ward.daemon.kioskSocket, "/v1/kiosk/keys", body: keys, as: "nobody").status
                        == 403)
                #expect(
                    try await Self.ask(ward.daemon.adminSocket, "/v1/import", body: keys, as: "nobody").status == 403)
                #expect(ward.visitor.screen?.name == "welcome")
                #expect(try await Self.ask(ward.daemon.adminSocket, "/v1/status").status == 200)
            }
        }

        @Test("Neither socket does the other's work") func rights() async throws {
            try await TestWard.with { ward in
                let (kiosk, admin) = (ward.daemon.kioskSocket, ward.daemon.adminSocket)
                for (socket, path, body) in [
                    (kiosk, "/v1/status", nil), (kiosk, "/v1/import", "{}"), (kiosk, "/v1/jobs", nil),
                    (admin, "/v1/kiosk/screens", nil), (admin, "/v1/kiosk/keys", #"{"keys":["digit:1"],"seen":1}"#),
                    (admin, "/", nil),
                ] {
                    let answer = try await Self.ask(socket, path, body: body.map { Data($0.utf8) })
                    #expect(answer.status == 404, "\(path)")
                }
            }
        }

        @Test("What is no message is refused in words, and changes nothing") func badMessages() async throws {
            try await TestWard.with { ward in
                try await ward.visitor.see("welcome")
                let keys = ward.daemon.kioskSocket
                let bad: [(String, String, Int, String?)] = [
                    ("/v1/kiosk/keys", "", 400, "not-the-message"), ("/v1/kiosk/keys", "{", 400, "not-the-message"),
                    ("/v1/kiosk/keys", #"{"keys":["power-off"],"seen":1}"#, 400, "not-the-message"),
                    ("/v1/kiosk/keys", #"{"keys":"digit:1","seen":1}"#, 400, "not-the-message"),
                    ("/v1/kiosk/keys", #"{"keys":["digit:1"]}"#, 400, "not-the-message"),
                    ("/v1/kiosk/keys", #"{"keys":["digit:1"],"seen":-1}"#, 400, "not-the-message"),
                    ("/v1/kiosk/keys", Self.keys(65), 413, "too-many-keys"),
                    ("/v1/kiosk/viewport", #"{"columns":"wide"}"#, 400, "not-the-message"),
                    ("/v1/kiosk/viewport", #"{"columns":1e99,"rows":2}"#, 400, "not-the-message"),
                    ("/v1/kiosk/keys", String(repeating: " ", count: 65 * 1024) + Self.keys(1), 413, nil),
                ]
                for (path, body, status, code) in bad {
                    let answer = try await Self.ask(keys, path, body: Data(body.utf8))
                    #expect(answer.status == status, "\(path) \(body.prefix(40)): \(answer.body)")
                    if let code { #expect(answer.problem == code) }
                }
                #expect(ward.visitor.screen?.name == "welcome")
                // A terminal of any size is taken for the nearest that there can be.
                let giant = Data(#"{"columns":100000,"rows":-5}"#.utf8)
                #expect(try await Self.ask(keys, "/v1/kiosk/viewport", body: giant).status == 204)
                #expect(try await Self.ask(keys, "/v1/kiosk/keys", body: Data(Self.keys(64).utf8)).status == 204)
                #expect(try await ward.isUp)
            }
        }

        private static func keys(_ count: Int) -> String {
            #"{"keys":["# + [String](repeating: "\"up\"", count: count).joined(separator: ",") + "],\"seen\":1}"
        }

        @Test("An import that is not one is refused whole, with the place and the rule") func badImports() async throws
        {
            try await TestWard.with { ward in
                let before = try await ward.admin.status().store
                for body in ["", "[]", "{", "null", #"{"format":"other"}"#, String(repeating: "[", count: 100_000)] {
                    let answer = try await Self.ask(ward.daemon.adminSocket, "/v1/import", body: Data(body.utf8))
                    #expect(answer.status == 200)
                    #expect(answer.body.contains("refused"), "\(body.prefix(20)): \(answer.body)")
                }
                let after = try await ward.admin.status().store
                #expect(after.outboxRows == before.outboxRows)
            }
        }

        @Test("A screen's stream survives any number of viewers that come and go") func viewers() async throws {
            try await TestWard.with { ward in
                for _ in 0..<40 {
                    // Looks on for a moment and hangs up without a word.
                    let ran = try await run([
                        "curl", "-s", "--max-time", "0.05", "--unix-socket", ward.daemon.kioskSocket,
                        "http://localhost/v1/kiosk/screens",
                    ])
                    #expect([0, 28].contains(ran.status), "\(ran.complaint)")
                }
                try ward.visitor.scan(DemoCodes.zhang.slip)
                try await ward.visitor.see("admission-order")
            }
        }
    }
}
