import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideWire
import Foundation
import Glibc
import Testing

extension Integration {
    /// `ward.sock` as any program may use it: who is let in, and what is refused.
    @Suite struct AlarmSocketTests {
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
            _ ward: TestWard, _ path: String, _ body: String? = nil, as user: String? = nil
        ) async throws -> Answer {
            var arguments = ["curl", "-s", "-S", "--max-time", "10", "-w", "\n%{http_code}"]
            arguments += ["--unix-socket", ward.daemon.wardSocket, "--path-as-is"]
            if body != nil { arguments += ["--data-binary", "@-", "-H", "Expect:"] }
            let ran = try await run(
                (user.map { ["runuser", "-u", $0, "--"] } ?? []) + arguments + ["http://localhost\(path)"],
                input: Data((body ?? "").utf8))
            guard let status = ran.lines.last.flatMap({ Int($0) }), status > 0 else {
                throw RigError("curl \(path): \(ran.complaint)")
            }
            return Answer(status: status, body: ran.lines.dropLast().joined(separator: "\n"))
        }

        @Test("Bad names, garbage and too much of anything are refused in words, and change nothing")
        func badInput() async throws {
            try await TestWard.with([.bells]) { ward in
                try await ward.inputIs("present")
                let desk = try ward.nurse()
                try ward.lines.send(.emergency, bed: 1)
                try await desk.see("the emergency") { !$0.alarmRows.isEmpty }
                for name in [
                    "", "Desk", "a%20b", String(repeating: "a", count: 33), "..%2Fx", "desk%0A", "%00", "%E5%BA%8A",
                ] {
                    for (path, body) in [
                        ("/v1/ward/screens", nil), ("/v1/ward/confirm", #"{"revision":1}"#),
                        ("/v1/ward/keys", #"{"keys":["digit:1"]}"#),
                        ("/v1/ward/viewport", #"{"columns":80,"rows":24}"#),
                    ] {
                        let answer = try await Self.ask(ward, "\(path)?name=\(name)", body)
                        #expect(answer.status == 400, "\(path) \(name)")
                        #expect(answer.problem == "invalid-screen-name", "\(path) \(name)")
                    }
                }
                let many = #"{"keys":["# + [String](repeating: "\"up\"", count: 65).joined(separator: ",") + "]}"
                let bad: [(String, String, Int, String?)] = [
                    ("keys", "", 400, "not-the-message"), ("keys", "{", 400, "not-the-message"),
                    ("keys", #"{"keys":["power-off"]}"#, 400, "not-the-message"), ("keys", many, 413, "too-many-keys"),
                    ("confirm", "[]", 400, "not-the-message"), ("confirm", #"{"revision":-1}"#, 400, "not-the-message"),
                    ("confirm", #"{"revision":"all"}"#, 400, "not-the-message"),
                    ("confirm", String(repeating: " ", count: 65 * 1024) + #"{"revision":1}"#, 413, nil),
                    ("viewport", #"{"columns":1e99,"rows":2}"#, 400, "not-the-message"),
                    ("confirm", String(repeating: "[", count: 30_000), 400, "not-the-message"),
                ]
                for (path, body, status, code) in bad {
                    let answer = try await Self.ask(ward, "/v1/ward/\(path)?name=desk", body)
                    #expect(answer.status == status, "\(path) \(body.prefix(40)): \(answer.body)")
                    if let code { #expect(answer.problem == code, "\(path) \(body.prefix(40))") }
                }
                for path in [
                    "/", "/v1/status", "/v1/alarms", "/v1/kiosk/keys", "/v1/ward", "/v1/ward/../status", "/v1/import",
                ] {
                    #expect(try await Self.ask(ward, path).status == 404, "\(path)")
                    #expect(try await Self.ask(ward, path, "{}").status == 404, "\(path)")
                }
                // To confirm what was never sent proves nothing and breaks nothing; a screen nobody watches is nobody's.
                let far = #"{"revision":18446744073709551615}"#
                #expect(try await Self.ask(ward, "/v1/ward/confirm?name=desk", far).status == 204)
                #expect(try await Self.ask(ward, "/v1/ward/confirm?name=ghost", far).status == 204)
                #expect(try await Self.ask(ward, "/v1/ward/keys?name=ghost", #"{"keys":["digit:1"]}"#).status == 204)
                let board = try await ward.admin.openAlarms()
                #expect(board.all("emergency").first?.state == "unacked")
                #expect(board.screens.map(\.name) == ["desk"])
                desk.leave()
            }
        }

        @Test("One name is one screen") func twice() async throws {
            try await TestWard.with([.bells]) { ward in
                let desk = try ward.nurse()
                try await ward.board("the desk") { $0.screens.contains { $0.name == "desk" && $0.isLive } }
                let answer = try await Self.ask(ward, "/v1/ward/screens?name=desk")
                #expect(answer.status == 409)
                #expect(answer.problem == "screen-taken")
                let program = URL(filePath: try TestWard.places().binary).deletingLastPathComponent()
                    .appending(path: "bedside").path
                try await Terminal.with(["ward", "--sockets", ward.daemon.settings.folder, "--name", "desk"]) {
                    second in
                    try await second.see("why not") { $0.text.contains("screen-taken") }
                    desk.leave()
                    // Once the first has gone the name is free.
                    try await second.see("the ward", within: .seconds(10)) { $0.text.contains("现在没有报警") }
                }
                let wrong = try await run([program, "ward", "--name", "Not A Name", "--sockets", ward.folder])
                #expect(wrong.status != 0)
            }
        }

        @Test("Other users are not let in") func otherUsers() async throws {
            try #require(geteuid() == 0, "another user can be tried by root only")
            try await TestWard.with([.bells]) { ward in
                let (path, socket) = ("/v1/ward/keys?name=desk", ward.daemon.wardSocket)
                let keys = #"{"keys":["digit:1"]}"#
                await #expect(throws: RigError.self) { try await Self.ask(ward, path, keys, as: "nobody") }
                #expect(unsafe chmod(socket, 0o666) == 0)
                let answer = try await Self.ask(ward, path, keys, as: "nobody")
                #expect(answer.status == 403)
                #expect(answer.problem == "not-allowed")
                #expect(try await Self.ask(ward, "/v1/ward/screens?name=desk", as: "nobody").status == 403)
            }
        }
    }
}
