import BedsideDomain
import Testing

/// The language: what is understood, and how a line that is not is refused.
@Suite("The scenarios' language")
struct LanguageTests {
    @Test(
        "a line becomes a command",
        arguments: [
            ("press call 12", "press(call 12, times: 1)"),
            ("press call 12 10 times", "press(call 12, times: 10)"),
            ("pull toilet 卫生间3", "contact(toilet 卫生间3, isActive: true)"),
            ("infusion refilled 9", "contact(infusion 9, isActive: false)"),
            ("infusion clamped 9", "contact(clamp 9, isActive: true)"),
            ("wire cut 12", "contact(call 12, isActive: true)"),
            ("+1m30s", "pass(90000)"), ("+500ms", "pass(500)"), ("+ 2h", "pass(7200000)"),
            ("clock 1h back", "clock(-3600000)"),
            ("terminal starts after reboot clock 1h ahead", "start(boot 3600000)"),
            ("reboot", "restart(boot 0)"), ("restart", "restart(0)"),
            ("screen desk falls behind", "screen(desk, falls behind)"),
            ("accept call 12 by nurse A", "accept call 12 A screen first"),
            ("attend call 12 by nurse B at bed", "attend call 12 B bed"),
            (
                "reject technical screen-lost desk by nurse B at screen corridor",
                "reject technical screen-lost desk B screen corridor"
            ),
            ("reject technical screen-lost by nurse B", "reject technical screen-lost B screen first"),
        ])
    func commands(line: String, meaning: String) throws {
        let scenario = try ScenarioParser.parse("title: x\n\(line)\nexpect call 1 absent", file: "x")
        #expect(describe(try #require(scenario.steps.first?.command)) == meaning)
    }

    @Test(
        "a line that nobody understands names file, line and what is known",
        arguments: [
            ("pres call 12", "nobody understands \"pres\"", "press call|service|emergency PLACE [N times]"),
            ("press bell 12", "a kind of alarm is missing before \"bell\"", "toilet"),
            ("press call", "a place is missing at the end", "press call|service|emergency PLACE [N times]"),
            ("press call 12 twice", "must be a number", "press call|service|emergency PLACE [N times]"),
            ("press call 12 2000 times", "1 to 1000", "press"),
            ("press call 12 now please", "must be a number", "press"),
            ("cancel 12 13", "nobody understands \"13\"", "cancel PLACE"),
            ("+30", "\"30\" is no time", "1m30s"), ("+x", "is no time", "30s"),
            ("+99999999999s", "is no time", "30s"),
            ("expect call 12 happy", "what is expected at \"happy\"", "expect [ALARM] escalated level N"),
            ("expect refused because of rain", "a reason is missing before \"of\"", "only at the bed"),
            ("attend call 12 by nurse A", "\"at screen\" is missing", "attend ALARM by nurse A at bed"),
            ("accept 12 by nurse A", "an alarm is missing at \"12\"", "call PLACE"),
            ("accept call 12", "\"by nurse\" is missing", "accept ALARM by nurse A"),
            ("screen DESK freezes", "a-z 0-9 -", "screen NAME"),
            ("screen desk dances", "what the screen does is missing", "stops confirming"),
            ("expect technical rain open", "a fault is missing before \"rain\"", "screen-lost"),
            ("journal fails", "write \"needs journal\" into the head", ""),
            ("press call 1234567890123456789012345", "24 bytes", "press"),
        ])
    func complaints(line: String, message: String, known: String) {
        do {
            _ = try ScenarioParser.parse("title: x\n# 注释\nexpect list empty\n  \(line)   # why\n", file: "some/file")
            Issue.record("was understood: \(line)")
        } catch {
            #expect(error.file == "some/file")
            #expect(error.line == 4)
            #expect(error.message.contains(message), "\(error)")
            #expect(known.isEmpty || error.known.contains { $0.contains(known) }, "\(error)")
            #expect(error.description.hasPrefix("some/file:4: "))
        }
    }

