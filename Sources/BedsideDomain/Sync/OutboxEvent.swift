/// One fact of a terminal's outbox as it travels to the central store.
///
/// Its body holds data of patients: it never shows itself in a description.
package struct OutboxEvent: Sendable, Hashable, Codable, Redacted {
    /// Counts up by one through all epochs of one store file, from 1.
    package let seq: Int64
    package let operation: OperationID
    /// `encounter.admitted`, `payment.paid`, ...; a central store holds what it does not know until it learns it.
    package let kind: String
    /// Of the body's form, from 1. Forms only grow.
    package let version: Int
    /// A JSON object; these very bytes are what the hash covers.
    package let body: String
    /// The terminal's wall clock, which may be wrong: for people only, never for order.
    package let wall: Timestamp
    /// Milliseconds since boot ``boot``.
    package let monotonic: Int64
    package let boot: BootID
    /// The terminal's clock minus the central store's when it was last measured, in milliseconds.
    package let offset: Int64?
    /// Ed25519 over ``signedBytes(_:)`` by the terminal's signing key, in base 64; on money events.
    package var signature: String?

    package init(
        seq: Int64, operation: OperationID, kind: String, version: Int, body: String, wall: Timestamp, monotonic: Int64,
        boot: BootID, offset: Int64?, signature: String? = nil
    ) {
        self.seq = seq
        self.operation = operation
        self.kind = kind
        self.version = version
        self.body = body
        self.wall = wall
        self.monotonic = monotonic
        self.boot = boot
        self.offset = offset
        self.signature = signature
    }

    /// The parts that a hash covers beside the hash before: operation, kind, version, wall time, body.
    package static func parts(
        operation: [UInt8], kind: String, version: Int64, wall: Timestamp, body: [UInt8]
    ) -> [[UInt8]] {
        [
            operation, Array(kind.utf8), bigEndian(UInt64(bitPattern: version)),
            bigEndian(UInt64(bitPattern: wall.milliseconds)), body,
        ]
    }

    package var parts: [[UInt8]] {
        Self.parts(
            operation: operation.bytes, kind: kind, version: Int64(version), wall: wall, body: Array(body.utf8))
    }

    /// What a signature is over.
    package static func signedBytes(_ hash: EventHash) -> [UInt8] { Array("bedside-event-1\n".utf8) + hash.bytes }

    /// Kinds that move money or close a day: they are signed.
    package static func isSigned(_ kind: String) -> Bool {
        ["payment.", "refund.", "encounter.settled", "stay.released", "statement."].contains { kind.hasPrefix($0) }
    }
}

/// The bytes that a link of a chain is the SHA-256 of.
package enum ChainBytes {
    /// The hash before, then each part with its length before it (8 bytes, the highest first), so that no two lists of
    /// parts give the same bytes.
    package static func link(after previous: [UInt8], _ parts: [[UInt8]]) -> [UInt8] {
        var bytes = previous
        bytes.reserveCapacity(previous.count + parts.reduce(0) { $0 + $1.count + 8 })
        for part in parts {
            bytes += bigEndian(UInt64(part.count))
            bytes += part
        }
        return bytes
    }
}

/// Where a terminal's outbox stands: what it tells when it enrols and with each batch.
package struct OutboxStream: Sendable, Hashable, Codable {
    package let epoch: StreamEpoch
    /// The first event of this epoch.
    package let first: Int64
    /// What the first event's hash hangs on.
    package let root: EventHash
    /// The newest event; `first - 1` when there is none.
    package let last: Int64

    package init(epoch: StreamEpoch, first: Int64, root: EventHash, last: Int64) {
        self.epoch = epoch
        self.first = first
        self.root = root
        self.last = last
    }
}
