import BedsideTransport
import BedsideWire
import Foundation

/// Turns a snapshot's lines into bytes, packed or not.
struct SnapshotLines: ~Copyable {
    private let encoder: JSONEncoder
    private var packer: Packer?

    init(packed: Bool) throws {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        packer = packed ? try Packer() : nil
    }

    /// The bytes that are ready; none while the packer gathers.
    mutating func add(_ line: SnapshotLine) throws -> [UInt8] {
        let bytes = [UInt8](try encoder.encode(line)) + [0x0A]
        return packer?.feed(bytes) ?? bytes
    }

    /// The last line and everything that is left.
    mutating func end(_ line: SnapshotLine) throws -> [UInt8] { try add(line) + (packer?.finish() ?? []) }
}