    @Test(
        "a file that is wrong as a whole is refused",
        arguments: [
            ("press call 12\nexpect open", "a scenario needs a line \"title: TEXT\""),
            ("title: x\npress call 12", "expects nothing"),
            ("title: x\nneeds journal\nexpect list empty", "\"needs journal\" is not used"),
            ("title: x\nexpect open", "of which alarm?"),
            ("title: x\nexpect list empty\nscreens desk", "belongs to the head"),
            ("title: x\npress call 12\nwire cut 12\nexpect open", "a button in one line and a contact in another"),
            ("title: x\nteam 12 asks a then b then c then d\nexpect list empty", "at most three levels"),
        ])
    func wholes(text: String, message: String) {
        do {
            _ = try ScenarioParser.parse(text, file: "f")
            Issue.record("was understood")
        } catch {
            #expect(error.message.contains(message), "\(error)")
        }
    }

    @Test("an expectation without an alarm is about the one that was spoken of last")
    func subject() throws {
        let text =
            "title: x\npress call 12\ninput lost a\nexpect escalated level 2\naccept call 14 by nurse A\nexpect acked"
        let steps = try ScenarioParser.parse(text, file: "f").steps.map(\.command)
        let (first, second) = (try AlarmPlace("12"), try AlarmPlace("14"))
        #expect(steps[2] == .expect(.alarm(.input(.call, first), .level(2))))
        #expect(steps[4] == .expect(.alarm(.input(.call, second), .acked(by: nil))))
    }

    @Test("the head says what the ward is like")
    func head() throws {
        let text =
            "title: x\nsounder at bed\nscreens desk, corridor\nteam 12 asks desk then desk, corridor\nexpect list empty"
        let ward = try ScenarioParser.parse(text, file: "f").ward
        let (desk, corridor) = (try WardScreenName("desk"), try WardScreenName("corridor"))
        #expect(ward.screens == [desk, corridor])
        #expect(ward.sounder == .bed)
        #expect(ward.teams == [try AlarmPlace("12"): [[desk], [desk, corridor]]])
    }

    @Test("a list is of alarms between commas")
    func list() throws {
        let text = "title: x\nexpect list technical screen-lost, technical no-screen screens, call 12"
        let place = try AlarmPlace("12")
        #expect(
            try ScenarioParser.parse(text, file: "f").steps.map(\.command) == [
                .expect(
                    .list([
                        .technical(.screenLost, about: nil), .technical(.noScreen, about: "screens"),
                        .input(.call, place),
                    ]))
            ])
    }

    @Test("times are written as they are read", arguments: ["500ms", "30s", "1m30s", "1h", "1d1h", "0s"])
    func times(text: String) { #expect(Duration(scenario: text)?.scenarioText == text) }

    private func describe(_ command: Command) -> String {
        switch command {
        case .press(let point, let times): "press(\(point.alarm), times: \(times))"
        case .contact(let point, let isActive): "contact(\(point.alarm), isActive: \(isActive))"
        case .pass(let time): "pass(\(time.milliseconds))"
        case .clock(let step): "clock(\(step.milliseconds))"
        case .start(let start): "start(\(start.isBoot ? "boot " : "")\(start.clock.milliseconds))"
        case .restart(let start): "restart(\(start.isBoot ? "boot " : "")\(start.clock.milliseconds))"
        case .screen(let name, let behaviour): "screen(\(name), \(behaviour.rawValue))"
        case .act(.accept(let name), let nurse, let place): "accept \(name) \(nurse) \(describe(place))"
        case .act(.reject(let name), let nurse, let place): "reject \(name) \(nurse) \(describe(place))"
        case .act(.attend(let name), let nurse, let place): "attend \(name) \(nurse) \(describe(place))"
        default: "\(command)"
        }
    }

    private func describe(_ place: Whereabouts) -> String {
        switch place {
        case .bed: "bed"
        case .screen(let name): "screen \(name?.text ?? "first")"
        }
    }
}
