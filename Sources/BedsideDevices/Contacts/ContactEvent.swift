/// What the contact inputs tell: facts of points that were pressed or changed, and what is wrong with the seeing of them.
///
/// The wall of this room: which bed a point stands at and which alarm it raises is not known here.
package enum ContactEvent: Sendable, Hashable {
    /// A momentary point was pressed, or a frame said so: a fact each time, without an end of its own.
    case pressed(PointName, count: Int)
    /// The level of a point, debounced: told for every point once its input was read for the first time and after every
    /// reopen, and then at each change. `isActive` is after the point's polarity (normally closed: open is active).
    case level(PointName, isActive: Bool)
    /// Nothing can be seen any more at an input or at one point. It never means that a point is at rest.
    case lost(ContactSubject, ContactLoss)
    /// It is seen again; levels follow.
    case back(ContactSubject)
    /// Something that no point of the configuration stands for spoke at an input: a ward-bus station, a receiver or a drip
    /// detector. Somebody may have called at a bed that nobody entered, so it is told and never dropped silently.
    case stranger(InputName)
}

/// An input as a whole, or one point of it.
package enum ContactSubject: Sendable, Hashable {
    case input(InputName)
    case point(PointName)
}

/// Why nothing can be seen.
package enum ContactLoss: String, Sendable, Hashable, Codable, CaseIterable {
    /// The node, line or connection is not there (unplugged, not yet connected).
    case absent
    /// Another program holds it, or this one may not open it.
    case refused
    /// It is there but did not answer or send within its supervision time.
    case silent
    /// It answers, but not in its protocol (checksums, lengths, exceptions).
    case garbled
    /// It says of itself that it is switched off.
    case poweredOff = "powered-off"
}

/// The name that a site gives to an input: 1 to 32 of `a-z 0-9 -`, as ``ScannerName``.
package typealias InputName = ScannerName

/// The name of one point of an input, unique at a terminal: 1 to 64 of `a-z 0-9 - .`.
package struct PointName: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let text: String

    /// Throws ``DeviceError`` `invalidName` when the text breaks the rule of ``text``.
    package init(_ text: String) throws(DeviceError) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            throw DeviceError(
                .invalidName,
                "A contact point's name must be 1 to 64 of the characters a-z 0-9 - . (got \(text.utf8.count) bytes).")
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E: true
        default: false
        }
    }
}
