package enum AlarmTag {}
/// One episode of an alarm: a UUID of version 7, so that later ones sort later.
package typealias AlarmID = Identifier<AlarmTag>

/// A place that a nurse can walk to: a bed, a toilet, a desk. As it is written on the wall: `12`, `卫生间 3`.
///
/// A bed tells who lies in it, so it shows itself only through ``label``.
package struct AlarmPlace: Sendable, Hashable, Comparable, Codable, Redacted {
    /// 1 to 24 bytes without control characters.
    package let label: String

    /// Throws ``DomainError`` `invalidIdentifier` when the text breaks the rule of ``label``.
    package init(_ label: String) throws(DomainError) {
        guard (1...24).contains(label.utf8.count),
            label.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw DomainError(
                .invalidIdentifier,
                "A place is 1 to 24 bytes without control characters (got \(label.utf8.count) bytes).")
        }
        self.label = label
    }

    /// For a place that nobody named.
    package static let unnamed = AlarmPlace(trusted: "?")

    private init(trusted label: String) { self.label = label }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(label)
    }

    package static func < (left: Self, right: Self) -> Bool { left.label < right.label }
}

/// Who raises an alarm: the key of its episodes. One point, button or fault has at most one current episode.
package struct AlarmSource: Sendable, Hashable, Codable {
    package let place: AlarmPlace
    package let kind: AlarmKind
    /// The point of an input, `kiosk`, or what a technical alarm is about (an input, a screen); never a person.
    package let origin: String

    package init(place: AlarmPlace, kind: AlarmKind, origin: String) {
        self.place = place
        self.kind = kind
        self.origin = origin
    }
}

/// The name of a ward screen: `desk`, `corridor`, `nurse-ssh`.
package struct WardScreenName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// 1 to 32 of `a-z 0-9 -`.
    package let text: String

    /// Throws ``DomainError`` `invalidIdentifier` when the text breaks the rule of ``text``.
    package init(_ text: String) throws(DomainError) {
        let isRight = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isRight, (1...32).contains(text.utf8.count) else {
            throw DomainError(
                .invalidIdentifier,
                "A ward screen's name must be 1 to 32 of the characters a-z 0-9 - (got \(text.utf8.count) bytes).")
        }
        self.text = text
    }

    /// For names that the program itself made.
    package init(trusted text: String) { self.text = text }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
