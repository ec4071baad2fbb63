import BedsideWire
import Testing

@Suite struct ServerSentEventsTests {
    @Test("Events come out whole, however the bytes are cut") func cuts() throws {
        let first = Array(#"{"a":1}"#.utf8)
        let second = Array("张明华".utf8)
        let bytes = ServerSentEvents.event(first) + Array(": alive\n\n".utf8) + ServerSentEvents.event(second)
        for size in 1...bytes.count {
            var reader = ServerSentEvents()
            var events: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += try reader.feed(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(events == [first, second], "cut every \(size) bytes")
        }
    }

    @Test("Comments, unknown fields and empty lines are nothing") func others() throws {
        var reader = ServerSentEvents()
        #expect(try reader.feed(Array("\n\n: alive\n\nevent: x\nid: 7\nretry: 1\n\n".utf8)).isEmpty)
        #expect(try reader.feed(Array("data: x\n\n".utf8)) == [Array("x".utf8)])
    }

    @Test("An event above 1 MiB is refused, however it comes") func tooLong() {
        let chunk = [UInt8](repeating: 0x61, count: 4096)
        var endless = ServerSentEvents()
        #expect(throws: ProblemMessage.self) { for _ in 0...256 { _ = try endless.feed(chunk) } }
        var pieces = ServerSentEvents()
        #expect(throws: ProblemMessage.self) {
            for _ in 0...256 { _ = try pieces.feed(Array("data: ".utf8) + chunk + [0x0A]) }
        }
    }
}
