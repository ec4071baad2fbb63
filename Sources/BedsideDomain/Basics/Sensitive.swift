/// A type whose values never show themselves in a description, a dump or a log.
///
/// GB/T 39725 and PIPL article 28 ask for it: a birth date, a diagnosis code or a bed also tells who somebody is.
package protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    package var description: String { "<private>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A value that names a person or is a key to money.
package struct Sensitive<Value: Sendable>: Sendable, Redacted {
    /// The value itself, for the places that must have it: a paper, a screen of its owner, the store.
    package let value: Value

    package init(_ value: Value) { self.value = value }
}

extension Sensitive: Equatable where Value: Equatable {}
extension Sensitive: Hashable where Value: Hashable {}

extension Sensitive: Codable where Value: Codable {
    package init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(Value.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
