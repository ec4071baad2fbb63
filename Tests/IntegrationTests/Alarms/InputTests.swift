import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Foundation
import Testing

extension Integration {
    /// Inputs through the real daemon: a module that pymodbus plays, an infusion receiver, a keypad of umockdev's.
    @Suite struct AlarmInputTests {
        @Test("An opened loop is an alarm; a module that stops is one too, and clears nothing") func modbus()
            async throws
        {
            try await withFolder { folder in
                let module = try Assistant("modbus-slave.py", folder: folder)
                let child = try Child(
                    module.command + [folder + "/module", "7", "16"], log: folder + "/module.log")
                defer {
                    module.end()
                    child.signal(9)
                }
                // Normally closed: at rest current flows.
                for input in 0..<16 { try await module.ask("set \(input) 1") }
                try await TestWard.with([.bells]) { settings in
                    settings.moreAlarms += """
                            - name: loops
                              kind: modbus
                              path: \(folder)/module
                              slave: 7
                              parity: none
                              supervision_seconds: 1
                              points:
                                - {bed: "11", input: 0, contact: normally-closed}
                                - {bed: "12", input: 1, contact: normally-closed, raises: toilet}

                        """
                } _: { ward in
                    let desk = try ward.nurse()
                    defer { desk.leave() }
                    try await ward.inputIs("present", "loops")
                    #expect(try await ward.admin.openAlarms().alarms.isEmpty)
                    try await module.ask("set 0 0")
                    try await desk.see("the call of bed 11", within: .seconds(1)) { screen in
                        screen.alarmRows.contains { $0.place.contains("11") && $0.urgency == .call }
                    }
                    for trouble in ["stopped", "late 1500", "bad-crc 1000000", "foreign"] {
                        try await module.ask(trouble)
                        try await ward.board("the lost module (\(trouble))", within: .seconds(6)) {
                            $0.has("technical.input-lost", about: "loops")
                        }
                        #expect(try await ward.admin.openAlarms().has("call", at: "11"))
                        try await module.ask("good")
                        try await ward.board("the module again after \(trouble)", within: .seconds(10)) {
                            !$0.has("technical.input-lost")
                        }
                        #expect(try await ward.admin.openAlarms().has("call", at: "11"))
                    }
                    // Pressed while it was away: its state is read again when it is back.
                    try await module.ask("stopped")
                    try await ward.board("the lost module", within: .seconds(6)) { $0.has("technical.input-lost") }
                    try await module.ask("set 1 0")
                    try await module.ask("good")
                    try await desk.see("the toilet's call first", within: .seconds(10)) {
                        $0.alarmRows.first?.urgency == .emergency
                    }
                    // The loop closed again ends no call of a person.
                    try await module.ask("set 0 1")
                    try await module.ask("set 1 1")
                    try await module.ask("answered 5")
                    let board = try await ward.admin.openAlarms()
                    #expect(board.has("call", at: "11") && board.has("toilet", at: "12"))
                }
            }
        }

