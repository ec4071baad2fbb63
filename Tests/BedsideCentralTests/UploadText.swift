/// Uploads as text, put together key by key.
enum UploadText {
    static let keys = [
        "seq", "operation", "kind", "version", "body", "wall", "monotonic", "boot", "offset", "signature",
    ]

    static func hex(_ bytes: Int) -> String { String(repeating: "1f", count: bytes) }

    /// `"key":value` for every key, in the order of ``keys``.
    struct Event {
        var fields: [String]

        subscript(key: String) -> String { keys.firstIndex(of: key).map { fields[$0] } ?? "" }
        mutating func remove(at index: Int) { fields.remove(at: index) }
        static func + (event: Event, more: [String]) -> Event { Event(fields: event.fields + more) }
    }

    static func event(_ changed: [String: String]) -> Event {
        let plain = [
            "seq": "1", "operation": "\"\(hex(16))\"", "kind": #""payment.paid""#, "version": "1", "body": #""{}""#,
            "wall": "1790000000000", "monotonic": "5", "boot": "\"\(hex(16))\"", "offset": "-3",
            "signature": #""c2ln""#,
        ]
        return Event(fields: keys.map { "\"\($0)\":\(changed[$0] ?? plain[$0] ?? "")" })
    }

    static func batch(_ events: [Event]) -> String {
        let events = events.map { "{\($0.fields.joined(separator: ","))}" }.joined(separator: ",")
        return #"{"epoch":"\#(hex(16))","head":"\#(hex(32))","events":[\#(events)]}"#
    }

    /// Most of it plain; now and then a strange value, order, key, space or byte.
    static func any(_ random: inout Seeded) -> [UInt8] {
        var events: [String] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            events.append("{" + anyFields(&random).joined(separator: comma(&random)) + "}")
        }
        var parts = [
            #""epoch":"# + anyHex(16, &random), #""head":"# + anyHex(32, &random),
            #""events":["# + events.joined(separator: comma(&random)) + "]",
        ]
        parts.shuffle(using: &random)
        if rarely(&random) { parts.append(strangeKeys.randomElement(using: &random) ?? "") }
        if rarely(&random) { parts.removeFirst() }
        var bytes = Array("{\(parts.joined(separator: comma(&random)))}".utf8)
        if rarely(&random) { bytes.append(UInt8.random(in: .min ... .max, using: &random)) }
        if rarely(&random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: .min ... .max, using: &random)
        }
        return bytes
    }

    private static func anyFields(_ random: inout Seeded) -> [String] {
        var fields = keys.map { key in
            let value =
                switch key {
                case "operation", "boot": anyHex(16, &random)
                case "kind", "body", "signature": anyString(&random)
                default: anyNumber(&random)
                }
            return "\"\(key)\":\(value)"
        }
        if Bool.random(using: &random) { fields.removeLast() }
        fields.shuffle(using: &random)
        if rarely(&random) { fields.removeFirst() }
        if rarely(&random) { fields.append(fields.first ?? "") }
        if rarely(&random) { fields.append(strangeKeys.randomElement(using: &random) ?? "") }
        return fields
    }

    private static func rarely(_ random: inout Seeded) -> Bool { Int.random(in: 0..<40, using: &random) == 0 }
    private static func comma(_ random: inout Seeded) -> String { rarely(&random) ? " , " : "," }

    private static func anyNumber(_ random: inout Seeded) -> String {
        guard rarely(&random) else {
            let digits = Int.random(in: 1...13, using: &random)
            let number = Int64.random(in: 0..<Int64((0..<digits).reduce(1) { power, _ in power * 10 }), using: &random)
            return Bool.random(using: &random) ? "\(number)" : "-\(number + 1)"
        }
        return [
            "-0", "01", "00", "999999999999999999", "-999999999999999999", "1000000000000000000",
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551617", "1.0", "1.5",
            "1e2", "1E+2", "null", "true", "\"5\"", "+1", "--1", "0x10", "", "\u{0661}",
        ].randomElement(using: &random) ?? ""
    }

    private static func anyString(_ random: inout Seeded) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            text +=
                (rarely(&random)
                ? [#"\u0041"#, #"\ud83d\ude00"#, #"\ud83d"#, #"\u0000"#, #"\q"#, "\u{1}", "\t", "\"", #"\"#, "\u{0}"]
                : [
                    "a", "{", "}", ",", "张", "😀", "é", "e\u{301}", " ", #"\""#, #"\\"#, #"\/"#, #"\b"#, #"\f"#,
                    #"\n"#, #"\r"#, #"\t"#, "/", "u", "\u{7F}", "\u{2028}",
                ]).randomElement(using: &random) ?? ""
        }
        return rarely(&random) ? "null" : "\"\(text)\""
    }

    private static func anyHex(_ bytes: Int, _ random: inout Seeded) -> String {
        let length = 2 * bytes + (rarely(&random) ? Int.random(in: -2...2, using: &random) : 0)
        let digits = Array(rarely(&random) ? "0123456789abcdefABCDEFgG/:@`" : "0123456789abcdefABCDEF")
        return "\"\(String((0..<length).compactMap { _ in digits.randomElement(using: &random) }))\""
    }

    private static let strangeKeys = [
        #""isBehind":true"#, #""isBehind":null"#, #""later":{"a":[1,2]}"#, #""seq":1"#, #""events":[]"#, #""":0"#,
        #""offset":null"#, #""signature":null"#,
    ]
}

/// The same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
