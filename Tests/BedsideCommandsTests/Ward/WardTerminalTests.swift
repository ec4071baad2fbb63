import ArgumentParser
import AsyncHTTPClient
import BedsideDomain
import BedsideScreen
import BedsideTerminal
import BedsideWire
import Testing

@testable import BedsideCommands

/// `bedside ward` against a daemon of the test's own, on a real terminal.
@Suite(.serialized) struct WardTerminalTests {
    @Test func itDrawsThenConfirmsAndSendsKeys() async throws {
        try await withWard { daemon, terminal in
            try await until("the stream") { daemon.opened == ["\(WardPath.screens)?name=desk&language=en"] }
            #expect(daemon.posts.first?.path == "\(WardPath.viewport)?name=desk")
            #expect(daemon.posts.first?.body.contains("\"columns\":80") == true)
            try daemon.push(Self.message(7, "first picture"))
            try await until("the picture") { terminal.text.contains("first picture") }
            try await until("its confirmation") { daemon.confirmed == [#"{"revision":7}"#] }
            terminal.type("1")
            try await until("the key") {
                daemon.posts.contains { $0.path == "\(WardPath.keys)?name=desk" && $0.body.contains("digit:1") }
            }
        }
    }

    /// The same picture again is a heartbeat: it is confirmed again.
    @Test func everyHeartbeatIsConfirmed() async throws {
        try await withWard { daemon, _ in
            try await until("the stream") { !daemon.opened.isEmpty }
            for count in 1...3 {
                try daemon.push(Self.message(7, "same"))
                try await until("confirmation \(count)") { daemon.confirmed.count == count }
            }
        }
    }

    @Test func aSlowConfirmHoldsUpNoPictureAndTheNewestWins() async throws {
        try await withWard { daemon, terminal in
            try await until("the stream") { !daemon.opened.isEmpty }
            daemon.holdConfirms(true)
            try daemon.push(Self.message(1, "picture number 1"))
            try await until("the first confirmation") { daemon.confirmed.count == 1 }
            for number in 2...5 { try daemon.push(Self.message(UInt64(number), "picture number \(number)")) }
            try daemon.push(Self.message(6, "zzzzzzzzzzzzzzzz"))
            try await until("the last picture") { terminal.text.contains("zzzzzzzz") }
            #expect(daemon.confirmed.count == 1)
            daemon.holdConfirms(false)
            try await until("the newest") { daemon.confirmed.last == #"{"revision":6}"# }
            #expect(daemon.confirmed.count <= 3)
        }
    }

    /// What a stopped terminal has not taken was not seen by anybody: a picture larger than what the kernel keeps for it
    /// is confirmed only when its last byte is gone.
    @Test func aFrozenTerminalConfirmsNothing() async throws {
        try await withWard(rows: 200) { daemon, terminal in
            try await until("the stream") { !daemon.opened.isEmpty }
            terminal.freeze(true)
            // Each picture changes every cell; together they are several times what the kernel keeps for a terminal.
            for (revision, letter) in ["a", "b", "c", "d", "e", "f"].enumerated() {
                var message = Self.message(UInt64(revision) + 1, "large")
                message.screen.blocks = (0..<190).map { _ in
                    .text(String(repeating: letter, count: 76), emphasis: .ordinary)
                }
                try daemon.push(message)
            }
            try await Task.sleep(for: .milliseconds(300))
            let last = #"{"revision":6}"#
            #expect(!daemon.confirmed.contains(last))
            terminal.freeze(false)
            try await until("its confirmation") { daemon.confirmed.last == last }
        }
    }

    @Test func aDaemonThatGoesAwayIsSaidAtOnceAndComesBack() async throws {
        try await withWard { daemon, terminal in
            try await until("the stream") { !daemon.opened.isEmpty }
            try daemon.push(Self.message(1, "picture"))
            try await until("the picture") { terminal.text.contains("picture") }
            daemon.hangUp()
            try await until("the warning", within: .seconds(2)) { terminal.text.contains("这里不显示报警") }
            try await until("the stream again") { daemon.opened.count == 2 }
            try daemon.push(Self.message(2, "all is back"))
            try await until("the picture again") { terminal.text.contains("all is back") }
        }
    }

    @Test func aRefusalIsSaid() async throws {
        let daemon = FakeDaemon()
        daemon.refuseStreams()
        try await withWard(daemon) { _, terminal in
            try await until("the cause") { terminal.text.contains("desk is shown elsewhere") }
            #expect(terminal.text.contains("go and look"))
        }
    }

    @Test func noDaemonAtAllIsSaid() async throws {
        let daemon = FakeDaemon()
        daemon.close()
        try await withWard(daemon) { _, terminal in
            try await until("the warning", within: .seconds(2)) { terminal.text.contains("go and look") }
        }
    }

    @Test func aSilentStreamIsNotBelieved() async throws {
        try await withWard(patience: .milliseconds(300)) { daemon, terminal in
            try await until("the stream") { !daemon.opened.isEmpty }
            try daemon.push(Self.message(1, "picture"))
            try await until("the picture") { terminal.text.contains("picture") }
            try await until("the warning", within: .seconds(3)) { terminal.text.contains("go and look") }
            try await until("the stream again") { daemon.opened.count >= 2 }
        }
    }

    @Test(arguments: [true, false]) func theBellRingsForNewAlarmsOnly(_ rings: Bool) async throws {
        try await withWard(rings: rings) { daemon, terminal in
            try await until("the stream") { !daemon.opened.isEmpty }
            try daemon.push(Self.message(1, "picture one", raised: ["A1"]))
            try daemon.push(Self.message(2, "the other", raised: []))
            try await until("the last") { daemon.confirmed.last == #"{"revision":2}"# }
            // It is written after the confirmation's picture.
            if rings { try await until("the bell") { terminal.bells > 0 } }
            #expect(terminal.bells == (rings ? 1 : 0))
        }
    }

    @Test(arguments: ["Desk", "a b", "", "x?name=y"]) func aNameThatIsNoneIsRefused(_ name: String) {
        #expect(throws: (any Error).self) { try WardCommand.parse(["--name", name]) }
        #expect(throws: (any Error).self) { try WardCommand.parse(["--language", "de"]) }
        #expect(throws: Never.self) { try WardCommand.parse(["--name", "corridor-2", "--language", "en", "--bell"]) }
    }

    @Test func theWarningFitsEveryWall() {
        for size in [(26, 7), (40, 10), (64, 16), (80, 24), (160, 45)] {
            let layout = Layout(screen: WardAway.screen(), viewport: Viewport(columns: size.0, rows: size.1))
            #expect(layout.cut.isEmpty, "\(size): \(layout.cut)\n\(layout.grid.plainText)")
        }
    }

    private static func message(_ revision: UInt64, _ heading: String, raised: [String] = []) -> WardScreenMessage {
        WardScreenMessage(revision: revision, screen: Screen(name: "ward", heading: heading), raised: raised)
    }

    /// Runs the client beside a test, and ends it by Ctrl-C.
    private func withWard(
        _ daemon: FakeDaemon = FakeDaemon(), rows: UInt16 = 24, rings: Bool = false, patience: Duration = .seconds(15),
        _ test: (FakeDaemon, FakeTerminal) async throws -> Void
    ) async throws {
        let terminal = try FakeTerminal(columns: 80, rows: rows)
        let http = LocalClient.connections()
        let feed = WardFeed(
            client: LocalClient(socket: daemon.path, client: http), name: try WardScreenName("desk"),
            language: .english, rings: rings, patience: patience)
        let ward = Task { try await KioskTerminal(terminal: terminal.session, feed: feed, leavable: true).run() }
        var failure: (any Error)?
        do { try await test(daemon, terminal) } catch { failure = error }
        terminal.type("\u{3}")
        try await ward.value
        daemon.close()
        terminal.session.close()
        try await http.shutdown()
        if let failure { throw failure }
    }

    /// Looks every few milliseconds, so many times as fit into `patience` when the machine has nothing else to do: where
    /// other tests hold all threads, both sides wait alike.
    private func until(_ what: String, within patience: Duration = .seconds(20), _ holds: () -> Bool) async throws {
        for _ in 0..<(patience.milliseconds / 5) {
            if holds() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("\(what) did not come")
        throw CancellationError()
    }
}