        @Test("Every detector of a frame counts, and one that is switched off has not become well") func infusion()
            async throws
        {
            let port = InfusionReceiver.freePort()
            try await TestWard.with([.bells]) { settings in
                settings.moreAlarms += """
                        - name: drips
                          kind: infusion
                          port: \(port)
                          points:
                            - {bed: "3", receiver: "A0000001", detector: "B0000003"}
                            - {bed: "4", receiver: "A0000001", detector: "B0000004"}
                            - {bed: "5", receiver: "A0000001", detector: "B0000005"}
                      timers:
                        infusion_on_ms: 200
                        off_ms: 200

                    """
            } _: { ward in
                let desk = try ward.nurse()
                defer { desk.leave() }
                let receiver = try InfusionReceiver(port: port)
                try receiver.tell([(3, .well), (4, .well), (5, .well)])
                try await ward.inputIs("present", "drips")
                try receiver.tell([(3, .empty), (4, .well), (5, .empty)])
                let screen = try await desk.see("both", within: .seconds(2)) { screen in
                    screen.alarmRows.filter { $0.urgency == .infusion }.count == 2
                }
                #expect(screen.alarmRows.map(\.number).sorted() == ["3", "5"])

                try receiver.tell([(3, .off)])
                try await ward.board("the loss of detector 3", within: .seconds(3)) {
                    $0.has("technical.input-lost", at: "3")
                }
                // Its colleague is well again; that took longer than the off delay, and 3 stays what it was.
                try receiver.tell([(5, .well)])
                let board = try await ward.board("5 to be well", within: .seconds(3)) { board in
                    board.alarms.contains { $0.place == "5" && $0.state == "returned-unacked" }
                }
                #expect(board.alarms.first { $0.kind == "infusion-empty" && $0.place == "3" }?.state == "unacked")
                try receiver.tell([(3, .well)])
                try await ward.board("3 to be well", within: .seconds(3)) { board in
                    !board.has("technical.input-lost", at: "3")
                        && board.alarms.contains { $0.place == "3" && $0.state == "returned-unacked" }
                }
            }
        }

        @Test("A keypad calls, ends its call, and is missed when it is pulled out") func keypad() async throws {
            try await withFolder { folder in
                let bed = try Assistant("scanner-testbed.py", folder: folder)
                defer { bed.end() }
                var settings = try TestWard.settings(folder + "/t")
                settings.wrapper = bed.command
                settings.moreAlarms = """
                      inputs:
                        - name: keypad
                          kind: evdev
                          udev:
                            ID_SERIAL: Ward_Keypad_1
                          points:
                            - {bed: "3", key: 2}
                            - {bed: "3", key: 3, does: cancel}
                            - {bed: "4", key: 4, raises: emergency}

                    """
                try await Self.run(settings, bed) { ward in
                    let desk = try ward.nurse()
                    defer { desk.leave() }
                    try await ward.board("the missing keypad") { $0.has("technical.input-lost", about: "keypad") }
                    try await bed.ask("add wedge Ward_Keypad_1")
                    try await ward.board("the keypad") { !$0.has("technical.input-lost") }
                    try await Self.press(2, bed)
                    try await desk.see("the call", within: .seconds(1)) { $0.alarmRows.map(\.number) == ["3"] }
                    try await Self.press(4, bed)
                    try await desk.see("the emergency first", within: .seconds(1)) {
                        $0.alarmRows.map(\.number) == ["4", "3"]
                    }
                    try await Self.press(3, bed)
                    try await desk.see("the call's end", within: .seconds(1)) { $0.alarmRows.map(\.number) == ["4"] }
                    try await bed.ask("pull Ward_Keypad_1")
                    try await ward.board("the loss", within: .seconds(12)) {
                        $0.has("technical.input-lost", about: "keypad") && $0.has("emergency", at: "4")
                    }
                    try await bed.ask("add wedge Ward_Keypad_1")
                    try await ward.board("the keypad again") {
                        !$0.has("technical.input-lost") && $0.has("emergency", at: "4")
                    }
                }
            }
        }

        private static func press(_ code: Int, _ bed: Assistant) async throws {
            for value in [1, 0] {
                try await bed.ask("keys Ward_Keypad_1 1:\(code):\(value) 0:0:0")
                // Longer than its contacts may bounce.
                try await Task.sleep(for: .milliseconds(60))
            }
        }

        private static func run(
            _ settings: DaemonRig.Settings, _ bed: Assistant, _ work: (TestWard) async throws -> Void
        ) async throws {
            try await TestWard.closed {
                $0 = settings
            } _: { ward in
                let outcome: Result<Void, any Error>
                do {
                    try await ward.daemon.start()
                    try await ward.importDemo()
                    outcome = .success(try await work(ward))
                } catch { outcome = .failure(error) }
                // The testbed ends the daemon, and nobody else does: to the rig it is only a child's child.
                bed.end()
                try await eventually("the testbed to end") { ward.daemon.finished() != nil }
                try outcome.get()
            }
        }
    }
}
