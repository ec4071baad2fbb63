import Foundation

/// A flat JSON value of an audit detail or an outbox body.
enum Fact: Encodable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([Fact])
    case object([String: Fact])
    case none

    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .number(value) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        case .none: try container.encodeNil()
        }
    }

    /// Always the same bytes for the same facts.
    static func json(_ facts: [String: Fact]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(facts))
    }
}

extension Fact {
    static func count(_ value: Int) -> Fact { .number(Int64(value)) }
    static func optional(_ value: String?) -> Fact { value.map(Fact.text) ?? .none }
}
