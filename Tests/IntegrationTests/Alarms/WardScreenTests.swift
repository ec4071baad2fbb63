import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Glibc
import Testing

extension Integration {
    /// `bedside ward` in a terminal that pyte draws, frozen, thawed, and with the daemon killed behind it.
    @Suite struct AlarmWardScreenTests {
        private static func arguments(_ ward: TestWard, _ name: String) -> [String] {
            ["ward", "--sockets", ward.daemon.settings.folder, "--name", name]
        }

        private static func quickly(_ settings: inout DaemonRig.Settings) {
            settings.moreAlarms += "  timers:\n    heartbeat_ms: 1000\n"
        }

        @Test("A frozen screen is told within four heartbeats, the others go on, and thawed it shows everything")
        func frozen() async throws {
            try await TestWard.with([.bells], adjust: Self.quickly) { ward in
                try await ward.inputIs("present")
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await Terminal.with(Self.arguments(ward, "corridor"), columns: 100, rows: 30) { corridor in
                    try await ward.board("both screens") { $0.screens.filter(\.isLive).count == 2 }
                    try lines.send(.call, bed: 3)
                    try await desk.see("the first call", within: .seconds(1)) { $0.alarmRows.count == 1 }
                    try await corridor.see("the first call", within: .seconds(1)) { $0.text.contains("床头呼叫") }

                    try await corridor.signal(SIGSTOP)
                    let frozen = ContinuousClock.now
                    try await ward.board("the lost screen", within: .seconds(5)) {
                        $0.has("technical.screen-lost", about: "corridor")
                    }
                    // Its last confirmation may be a heartbeat old; a loaded machine takes part of a second more.
                    let after = ContinuousClock.now - frozen
                    #expect((Duration.seconds(1.8)...Duration.seconds(4.5)).contains(after), "\(after)")
                    try await desk.see("the lost screen", within: .seconds(1)) { screen in
                        screen.alarmRows.contains { $0.urgency == .technical } && screen.alarmRows.count == 2
                    }
                    try lines.send(.call, bed: 5, fromToilet: true)
                    try await desk.see("the toilet's call first", within: .seconds(1)) {
                        $0.alarmRows.first?.urgency == .emergency
                    }
                    #expect(try await corridor.picture().text.contains("厕所呼叫") == false, "it is frozen")

                    try await corridor.signal(SIGCONT)
                    try await ward.board("the screen again", within: .seconds(4)) { board in
                        !board.has("technical.screen-lost") && board.screens.allSatisfy(\.isLive)
                    }
                    try await corridor.see("both calls", within: .seconds(2)) {
                        $0.text.contains("厕所呼叫") && $0.text.contains("床头呼叫")
                    }
                }
                desk.leave()
            }
        }

        @Test("With no screen left an alarm says so, and the first one that comes back shows everything")
        func noScreen() async throws {
            try await TestWard.with([.bells], adjust: Self.quickly) { ward in
                try await ward.inputIs("present")
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await Terminal.with(Self.arguments(ward, "corridor"), columns: 100, rows: 30) { corridor in
                    try await ward.board("both screens") { $0.screens.filter(\.isLive).count == 2 }
                    desk.leave()
                    try await ward.board("one screen") { $0.screens.filter(\.isLive).count == 1 }
                    try await corridor.signal(SIGSTOP)
                    try lines.send(.call, bed: 3)
                    try lines.send(.emergency, bed: 7)
                    let board = try await ward.board("no screen", within: .seconds(6)) { $0.has("technical.no-screen") }
                    #expect(board.has("call", at: "3"))
                    #expect(board.has("emergency", at: "7"))
                    try await corridor.signal(SIGCONT)
                    try await ward.board("a screen", within: .seconds(4)) { !$0.has("technical.no-screen") }
                    try await corridor.see("everything", within: .seconds(2)) {
                        $0.text.contains("紧急呼叫") && $0.text.contains("床头呼叫")
                    }
                }
            }
        }

        @Test("A nurse takes an emergency with badge number and PIN; a dead daemon is told within two seconds")
        func acceptAndAway() async throws {
            try await TestWard.with([.bells]) { ward in
                try await ward.inputIs("present")
                try await Terminal.with(Self.arguments(ward, "desk"), columns: 100, rows: 30) { desk in
                    try await desk.see("a quiet ward") { $0.text.contains("现在没有报警") }
                    try ward.lines.send(.emergency, bed: 7)
                    try await desk.see("the emergency", within: .seconds(1)) { $0.text.contains("紧急呼叫") }
                    try await Self.insist("1", on: desk, until: "工牌号")
                    try await desk.type(DemoCodes.nurse.badge.lowercased() + "\r")
                    try await desk.see("the PIN's field") { $0.text.contains("密码") || $0.text.contains("PIN") }
                    try await desk.type(DemoCodes.nurse.pin + "\r")
                    let picture = try await desk.see("who has it") { $0.text.contains("陈晓燕") }
                    #expect(!picture.text.contains(DemoCodes.nurse.pin))
                    let board = try await ward.board("it accepted") { $0.all("emergency").first?.state == "acked" }
                    #expect(board.all("emergency").first?.holder == DemoCodes.nurse.badge)
                    for _ in 0..<2 {
                        try await ward.daemon.kill()
                        try await desk.see("no alarms here", within: .seconds(2)) {
                            $0.text.contains("这里不显示报警") && $0.text.contains("Alarms are not shown here")
                                && !$0.text.contains("紧急呼叫")
                        }
                        try await ward.daemon.start()
                        try await desk.see("the emergency again", within: .seconds(10)) {
                            $0.text.contains("紧急呼叫") && $0.text.contains("陈晓燕")
                        }
                    }
                }
            }
        }

        /// A key just after the list moved is not taken: pressed again until something comes of it.
        private static func insist(_ key: String, on desk: Terminal, until text: String) async throws {
            for _ in 0..<20 {
                try await desk.type(key)
                do {
                    try await desk.see(text, within: .milliseconds(600)) { $0.text.contains(text) }
                    return
                } catch { continue }
            }
            throw RigError("\(key) did nothing:\n\(try await desk.picture().text)")
        }
    }
}
