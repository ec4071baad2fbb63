import BedsideDomain
import BedsideSync
import BedsideTransport
import Testing

struct SignedBatchTests {
    private let key = SigningKey()

    private func batch(tail: EventHash? = nil) -> OutboxBatch {
        let events = [Sample.event(1, kind: "payment.paid"), Sample.event(2, kind: "print.done")]
        let right = events.reduce(Sample.hash(1)) { SignedBatch.link(after: $0, $1) }
        return OutboxBatch(
            epoch: Sample.batch(after: 0, count: 0).epoch, after: 0, head: Sample.hash(1), events: events,
            tail: tail ?? right, last: 2)
    }

    @Test func moneyIsSignedOverItsHashAndNothingElseIs() throws {
        let signed = try #require(try SignedBatch.sign(batch(), by: key))
        let hash = SignedBatch.link(after: Sample.hash(1), signed.events[0])
        let signature = try #require(signed.events[0].signature)
        #expect(SigningKey.isValid(signature, of: hash, by: key.publicKey))
        #expect(!SigningKey.isValid(signature, of: Sample.hash(7), by: key.publicKey))
        #expect(signed.events[1].signature == nil)
    }

    @Test func aChainThatDoesNotFitIsNotSent() throws {
        #expect(try SignedBatch.sign(batch(tail: Sample.hash(9)), by: key) == nil)
    }
}
