import BedsideDomain
import BedsideWire

/// Reads uploads in the plain form that terminals write, many times faster than a general decoder: uploads are most of what
/// the server does.
///
/// It never refuses: whatever is not of that form is left to the general decoder, which takes it or says what is wrong.
struct UploadReader: ~Copyable {
    private let bytes: [UInt8]
    private var place = 0

    /// Nil: ask the general decoder. Otherwise exactly what that would give.
    static func read(_ bytes: [UInt8]) -> UpRequest? {
        var reader = UploadReader(bytes: bytes)
        do throws(NotPlain) { return try reader.request() } catch { return nil }
    }

    private struct NotPlain: Error {}

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func request() throws(NotPlain) -> UpRequest {
        var (epoch, head): (StreamEpoch?, EventHash?) = (nil, nil)
        var events: [OutboxEvent]?
        try require(UInt8(ascii: "{"))
        repeat {
            switch try key() {
            case "epoch": try fill(&epoch, with: try fixed())
            case "head": try fill(&head, with: try fixed())
            case "events": try fill(&events, with: try list())
            default: throw NotPlain()
            }
        } while take(UInt8(ascii: ","))
        try require(UInt8(ascii: "}"))
        guard place == bytes.count, let epoch, let head, let events else { throw NotPlain() }
        return UpRequest(epoch: epoch, head: head, events: events)
    }

    private mutating func list() throws(NotPlain) -> [OutboxEvent] {
        try require(UInt8(ascii: "["))
        guard !take(UInt8(ascii: "]")) else { return [] }
        var events: [OutboxEvent] = []
        repeat {
            events.append(try event())
            // More than a batch has: the general decoder takes the time to say so.
            guard events.count <= SyncLimits.batchEvents else { throw NotPlain() }
        } while take(UInt8(ascii: ","))
        try require(UInt8(ascii: "]"))
        return events
    }

    private mutating func event() throws(NotPlain) -> OutboxEvent {
        var (operation, boot): (OperationID?, BootID?) = (nil, nil)
        var (kind, body, signature): (String?, String?, String?) = (nil, nil, nil)
        var (seq, version, monotonic, offset): (Int64?, Int64?, Int64?, Int64?) = (nil, nil, nil, nil)
        var wall: Timestamp?
        try require(UInt8(ascii: "{"))
        repeat {
            switch try key() {
            case "seq": try fill(&seq, with: try integer())
            case "operation": try fill(&operation, with: try fixed())
            case "kind": try fill(&kind, with: try string())
            case "version": try fill(&version, with: try integer())
            case "body": try fill(&body, with: try string())
            case "wall": try fill(&wall, with: try moment())
            case "monotonic": try fill(&monotonic, with: try integer())
            case "boot": try fill(&boot, with: try fixed())
            case "offset": try fill(&offset, with: try integer())
            case "signature": try fill(&signature, with: try string())
            default: throw NotPlain()
            }
        } while take(UInt8(ascii: ","))
        try require(UInt8(ascii: "}"))
        guard let seq, let operation, let kind, let version, let body, let wall, let monotonic, let boot else {
            throw NotPlain()
        }
        return OutboxEvent(
            seq: seq, operation: operation, kind: kind, version: Int(version), body: body,
            wall: wall, monotonic: monotonic, boot: boot, offset: offset, signature: signature)
    }

    /// The second of one key is not plain.
    private func fill<Value>(_ field: inout Value?, with value: Value) throws(NotPlain) {
        guard field == nil else { throw NotPlain() }
        field = value
    }

    private mutating func key() throws(NotPlain) -> String {
        let key = try string()
        try require(UInt8(ascii: ":"))
        return key
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func require(_ byte: UInt8) throws(NotPlain) { guard take(byte) else { throw NotPlain() } }

    /// Digits without leading zeros, of at most 18 places.
    private mutating func integer() throws(NotPlain) -> Int64 {
        let isNegative = take(UInt8(ascii: "-"))
        let start = place
        var value: Int64 = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - start < 19 {
            value = value &* 10 &+ Int64(bytes[place] &- 0x30)
            place += 1
        }
        let count = place - start
        guard (1...18).contains(count), count == 1 || bytes[start] != 0x30, !(isNegative && value == 0) else {
            throw NotPlain()
        }
        // A fraction or an exponent is followed by none of the signs that may come here, and so is not plain.
        return isNegative ? -value : value
    }

    private mutating func moment() throws(NotPlain) -> Timestamp {
        let milliseconds = try integer()
        guard Timestamp.range.contains(milliseconds) else { throw NotPlain() }
        return Timestamp(milliseconds: milliseconds)
    }

    /// Hexadecimal digits of a known number.
    private mutating func fixed<Tag>() throws(NotPlain) -> FixedBytes<Tag> {
        try require(UInt8(ascii: "\""))
        guard bytes.count - place > 2 * Tag.length else { throw NotPlain() }
        var value: [UInt8] = []
        value.reserveCapacity(Tag.length)
        for _ in 0..<Tag.length {
            guard let high = Self.digit(bytes[place]), let low = Self.digit(bytes[place + 1]) else { throw NotPlain() }
            value.append(high << 4 | low)
            place += 2
        }
        try require(UInt8(ascii: "\""))
        guard let fixed = FixedBytes<Tag>(value) else { throw NotPlain() }
        return fixed
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        case 0x41...0x46: byte - 0x41 + 10
        default: nil
        }
    }

    /// A text with the short escapes; `\u` is rare and not plain.
    private mutating func string() throws(NotPlain) -> String {
        try require(UInt8(ascii: "\""))
        var text: [UInt8] = []
        var start = place
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case 0x22:
                let rest = bytes[start..<place]
                place += 1
                let whole =
                    text.isEmpty
                    ? String(validating: rest, as: UTF8.self) : String(validating: text + rest, as: UTF8.self)
                guard let whole else { throw NotPlain() }
                return whole
            case 0x5C:
                guard place + 1 < bytes.count, let meant = Self.escaped(bytes[place + 1]) else { throw NotPlain() }
                text += bytes[start..<place]
                text.append(meant)
                place += 2
                start = place
            case 0..<0x20: throw NotPlain()
            default: place += 1
            }
        }
        throw NotPlain()
    }

    private static func escaped(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }
}
