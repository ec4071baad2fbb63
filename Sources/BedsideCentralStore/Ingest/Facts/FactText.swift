import BedsideDomain

/// A short text of a fact's body: without control characters (U+0000 has no place in PostgreSQL's text) and never longer
/// than a word of a person.
struct FactText: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        guard text.utf8.count <= 400, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "It must be a text of at most 400 bytes without control characters.")
        }
    }
}

/// Fen of a fact's body: never negative, and never so much that a sum of a hospital's life could overflow.
struct FactFen: Decodable, Sendable {
    let fen: Int64

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        fen = try container.decode(Int64.self)
        guard (0...Money.limit).contains(fen) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "An amount lies between 0 and \(Money.limit) fen.")
        }
    }
}
