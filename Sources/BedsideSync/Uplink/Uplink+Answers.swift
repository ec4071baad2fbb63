import BedsideDomain
import BedsideWire

/// What an answer means for the stream.
extension Uplink {
    mutating func judge(
        _ answer: UpAnswer, of batch: OutboxBatch, ownHead: EventHash?, at now: Duration,
        using random: inout some RandomNumberGenerator
    ) -> [UplinkAction] {
        // More there than here: this store is an older copy of itself, and another machine may go on with the newer one.
        guard answer.ack <= batch.last else { return confess(batch) }
        // The same number must be the same fact. A row that is not kept any more cannot be compared.
        if let ownHead, ownHead != answer.head { return stop(.fork) }
        // Less than was acknowledged before: that central store was restored.
        guard answer.ack >= batch.after else { return rewind(to: answer.ack + 1) }
        // What was sent and not taken, without a word why, is no answer; asking at once again would never end.
        guard answer.ack > batch.after || batch.events.isEmpty else {
            return wait(until: now + backoff.wait(after: .garbled("nothing taken"), using: &random))
        }
        if batch.events.isEmpty, answer.ack == batch.last { owesWord = false }
        backoff.succeeded()
        size = min(max(1, min(answer.hint.batch, size * 2)), SyncLimits.batchEvents)
        bytes = min(bytes * 2, SyncLimits.batchBytes)
        return save(answer, last: batch.last)
    }

    mutating func judge(
        _ error: LineError, of batch: OutboxBatch, at now: Duration, using random: inout some RandomNumberGenerator
    ) -> [UplinkAction] {
        // The question is still open.
        if batch.events.isEmpty { probeAt = now }
        guard case .refused(let refusal, let status, _) = error else {
            return wait(until: now + backoff.wait(after: error, using: &random))
        }
        switch refusal.code {
        case .gap:
            guard let expect = refusal.expect, expect > 0 else { break }
            guard expect <= batch.last + 1 else { return stop(.storeWentBack) }
            // The same gap again although it was heeded: not in a circle at full speed.
            if expect != batch.after + 1 { return rewind(to: expect) }
        case .fork: return stop(.fork)
        case .frozen: return stop(.frozen)
        case .storeWentBack: return stop(.storeWentBack)
        case .brokenChain: return stop(.brokenChain)
        case .wrongEpoch: return stop(.wrongEpoch)
        case .revoked: return stop(.revoked)
        case .certificateExpired, .noCertificate:
            return [.renew] + wait(until: now + backoff.wait(after: error, using: &random))
        default: if refusal.code == .tooLarge || status == 413 { shrink(batch) }
        }
        return wait(until: now + backoff.wait(after: error, using: &random))
    }

    /// Something between refuses bodies of this size; a smaller one may pass.
    private mutating func shrink(_ batch: OutboxBatch) {
        size = max(1, batch.events.count / 2)
        bytes = max(1, batch.events.reduce(0) { $0 + $1.body.utf8.count } / 2)
    }
}
