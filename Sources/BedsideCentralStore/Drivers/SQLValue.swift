package import BedsideDomain

/// A value on its way into a statement or out of a row. Both engines know these four and no other: no floating point,
/// no dates, no booleans.
package enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case text(String)
    case bytes([UInt8])
}

/// The type of a column: `BIGINT`, `TEXT`, `BYTEA` (`INTEGER`, `TEXT`, `BLOB` on SQLite).
package enum SQLType: Sendable, Hashable {
    case int, text, bytes
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }
}

extension SQLValue {
    package static func count(_ value: Int) -> SQLValue { .int(Int64(value)) }
    package static func id<Owner>(_ value: Identifier<Owner>) -> SQLValue { .text(value.text) }
    package static func id<Owner>(_ value: Identifier<Owner>?) -> SQLValue { value.map { .text($0.text) } ?? .null }
    package static func fixed<Tag>(_ value: FixedBytes<Tag>) -> SQLValue { .bytes(value.bytes) }
    package static func fixed<Tag>(_ value: FixedBytes<Tag>?) -> SQLValue { value.map { .bytes($0.bytes) } ?? .null }
    package static func at(_ value: Timestamp) -> SQLValue { .int(value.milliseconds) }
    package static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
    package static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
}
