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

    @Test(arguments: [
        "", "{}", "[]", "null", #"{"epoch":1}"#, #"{"events":[]}"#, #"{"events":[{}]}"#, #"{"events":[{"seq":01}]}"#,
        #"{"events":[{"seq":1.0}]}"#, #"{"events":[{"seq":99999999999999999999}]}"#, #"{"a":"\u0041"}"#,
    ])
    func leavesTheRestToTheGeneralDecoder(_ text: String) {
        #expect(UploadReader.read(Array(text.utf8)) == nil)
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

    private func expectSame(_ one: UpRequest, _ other: UpRequest) {
        #expect(one.epoch == other.epoch && one.head == other.head && one.events == other.events)
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

private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
