import BedsideCommands
import BedsideDemo
import BedsideRigs
import BedsideScreen
import BedsideWire
import Testing

extension Integration {
    /// A patient's call from the kiosk and from the bed, all the way to its end, and a stop in between.
    @Suite struct AlarmCallTests {
        @Test("Your nurse knows only after accept, and a call ends only where it came from") func fromTheKiosk()
            async throws
        {
            try await TestWard.with([.bells]) { settings in
                settings.moreAlarms += "  screens:\n    - name: desk\n"
            } _: { ward in
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await ward.visitor.see("welcome")
                try await ward.visitor.press(.call)
                try await ward.visitor.see("call-noted")
                try await desk.see("the call", within: .seconds(1)) { $0.alarmRows.first?.urgency == .call }

                // Nobody ends it from afar, whoever they are.
                let refusal = try await desk.insist(3, until: "a refusal") { $0.words.contains("请到床旁处理") }
                #expect(refusal.alarmRows.count == 1)
                #expect(try await ward.admin.openAlarms().all("call").first?.state == "unacked")

                try await Self.acceptByBadge(desk, lines)
                try await ward.visitor.see("call-accepted", within: .seconds(2))
                let board = try await ward.admin.openAlarms()
                #expect(board.all("call").first?.holder == DemoCodes.nurse.badge)

                // The kiosk tells the patient first; the badge of whoever came ends it.
                try ward.visitor.scan(DemoCodes.nurse.badge)
                try await ward.visitor.see("at-the-bed")
                try await ward.visitor.press(.digit(1))
                try await ward.visitor.see("its end") { ["attended", "call-cancelled"].contains($0.name) }
                try await ward.board("nothing", within: .seconds(2)) { $0.all("call").isEmpty }
                try await desk.see("an empty board", within: .seconds(1)) { $0.alarmRows.isEmpty }
                desk.leave()
            }
        }

        @Test("The patient who looks on sees the call cancelled by the key at the bed") func cancelledAtTheBed()
            async throws
        {
            try await TestWard.with([.bells]) { settings in
                settings.moreAlarms = settings.moreAlarms.replacing("place: 病区大厅", with: "place: \"3\"")
            } _: { ward in
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await ward.inputIs("present")
                try await ward.visitor.see("welcome")
                try await ward.visitor.press(.call)
                try await ward.visitor.see("call-noted")
                try await Self.acceptByBadge(desk, lines)
                try await ward.visitor.see("call-accepted", within: .seconds(2))
                try lines.send(.clear, bed: 4)
                try lines.send(.clear, bed: 3)
                try await ward.visitor.see("call-cancelled", within: .seconds(2))
                #expect(try await ward.admin.openAlarms().all("call").isEmpty)
                desk.leave()
            }
        }

        @Test("A badge that may not answer alarms accepts nothing") func badgeWithoutTheRight() async throws {
            try await TestWard.with([.bells]) { ward in
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await ward.inputIs("present")
                try lines.send(.call, bed: 2)
                try await desk.see("the call") { !$0.alarmRows.isEmpty }
                for code in [DemoCodes.zhang.wristband, "rubbish"] {
                    try lines.badges.scan(code)
                    try await desk.see("what to scan after \(code)", within: .seconds(5)) {
                        $0.words.contains("请刷工牌")
                    }
                }
                try await desk.insist(1, until: "the badge's field") { $0.asks(isSecret: false) }
                // A cashier, and a nurse who has left.
                for (badge, words) in [(DemoCodes.cashier.badge, "另一个岗位"), ("GH1000033", "这个工牌不能处理报警")] {
                    try lines.badges.scan(badge)
                    try await desk.see("a refusal of \(badge)", within: .seconds(5)) { $0.words.contains(words) }
                }
                #expect(try await ward.admin.openAlarms().all("call").first?.state == "unacked")
                try lines.badges.scan(DemoCodes.nurse.badge)
                try await ward.board("it accepted") { $0.all("call").first?.state == "acked" }
                desk.leave()
            }
        }

        @Test("A stop with open alarms takes seconds, and the next start shows all of them") func stop() async throws {
            try await TestWard.with([.bells]) { ward in
                let (lines, desk) = (try ward.lines, try ward.nurse())
                try await ward.inputIs("present")
                for bed in UInt8(1)...8 {
                    try lines.send(.call, bed: bed)
                    try lines.send(.call, bed: bed, fromToilet: true)
                }
                try await desk.see("all of them", within: .seconds(2)) { $0.words.contains("16") }
                try await Self.acceptByBadge(desk, lines)
                let before = try await ward.board("all of them") { $0.alarms.count == 16 }
                let began = ContinuousClock.now
                #expect(try await ward.daemon.stop() == 0)
                #expect(ContinuousClock.now - began < .seconds(5))
                try await ward.daemon.start()
                let after = try await ward.admin.openAlarms()
                #expect(after.alarms.map(\.id) == before.alarms.map(\.id))
                #expect(after.alarms.map(\.state) == before.alarms.map(\.state))
                #expect(after.alarms.map(\.holder) == before.alarms.map(\.holder))
                #expect(
                    zip(before.alarms, after.alarms).allSatisfy {
                        $0.dueSeconds >= $1.dueSeconds || $0.level < $1.level
                    })
                try await desk.see("all of them again", within: .seconds(10)) { $0.words.contains("16") }
                desk.leave()
            }
        }

        /// The scanner at the screen reads a badge; no PIN is asked for.
        static func acceptByBadge(_ desk: Visitor, _ lines: WardLines) async throws {
            try await desk.see("an alarm") { !$0.alarmRows.isEmpty }
            try await desk.insist(1, until: "the badge's field") { $0.asks(isSecret: false) }
            try lines.badges.scan(DemoCodes.nurse.badge)
            try await desk.see("who has it", within: .seconds(5)) { screen in
                screen.alarmRows.contains { $0.state.contains("陈晓燕") || $0.holder.contains("陈晓燕") }
            }
        }
    }
}
