package import BedsideDomain
package import BedsideTransport
import Crypto

/// Puts signatures on what moves money, when it is sent: the outbox keeps none, so a new key needs no new rows.
package enum SignedBatch {
    /// Nil when the hashes of the batch do not follow from each other. Throws ``TransportError``.
    package static func sign(_ batch: OutboxBatch, by key: SigningKey) throws(TransportError) -> OutboxBatch? {
        var hash = batch.head
        var events = batch.events
        for index in events.indices {
            hash = link(after: hash, events[index])
            if OutboxEvent.isSigned(events[index].kind) { events[index].signature = try key.sign(hash) }
        }
        guard hash == batch.tail else { return nil }
        return OutboxBatch(
            epoch: batch.epoch, after: batch.after, head: batch.head, events: events, tail: batch.tail, last: batch.last
        )
    }

    /// The hash of an event.
    package static func link(after head: EventHash, _ event: OutboxEvent) -> EventHash {
        // A digest of SHA-256 has 32 bytes.
        EventHash(SHA256.hash(data: ChainBytes.link(after: head.bytes, event.parts))) ?? head
    }
}
