/// A value of a fixed number of bytes: an epoch, a hash. Written in JSON and logs as lower-case hexadecimal.
package struct FixedBytes<Tag: FixedLength>: Sendable, Hashable, Codable, CustomStringConvertible {
    /// ``FixedLength/length`` of them.
    package let bytes: [UInt8]

    /// Nil unless the length is right.
    package init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Tag.length else { return nil }
        self.bytes = bytes
    }

    /// Nil unless it is hexadecimal of the right length.
    package init?(text: String) {
        guard text.utf8.count == Tag.length * 2, let bytes = hexBytes(text) else { return nil }
        self.init(bytes)
    }

    package var description: String { hexText(bytes) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "It must be \(Tag.length) bytes in hexadecimal.")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// How many bytes a ``FixedBytes`` has.
package protocol FixedLength: Sendable { static var length: Int { get } }

package enum EpochTag: FixedLength { package static let length = 16 }
package enum OperationTag: FixedLength { package static let length = 16 }
package enum BootTag: FixedLength { package static let length = 16 }
package enum GenerationTag: FixedLength { package static let length = 16 }
package enum HashTag: FixedLength { package static let length = 32 }

/// Made with a terminal's store file: a copy of the file that goes its own way is told from the original by its hashes,
/// a new beginning by a new epoch (sync.md 2).
package typealias StreamEpoch = FixedBytes<EpochTag>
/// Names one business fact for ever, whatever terminal or epoch it comes from.
package typealias OperationID = FixedBytes<OperationTag>
/// Which run of the machine it was.
package typealias BootID = FixedBytes<BootTag>
/// Made when a central store is made or restored: a cursor of another generation means nothing.
package typealias FeedGeneration = FixedBytes<GenerationTag>
/// SHA-256.
package typealias EventHash = FixedBytes<HashTag>

/// The bytes of a run of hexadecimal digits; nil when it is none.
package func hexBytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        case 0x41...0x46: byte - 0x41 + 10
        default: nil
        }
    }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// Lower-case hexadecimal digits.
package func hexText(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// Eight bytes, the highest first.
package func bigEndian(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }
