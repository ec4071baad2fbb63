import BedsideDomain
import BedsideScreen
import BedsideWire
import Foundation
import Testing

/// The local API's JSON: what is sent comes back the same, and a client takes what a later daemon adds.
@Suite struct MessageTests {
    private static func again<Message: Codable>(_ message: Message) throws -> Message {
        try JSONDecoder().decode(Message.self, from: JSONEncoder().encode(message))
    }

    private static let status = StatusMessage(
        version: "0.1.0", terminal: "t1", uptimeSeconds: 5,
        store: .init(journalMode: "wal", synchronous: 2, openEncounters: 1, outboxRows: 2, auditRows: 3),
        devices: [
            DeviceMessage(
                name: "a", kind: "evdev", state: "held", detail: "why", secondsSinceLastScan: 4, scans: 5, faults: 6)
        ],
        printers: [PrinterMessage(tray: "sheet", queue: "ward", state: "idle", reasons: ["media-low"])],
        waiting: .init(
            unknownPrints: 1, openPrints: 2, backlogPrints: 6, absentPrints: 7, openPayments: 3, openRefunds: 4,
            openCalls: 5), state: "ready", sheetsToday: 8,
        central: CentralMessage(
            state: "offline", reason: nil, url: "https://c.example:8443", hospital: "h1", ward: "HX01", backlog: 34,
            oldestUnsent: Timestamp(milliseconds: 1_795_132_800_000), quarantined: 2,
            lastContact: Timestamp(milliseconds: 1_795_132_700_000), clockOffsetMs: -40,
            certificateEnds: Timestamp(milliseconds: 1_797_132_700_000), lostLinks: ["ward7-kiosk2"],
            feed: 812))

    @Test("A status comes back the same") func status() throws {
        let back = try Self.again(Self.status)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(try encoder.encode(back) == encoder.encode(Self.status))
    }

    @Test("Fields that a later version adds are passed over") func unknownFields() throws {
        var object = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.status)) as? [String: any Sendable])
        object["humidity"] = 40
        let bytes = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(StatusMessage.self, from: bytes).terminal == "t1")
    }

    @Test("Every key has a word that comes back; other words are refused") func keys() throws {
        let keys: [Key] =
            [.enter, .back, .backspace, .up, .down, .left, .right, .language, .call, .letter("x"), .row(0), .row(200)]
            + (0...9).flatMap { [.digit($0), .choose($0)] }
        #expect(try Self.again(KeysMessage(keys: keys)).keys == keys)
        for word in [
            "digit:10", "digit:-1", "digit:", "digit", "choose:x", "row:201", "letter:é", "letter:ab", "letter:1",
            "Enter", "enter:1", "", ":", "rm -rf", "digit:1 ", "digit:٣",
        ] {
            let json = Data(#"{"keys":["\#(word)"]}"#.utf8)
            #expect(throws: DecodingError.self, "\(word)") { try JSONDecoder().decode(KeysMessage.self, from: json) }
        }
    }

    @Test("A screen comes back the same") func screen() throws {
        let screen = Screen(
            name: "x", place: "1 床 张*华", clock: "09:00", tone: .caution, heading: "标题",
            blocks: [
                .text("t", emphasis: .strong), .facts([Fact("a", "b", .quiet)]), .gap,
                .table(Table(columns: [.init("c", .trailing, mayShorten: true)], rows: [["1"]], selected: 0)),
                .entry(Entry(label: "l", shown: "●●", hint: "h", isSecret: true)),
                .progress(label: "p", done: 1, total: 2),
                .alarms(
                    AlarmList(
                        rows: [
                            .init(
                                urgency: .emergency, standing: .open, word: "紧急", place: "8床", number: "8",
                                kind: "紧急呼叫", detail: "d", age: "0:03", level: 2, holder: "", state: "无人应答")
                        ], selected: 0)),
            ], choices: [Choice(1, "one", detail: "d", isSelected: true, weight: .danger)], choiceStyle: .bar,
            actions: [Action(.back, label: "0", title: "back")], remaining: "20",
            code: CodeMatrix(side: 2, modules: [true, false, false, true], caption: "c"), wipes: true)
        let back = try Self.again(ScreenMessage(revision: .max, screen: screen))
        #expect(back.screen == screen)
        #expect(back.revision == .max)
    }

    @Test("Each line of an import's answer comes back the same") func importLines() throws {
        guard
            case .progress("charges", 1, 2) = try Self.again(
                ImportMessage.progress(phase: "charges", done: 1, total: 2))
        else { return #expect(Bool(false)) }
        let counts = ImportMessage.result([ImportCount(section: "beds", new: 1, unchanged: 2, updated: 3)])
        guard case .result(let list) = try Self.again(counts) else { return #expect(Bool(false)) }
        #expect(list.map(\.updated) == [3])
        let refusal = ImportMessage.refused(ProblemMessage(code: "c", sentence: "s", place: "charges[1]"))
        guard case .refused(let problem) = try Self.again(refusal) else { return #expect(Bool(false)) }
        #expect(problem.place == "charges[1]")
    }

    @Test("A wallet's words are the ones that gateways use") func wallet() throws {
        let json = Data(#"{"orderNumber":"JF1","state":"not-known","amountFen":0}"#.utf8)
        let answer = try JSONDecoder().decode(WalletOrderAnswer.self, from: json)
        #expect(answer.state == .notKnown)
        #expect(answer.payURL == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                WalletOrderAnswer.self, from: Data(#"{"orderNumber":"JF1","state":"PAID","amountFen":0}"#.utf8))
        }
    }
}
