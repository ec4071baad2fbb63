/// The text of one scan after the first wall: printable, valid, within the limit. Anything else never gets further.
package struct ScanText: Sendable, Hashable {
    /// The longest scan that is taken: 4,096 bytes.
    package static let limit = 4096

    package let text: Sensitive<String>

    /// Throws ``ScanRefusal``; the content is never part of it.
    package init(_ bytes: [UInt8]) throws(ScanRefusal) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.limit else { throw .tooLong }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .controlCharacters }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        guard text.unicodeScalars.allSatisfy(Self.isPlain) else { throw .controlCharacters }
        self.text = Sensitive(text)
    }

    /// No C1 controls, zero-width or bidirectional marks, line separators, invisible tags.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }
}

/// Why a scan was refused before anyone looked at what it means.
package enum ScanRefusal: String, Error, Sendable, Hashable, Codable, CaseIterable {
    case empty
    case tooLong = "too-long"
    case controlCharacters = "control-characters"
    case notText = "not-text"
    /// The device was pulled out, or too long a gap fell within the scan.
    case incomplete
    /// The device's queue ran over; scan again.
    case overrun
}
