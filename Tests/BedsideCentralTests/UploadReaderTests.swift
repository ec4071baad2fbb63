import BedsideDomain
import BedsideWire
import Foundation
import Testing

@testable import BedsideCentral

/// The quick reader of uploads gives what the general decoder gives, or leaves the work to it.
struct UploadReaderTests {
    @Test func readsWhatTerminalsWrite() throws {
        let request = try sample(events: 20)
        let read = try #require(UploadReader.read(Array(try JSONEncoder().encode(request))))
        expectSame(read, request)
    }

    @Test func readsAQuestionWithoutEvents() throws {
        let request = try sample(events: 0)
        expectSame(try #require(UploadReader.read(Array(try JSONEncoder().encode(request)))), request)
    }

    @Test func readsAWholeBatchAndLeavesALargerOne() throws {
        let whole = try sample(events: SyncLimits.batchEvents)
        expectSame(try #require(UploadReader.read(Array(try JSONEncoder().encode(whole)))), whole)
        let more = try sample(events: SyncLimits.batchEvents + 1)
        #expect(UploadReader.read(Array(try JSONEncoder().encode(more))) == nil)
    }

    /// That its disk is an older copy must never get lost.
    @Test func leavesAConfession() throws {
        for isBehind in [true, false] {
            let request = UpRequest(
                epoch: try sample(events: 0).epoch, head: try sample(events: 0).head, events: [], isBehind: isBehind)
            #expect(UploadReader.read(Array(try JSONEncoder().encode(request))) == nil)
        }
    }

    /// Every form of a value that is plain: it must not be left to the other.
    @Test(arguments: [
        ("seq", "0"), ("seq", "-1"), ("seq", "10"), ("seq", "999999999999999999"), ("offset", "-999999999999999999"),
        ("version", "2"), ("monotonic", "9007199254740993"), ("wall", "-1"), ("kind", #""""#),
        ("kind", #""a/b""#), ("body", #""\"\\\/\b\f\n\r\t""#), ("body", #""\\n\"x\"""#), ("body", #""x\n""#),
        ("body", #""\nx""#), ("body", #""张三 😀 é e\#u{301} \#u{7F} \#u{FEFF}""#), ("signature", #""c2/+bg==""#),
        ("operation", #""0123456789abcdef0123456789ABCDEF""#), ("boot", #""FfEeDdCcBbAa99887766554433221100""#),
    ]) func takesEveryPlainValue(_ key: String, _ value: String) throws {
        let bytes = Array(UploadText.batch([UploadText.event([key: value])]).utf8)
        expectSame(try #require(UploadReader.read(bytes)), try JSONDecoder().decode(UpRequest.self, from: Data(bytes)))
    }

    @Test(arguments: [
        ("seq", "01"), ("seq", "-"), ("seq", ""), ("seq", "1.0"), ("seq", "1e3"), ("seq", "1000000000000000000"),
        ("seq", "9999999999999999999"), ("seq", "18446744073709551617"), ("seq", "-01"), ("seq", "-0"), ("seq", "+1"),
        ("seq", "null"), ("seq", #""1""#), ("seq", "1 "), ("wall", "999999999999999999"),
        ("wall", "-999999999999999999"), ("body", #""\u0041""#), ("body", #""\ud83d""#), ("body", #""\q""#),
        ("body", #""\""#), ("body", "\"\u{1F}\""), ("body", "\"\u{0}\""), ("body", "\"\t\""), ("body", "{}"),
        ("body", "null"), ("kind", "[]"), ("operation", #""0123456789abcdef0123456789abcde""#),
        ("operation", #""0123456789abcdef0123456789abcdefa""#), ("operation", #""0123456789abcdef0123456789abcdef00""#),
        ("operation", #""g123456789abcdef0123456789abcdef""#), ("boot", #""0123456789abcdef0123456789abcdeG""#),
        ("boot", #""0123456789abcdef0123456789abcd:0""#), ("boot", #""0123456789abcdef0123456789abcd0/""#),
        ("boot", #""0123456789abcdef0123456789abcd@0""#), ("boot", #""0123456789abcdef0123456789abcd`0""#),
    ]) func leavesEveryOtherValue(_ key: String, _ value: String) {
        #expect(UploadReader.read(Array(UploadText.batch([UploadText.event([key: value])]).utf8)) == nil)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"epoch":1}"#, #"{"events":[]}"#, #"{"events":[{}]}"#, #"{"events":[{"seq":01}]}"#,
        #"{"events":[{"seq":1.0}]}"#, #"{"events":[{"seq":99999999999999999999}]}"#, #"{"a":"\u0041"}"#,
    ])
    func leavesTheRestToTheGeneralDecoder(_ text: String) {
        #expect(UploadReader.read(Array(text.utf8)) == nil)
    }

    /// Bytes that are no UTF-8: cut, too long a form, a surrogate, beyond the last character.
    @Test(
        arguments: [
            [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80], [0xE5, 0xBC],
        ] as [[UInt8]]) func leavesWhatIsNoText(_ bytes: [UInt8])
    {
        let parts = UploadText.batch([UploadText.event(["body": "\"#\""])]).utf8.split(separator: UInt8(ascii: "#"))
        #expect(UploadReader.read(Array(parts[0]) + bytes + Array(parts[1])) == nil)
        #expect(UploadReader.read(Array(parts[0]) + Array(#"\n"#.utf8) + bytes + Array(parts[1])) == nil)
    }

    /// Cut anywhere it is left, without a look beyond the end; and so it is with anything after the end.
    @Test func leavesWhatIsCutOrTooLong() throws {
        let whole = Array(UploadText.batch([UploadText.event(["body": #""a\n\\""#])]).utf8)
        #expect(UploadReader.read(whole) != nil)
        for length in whole.indices { #expect(UploadReader.read(Array(whole.prefix(length))) == nil, "\(length)") }
        for byte in UInt8.min ... .max { #expect(UploadReader.read(whole + [byte]) == nil, "\(byte)") }
        #expect(UploadReader.read(whole + whole) == nil)
        #expect(UploadReader.read([0x20] + whole) == nil && UploadReader.read([0xEF, 0xBB, 0xBF] + whole) == nil)
    }

    /// Which of two a decoder takes is its own affair: only one reader may say it.
    @Test func leavesAKeyThatComesTwiceOrIsNotKnown() {
        for key in UploadText.keys {
            let event = UploadText.event([:])
            #expect(UploadReader.read(Array(UploadText.batch([event + [event[key]]]).utf8)) == nil, "\(key)")
        }
        for extra in [#""epoch":"\#(UploadText.hex(16))""#, #""head":"\#(UploadText.hex(32))""#, #""events":[]"#] {
            let batch = UploadText.batch([]).dropLast() + ",\(extra)}"
            #expect(UploadReader.read(Array(batch.utf8)) == nil, "\(extra)")
        }
        #expect(UploadReader.read(Array(UploadText.batch([UploadText.event([:]) + [#""later":1"#]]).utf8)) == nil)
    }

    /// Only the offset and the signature may be missing.
    @Test func leavesAnEventThatIsNotWhole() throws {
        for (index, key) in UploadText.keys.enumerated() {
            var event = UploadText.event([:])
            event.remove(at: index)
            let bytes = Array(UploadText.batch([event]).utf8)
            let read = UploadReader.read(bytes)
            #expect((read == nil) == !["offset", "signature"].contains(key), "\(key)")
            if let read { expectSame(read, try JSONDecoder().decode(UpRequest.self, from: Data(bytes))) }
        }
        let whole = UploadText.batch([])
        for part in [#""events":[]"#, #""head":"\#(UploadText.hex(32))","#, #""epoch":"\#(UploadText.hex(16))","#] {
            #expect(whole.contains(part))
            let rest = whole.replacing(part, with: "").replacing(",}", with: "}")
            #expect(UploadReader.read(Array(rest.utf8)) == nil, "\(rest)")
        }
    }

    @Test(arguments: [",", ",]", ",,", "]]", "[", "{", "}", " ", ":"]) func leavesWhatIsPutTogetherWrongly(
        _ sign: String
    ) {
        let two = UploadText.batch([UploadText.event([:]), UploadText.event([:])])
        for place in ["},{", "[{", "}]", #","kind""#] {
            for text in [place + sign, sign + place, sign, place.prefix(1) + sign + place.dropFirst()] {
                #expect(UploadReader.read(Array(two.replacing(place, with: text).utf8)) == nil, "\(text)")
            }
        }
    }

    /// Damaged in 20,000 ways: what it still takes, the general decoder takes with the same meaning.
    @Test func takesNothingThatTheGeneralDecoderWouldNot() throws {
        var random = Seeded(state: 5)
        let bytes = Array(try JSONEncoder().encode(try sample(events: 2)))
        var taken = 0
        for _ in 0..<20_000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0..<2, using: &random) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: damaged[place] = UInt8.random(in: .min ... .max, using: &random)
                case 1: damaged.remove(at: place)
                case 2: damaged.insert(damaged[Int.random(in: 0..<damaged.count, using: &random)], at: place)
                default: damaged[place] = damaged[Int.random(in: 0..<damaged.count, using: &random)]
                }
            }
            guard let read = UploadReader.read(damaged) else { continue }
            taken += 1
            expectSame(read, try JSONDecoder().decode(UpRequest.self, from: Data(damaged)))
        }
        // Changed digits and letters of values: it must not have left everything to the other.
        #expect(taken > 1000)
    }

    /// Batches of all kinds of values in any order, some whole and some not: the two never differ.
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func agreesWithTheGeneralDecoder(_ seed: UInt64) {
        var random = Seeded(state: seed)
        var (both, general, neither) = (0, 0, 0)
        for _ in 0..<1000 {
            let bytes = UploadText.any(&random)
            let decoded: UpRequest?
            do { decoded = try JSONDecoder().decode(UpRequest.self, from: Data(bytes)) } catch { decoded = nil }
            switch (UploadReader.read(bytes), decoded) {
            case (let read?, let decoded?):
                both += 1
                expectSame(read, decoded)
            case (.some, nil):
                Issue.record("The reader took what is no batch: \(String(decoding: bytes, as: UTF8.self))")
            case (nil, .some): general += 1
            case (nil, nil): neither += 1
            }
        }
        #expect(both > 200 && general > 50 && neither > 50, "\(both) \(general) \(neither)")
    }

    private func expectSame(_ one: UpRequest, _ other: UpRequest) {
        #expect(
            one.epoch == other.epoch && one.head == other.head && one.events == other.events
                && one.isBehind == other.isBehind)
        // Strings are equal when they look the same; the hash is over their bytes.
        for (one, other) in zip(one.events, other.events) {
            #expect(one.parts == other.parts)
            #expect(one.signature.map { Array($0.utf8) } == other.signature.map { Array($0.utf8) })
        }
    }

    private func sample(events count: Int) throws -> UpRequest {
        var events: [OutboxEvent] = []
        for index in 0..<count {
            let operation: OperationID = try #require(OperationID([UInt8](repeating: UInt8(index), count: 16)))
            let boot: BootID = try #require(BootID([UInt8](repeating: 7, count: 16)))
            let body = #"{"name":"张三\n\/ \"x\"","text":"a\\b","amount_fen":\#(index * 100)}"#
            let offset: Int64? = index % 2 == 0 ? -3 : nil
            let signature: String? = index % 3 == 0 ? "c2lnbg==" : nil
            events.append(
                OutboxEvent(
                    seq: Int64(index + 1), operation: operation, kind: "payment.created", version: 1, body: body,
                    wall: Timestamp(milliseconds: 1_790_000_000_000), monotonic: Int64(index) * 1000, boot: boot,
                    offset: offset, signature: signature))
        }
        return UpRequest(
            epoch: try #require(StreamEpoch([UInt8](repeating: 1, count: 16))),
            head: try #require(EventHash([UInt8](repeating: 2, count: 32))), events: events)
    }
}
