import BedsideDomain
import BedsideWire
import Foundation
import NIOCore
import Testing

@testable import BedsideLinks

/// What goes over a link, from this version, another version, and a hostile one.
@Suite struct FrameTests {
    private func row(_ id: String, _ kind: AlarmKind = .call) throws -> AlarmRow {
        AlarmRow(
            id: AlarmID(trusted: id), place: try AlarmPlace("卫生间 3"), kind: kind, origin: "cord-3", lifecycle: .acked,
            level: 3, holder: StaffID(trusted: "GH7"), occurrences: 4, age: 5000, due: 700,
            asked: [.link(TerminalName(trusted: "K-1")), WardScreenName(trusted: "desk")], reason: "",
            pausedFor: 12_000)
    }

    private func again(_ message: LinkMessage) throws -> LinkMessage {
        var coder = FrameCoder()
        return try FrameCoder.decode(ByteBuffer(bytes: try coder.bytes(message))).message
    }

    private func read(_ alarms: ForwardedAlarms) throws -> ForwardedAlarms {
        guard case .alarms(let got) = try again(.alarms(alarms)) else { throw CancellationError() }
        return got
    }

    @Test func everythingComesAsItWent() throws {
        var wanted = try row("a")
        let alarms = ForwardedAlarms(revision: 9, rows: [wanted], held: [try row("b")], folded: 2, omitted: 1)
        let got = try read(alarms)
        // Names of the sender's own screens say nothing to others.
        wanted.asked = [.link(TerminalName(trusted: "K-1"))]
        #expect(got.rows == [wanted] && got.held.count == 1 && got.folded == 2 && got.omitted == 1)
        let pulse = LinkMessage.pulse(LinkPulse(at: 5, echo: nil, have: 3, shown: nil, hasScreens: true))
        #expect(try again(pulse) == pulse)
        let id = AlarmID(trusted: "a")
        let acts: [AlarmAct] = [
            .accept(id), .reject(id), .attend(id), .attendAll(try AlarmPlace("12")), .leave(id), .unshelve(id),
            .shelve(id, minutes: 30, reason: "repair"), .outOfService(id, hours: 8, reason: "cleaning"), .pauseSound,
        ]
        for act in acts {
            let sent = LinkMessage.act(
                LinkAct(number: 1, at: 2, act: act, staff: StaffID(trusted: "N"), bed: try AlarmPlace("12")))
            #expect(try again(sent) == sent)
        }
        for refusal in AlarmRefusal.allCases.map(Optional.init) + [nil] {
            let answer = LinkMessage.answer(LinkAnswer(number: 3, refusal: refusal))
            #expect(try again(answer) == answer)
        }
    }

    @Test("a newer version's words: no alarm is lost, none is less urgent, no refusal is taken for done")
    func newer() throws {
        func read(_ text: String) throws -> LinkMessage { try FrameCoder.decode(ByteBuffer(string: text)).message }
        let text = """
            {"alarms":{"revision":1,"colour":"red","folded":0,"omitted":0,"held":[],"rows":[{"id":"x","place":"12",
            "kind":"oxygen-low","urgency":4,"about":"tap","state":"being-moved","level":9,"times":1,"reason":"",
            "ageMs":1,"dueMs":-5,"pausedMs":99999999,"depth":{"a":1}}]}}
            """
        guard case .alarms(let alarms) = try read(text), let row = alarms.rows.first else {
            Issue.record("no alarms")
            return
        }
        #expect(row.kind == .emergency && row.word == "oxygen-low")
        #expect(row.lifecycle == .unacked && row.level == AlarmRules.lastLevel && row.due == 0 && row.pausedFor == 0)
        #expect(try read(#"{"weather":{"rain":true}}"#) == .unknown)
        #expect(try read(#"{"act":{"number":1,"at":1,"does":"dance","staff":"N"}}"#) == .unknown)
        #expect(
            try read(#"{"answer":{"number":1,"refusal":"moon"}}"#)
                == .answer(LinkAnswer(number: 1, refusal: .noContact)))
    }

    @Test(
        "what is no message is refused as a whole, without its content",
        arguments: [
            "", "[]", "{\"alarms\":{}}", "{\"alarms\":7}", "{\"pulse\":{\"at\":\"x\"}}", "\u{0}\u{1}",
            "{\"alarms\":{\"revision\":1,\"folded\":0,\"omitted\":0,\"held\":[],\"rows\":[{\"id\":\"张三\"}]}}",
        ])
    func malformed(_ text: String) {
        do {
            _ = try FrameCoder.decode(ByteBuffer(string: text))
            Issue.record("it was read")
        } catch {
            #expect(!"\(error)".contains("张三") && "\(error)".contains("frame-malformed"))
        }
    }

    @Test("control characters of others never come through") func controls() throws {
        let row = AlarmRow(
            id: AlarmID(trusted: "a"), place: try AlarmPlace("1"), kind: .call, origin: "a\u{1B}[2Jb", reason: "\r\nx")
        let got = try read(ForwardedAlarms(revision: 1, rows: [row]))
        #expect(got.rows.first?.origin == "a[2Jb" && got.rows.first?.reason == "x")
    }

    @Test("more alarms than a frame holds: the most urgent go, the others are counted") func crowd() throws {
        let rows = try (0..<4 * LinkRules.mostRows).map { number in
            AlarmRow(
                id: AlarmID(trusted: "alarm-\(number)"), place: try AlarmPlace("12345678901234567890"), kind: .call,
                origin: String(repeating: "\"", count: 80), reason: String(repeating: "\\", count: 80))
        }
        var coder = FrameCoder()
        let bytes = try coder.bytes(.alarms(ForwardedAlarms(revision: 1, rows: rows)))
        #expect(bytes.count <= LinkFrame.limit)
        guard case .alarms(let got) = try FrameCoder.decode(ByteBuffer(bytes: bytes)).message else { return }
        #expect(got.rows.first?.id.text == "alarm-0" && got.rows.count + got.omitted == rows.count && got.omitted > 0)
    }

    @Test("a slow line gets the newest state only, and acts in their order, bounded") func slow() {
        var outbox = Outbox()
        let alarms = LinkMessage.alarms(ForwardedAlarms(revision: 1, rows: []))
        let answer = LinkMessage.answer(LinkAnswer(number: 1, refusal: nil))
        for number in 0..<1000 { _ = outbox.put([UInt8(number % 251)], of: alarms) }
        for number in 1...2 { _ = outbox.put([UInt8(number)], of: answer) }
        var sent: [[UInt8]] = []
        while let bytes = outbox.next() { sent.append(bytes) }
        #expect(sent == [[UInt8(999 % 251)], [1], [2]])
        var fits = 0
        while outbox.put([0], of: answer) { fits += 1 }
        #expect(fits == Outbox.mostTalk, "whoever reads nothing is cut off")
    }

    @Test func addresses() {
        #expect(LinkAddress("10.0.0.1:7443")?.host == "10.0.0.1" && LinkAddress("[fe80::1]:1")?.host == "fe80::1")
        #expect(LinkAddress("[fe80::1]:1")?.description == "[fe80::1]:1")
        for text in ["", "a", "a:", ":1", "a:0", "a:65536", "a:b", "fe80::1:7", "a b:1", "a/b:1", "::1"] {
            #expect(LinkAddress(text) == nil, "\(text)")
        }
    }
}
