import BedsideDevices
import BedsideDomain
import Testing

@testable import BedsideDaemon

@Suite("The section `alarms`") struct AlarmConfigurationTests {
    @Test("Without it there is a journal beside the store, no input, and a terminal that is silent") func absent()
        throws
    {
        let alarms = try read("")
        #expect(alarms.journal == "/var/lib/bedside/alarms")
        #expect(alarms.home == (try AlarmPlace("t1")))
        #expect(alarms.inputs.isEmpty)
        #expect(alarms.rules == .standard)
        #expect(alarms.audience == AlarmAudience())
        #expect(alarms.sound == nil)
    }

    @Test("It means what it says") func whole() throws {
        let alarms = try read(
            """
            alarms:
              place: 护士站
              beds: ["12", "13"]
              journal: /srv/alarms
              sounder: bed
              sound: {device: "plughw:0", volume: 40}
              screens: [{name: desk}, {name: bed-12, beds: ["12"]}]
              teams: [{beds: ["12"], first: [bed-12], second: [desk]}]
              timers: {call_levels_seconds: [60, 120, 180], call_attend_seconds: 90, heartbeat_ms: 2000}
              inputs:
                - name: keys
                  path: /dev/input/event3
                  points:
                    - {bed: "12", key: 30}
                    - {bed: "12", key: 48, does: cancel}
                    - {bed: "WC3", switch: 1, raises: toilet, contact: normally-closed, debounce_ms: 20}
            """)
        let (twelve, desk) = (try AlarmPlace("12"), WardScreenName(trusted: "desk"))
        let bedside = WardScreenName(trusted: "bed-12")
        #expect(alarms.home.label == "护士站")
        #expect(alarms.beds.count == 2)
        #expect(alarms.journal == "/srv/alarms")
        #expect(alarms.audience.sounder == .bed)
        #expect(alarms.audience.expected == [desk, bedside])
        #expect(alarms.audience.teams == [twelve: [[bedside], [desk], []]])
        #expect(alarms.screenBeds == [desk: [], bedside: [twelve]])
        #expect(alarms.sound != nil)
        #expect(alarms.rules.escalation[.call] == [60, 120, 180])
        #expect(alarms.rules.escalation[.emergency] == AlarmRules.standard.escalation[.emergency])
        #expect(alarms.rules.attend[.call] == 90)
        #expect(alarms.rules.heartbeat == 2000)
        let input = try #require(alarms.inputs.first)
        #expect(input.supervision == .seconds(10))
        #expect(input.points.map(\.mode) == [.momentary, .momentary, .normallyClosed])
        #expect(
            alarms.meanings == [
                try PointName("keys.key30"): .raises(
                    AlarmSource(place: twelve, kind: .call, origin: "keys.key30")),
                try PointName("keys.key48"): .cancels(twelve),
                try PointName("keys.switch1"): .raises(
                    AlarmSource(place: try AlarmPlace("WC3"), kind: .toilet, origin: "keys.switch1")),
            ])
    }

    @Test("A station's verbs and a detector's signs are points of their own; a toilet's call is a toilet's")
    func frames() throws {
        let alarms = try read(
            """
            alarms:
              inputs:
                - {name: bells, kind: ward-bus, path: /dev/ttyS1, points: [{bed: "3", station: 1.3.12, at: toilet}]}
                - {name: drips, kind: infusion, port: 7070, points: [{bed: "3", receiver: A0000000, detector: B0000000}]}
            """)
        #expect(alarms.inputs.map(\.points.count) == [WardBusVerb.allCases.count, DetectorSign.allCases.count])
        #expect(alarms.inputs.map(\.supervision) == [.seconds(90), .seconds(90)])
        let kinds = alarms.meanings.values.compactMap { meaning -> AlarmKind? in
            if case .raises(let source) = meaning { source.kind } else { nil }
        }
        #expect(
            Set(kinds) == [.toilet, .infusionEmpty, .service, .emergency, .infusionStopped])
        #expect(alarms.meanings.values.contains(.cancels(try AlarmPlace("3"))))
    }

    @Test("`device: none` is a terminal that shall be silent") func silent() throws {
        #expect(try read("alarms: {sound: {device: none}}").sound == nil)
        #expect(try read("alarms: {place: x}").sound != nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let line: Int
        let key: String
        let rule: String
        var testDescription: String { "\(key): \(text)" }

        init(_ text: String, _ key: String, _ rule: String, line: Int = 9) {
            (self.text, self.key, self.rule, self.line) = (text, key, rule, line)
        }
    }

    static let cases: [Case] = [
        Case("alarms: on", "alarms", "must be a mapping"),
        Case("alarms: {bed: 3}", "alarms.bed", "is not a key"),
        Case("alarms: {place: ''}", "alarms.place", "1 to 24 bytes"),
        Case("alarms: {place: \"a\\tb\"}", "alarms.place", "control"),
        Case("alarms: {place: 一二三四五六七八九}", "alarms.place", "1 to 24 bytes"),
        Case("alarms: {journal: alarms}", "alarms.journal", "absolute path"),
        Case("alarms: {beds: 12}", "alarms.beds", "must be a list"),
        Case("alarms: {beds: ['']}", "alarms.beds", "1 to 24 bytes"),
        Case("alarms: {sounder: ward}", "alarms.sounder", "must be one of: desk, bed"),
        Case("alarms: {sound: {volume: 29}}", "alarms.sound.volume", "30 to 100"),
        Case("alarms: {sound: {device: ''}}", "alarms.sound.device", "libasound"),
        Case("alarms: {sound: {loud: 1}}", "alarms.sound.loud", "is not a key"),
        Case("alarms: {screens: [{name: Desk}]}", "alarms.screens[0].name", "a-z 0-9 -"),
        Case("alarms: {screens: [{}]}", "alarms.screens[0].name", "is missing"),
        Case("alarms: {screens: [{name: a}, {name: a}]}", "alarms.screens[1].name", "another than those above"),
        Case("alarms: {teams: [{beds: [a], first: [desk]}]}", "alarms.teams[0].first", "not one of alarms.screens"),
        Case(
            "alarms: {screens: [{name: a}], teams: [{beds: [x], first: [a]}, {beds: [x], first: [a]}]}",
            "alarms.teams[1].beds", "in one team only"),
        Case("alarms:\n  timers:\n    merge_seconds: 61", "alarms.timers.merge_seconds", "5 to 60", line: 11),
        Case(
            "alarms:\n  timers:\n    call_levels_seconds: [60, 60, 90]", "alarms.timers.call_levels_seconds",
            "three rising numbers", line: 11),
        Case(
            "alarms:\n  timers:\n    call_levels_seconds: [soon]", "alarms.timers.call_levels_seconds",
            "three rising numbers", line: 11),
        Case(
            "alarms:\n  timers:\n    technical_levels_seconds: []", "alarms.timers.technical_levels_seconds",
            "three rising numbers", line: 11),
        Case(
            "alarms: {timers: {infusion_levels_seconds: [1, 2, 7201]}}", "alarms.timers.infusion_levels_seconds",
            "1 to 7200"),
        Case("alarms: {timers: {call_attend_seconds: 9}}", "alarms.timers.call_attend_seconds", "10 to 3600"),
        Case("alarms: {timers: {sound_pause_seconds: 121}}", "alarms.timers.sound_pause_seconds", "10 to 120"),
        Case("alarms: {timers: {probe_ms: 60001}}", "alarms.timers.probe_ms", "5000 to 60000"),
        Case("alarms: {inputs: {}}", "alarms.inputs", "must be a list"),
        Case(
            "alarms: {inputs: [{name: A, path: /dev/x, points: [{bed: b, key: 1}]}]}", "alarms.inputs[0].name",
            "1 to 32"),
        Case(
            "alarms: {inputs: [{name: a, kind: usb, path: /dev/x, points: [{bed: b, key: 1}]}]}",
            "alarms.inputs[0].kind", "must be one of: evdev, gpio, modbus"),
        Case("alarms: {inputs: [{name: a, points: [{bed: b, key: 1}]}]}", "alarms.inputs[0].udev", "udev"),
        Case(
            "alarms: {inputs: [{name: a, path: dev, points: [{bed: b, key: 1}]}]}", "alarms.inputs[0].path",
            "absolute path"),
        Case("alarms: {inputs: [{name: a, kind: gpio}]}", "alarms.inputs[0].chip", "is missing"),
        Case(
            "alarms: {inputs: [{name: a, kind: modbus, path: /dev/ttyS1, slave: 248, points: [{bed: b, input: 0}]}]}",
            "alarms.inputs[0].slave",
            "1 to 247"),
        Case(
            "alarms: {inputs: [{name: a, kind: modbus, path: /dev/ttyS1, baud: 9601, points: [{bed: b, input: 0}]}]}",
            "alarms.inputs[0].baud",
            "must be one of: 1200"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, supervision_seconds: 31, points: [{bed: b, key: 1}]}]}",
            "alarms.inputs[0].supervision_seconds", "1 to 30"),
        Case(
            "alarms: {inputs: [{name: a, kind: infusion, port: 70000, points: [{bed: b, receiver: A0000000, detector: B0000000}]}]}",
            "alarms.inputs[0].port", "1 to 65535"),
        Case(
            "alarms: {inputs: [{name: a, kind: infusion, port: 1, address: here, points: [{bed: b, receiver: A0000000, detector: B0000000}]}]}",
            "alarms.inputs[0].address",
            "IPv4"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{key: 30}]}]}", "alarms.inputs[0].points[0].bed",
            "is missing"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b}]}]}", "alarms.inputs[0].points[0].key",
            "is missing"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1, raises: tea}]}]}",
            "alarms.inputs[0].points[0].raises", "must be one of: call, service, toilet"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1, does: stop}]}]}",
            "alarms.inputs[0].points[0].does", "raise, cancel"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1, debounce_ms: 101}]}]}",
            "alarms.inputs[0].points[0].debounce_ms", "5 to 100"),
        Case(
            "alarms: {inputs: [{name: a, kind: ward-bus, path: /dev/x, points: [{bed: b, station: 1.2}]}]}",
            "alarms.inputs[0].points[0].station", "area.room.bed"),
        Case(
            "alarms: {inputs: [{name: a, kind: infusion, port: 1, points: [{bed: b, receiver: X, detector: B0000000}]}]}",
            "alarms.inputs[0].points[0].receiver", "8 hexadecimal digits"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1}, {bed: c, key: 1}]}]}",
            "alarms.inputs", "named"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1}]}, {name: a, path: /dev/y, points: [{bed: b, key: 1}]}]}",
            "alarms.inputs", "named 'a'"),
        Case(
            "alarms: {inputs: [{name: a, path: /dev/x, points: [{bed: b, key: 1}]}, {name: b, path: /dev/x, points: [{bed: b, key: 1}]}]}",
            "alarms.inputs", "same device"),
    ]

    @Test("A broken rule is named with its line and key, and nothing else", arguments: cases)
    func named(_ one: Case) throws {
        let found = try issues(of: smallest + one.text + "\n")
        #expect(Set(found.map(\.key)) == [one.key], "\(found)")
        #expect(found.first?.line == one.line)
        #expect(found.first?.rule.contains(one.rule) ?? false, "\(found)")
    }

    @Test("A terminal whose name is too long for a place is a place by the beginning of its name") func longTerminal()
        throws
    {
        let long = smallest.replacing("terminal: t1", with: "terminal: a-terminal-with-a-long-name-1")
        let home = try ConfigurationReader.read(text: long, file: "x.yaml").alarms.home
        #expect(home.label == "a-terminal-with-a-long-n")
    }

    private func read(_ text: String) throws -> AlarmConfiguration {
        try ConfigurationReader.read(text: smallest + text + "\n", file: "x.yaml").alarms
    }
}
