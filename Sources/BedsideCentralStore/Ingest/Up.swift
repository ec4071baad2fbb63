package import BedsideDomain
package import BedsideWire

extension CentralStore {
    /// Takes a batch of a terminal's outbox: all of it is on disk when this returns, each event applied or held.
    ///
    /// The same batch again changes nothing and is answered alike, which is all that a terminal needs when an answer was
    /// lost. A business failure of one event holds that event and nothing else.
    ///
    /// - Parameter serial: of the certificate that the request came with: looked up in the batch's own transaction, so that
    ///   what is revoked is out at once and no upload pays for a second transaction. Nil when it was looked up before.
    ///
    /// Throws `SyncRefusal`: `malformed`, `too-large`, `not-found`, `revoked`, `frozen`, `wrong-epoch`, `gap`, `fork`,
    /// `broken-chain`; ``CentralError``: nothing was written, or nobody knows and the same batch again tells.
    package func up(
        _ request: UpRequest, from terminal: TerminalName, of hospital: HospitalID, certificate serial: String? = nil,
        at now: Timestamp
    ) async throws -> UpAnswer {
        let name = EpochName(hospital: hospital, terminal: terminal, epoch: request.epoch)
        let batch = try PreparedBatch(
            request, of: terminal, in: hospital, certificate: serial, key: try await signingKey(of: name), catalogue)
        let outcome: UpOutcome
        do {
            outcome = try await database.write { try $0.take(batch, .together, at: now) }
        } catch is HeldReason {
            outcome = try await database.write { try $0.take(batch, .oneByOne, at: now) }
        } catch let error as CentralError where error.code == .ruleBroken {
            outcome = try await database.write { try $0.take(batch, .oneByOne, at: now) }
        }
        switch outcome {
        case .answer(let answer): return answer
        case .refusal(let refusal): throw refusal
        }
    }
}

/// A refusal may have written something that must stay: a fork freezes the terminal.
enum UpOutcome: Sendable {
    case answer(UpAnswer)
    case refusal(SyncRefusal)
}

/// How the effects of a batch are written: all at once in the hope that none fails, or each in a savepoint of its own.
enum IngestMode: Sendable { case together, oneByOne }

extension CentralTransaction {
    func take(_ batch: PreparedBatch, _ mode: IngestMode, at now: Timestamp) throws -> UpOutcome {
        guard let stream = try lockedStream(batch) else {
            return .refusal(
                SyncRefusal(
                    batch.certificate == nil ? .notFound : .revoked,
                    "This central store does not know the terminal; enrol it with a fresh token."))
        }
        if let refusal = stream.refusal(for: batch) { return .refusal(refusal) }
        guard let first = batch.events.first else {
            // Asked with its newest hash: it has nothing that is not here.
            if batch.head == stream.head {
                try noteHeard(batch.terminal, in: batch.hospital)
            } else if batch.isBehind {
                try freeze(batch, try numberAfter(batch, stream), [], at: now)
                return .refusal(
                    SyncRefusal(
                        .storeWentBack,
                        "More of this terminal is here than on its disk: a copy of the disk runs, or a backup was restored. "
                            + "Find the right machine and enrol it with a fresh token."))
            }
            return .answer(answer(stream.last, stream.head, held: [], at: now))
        }
        guard first.event.seq <= stream.last + 1, first.event.seq >= stream.first else {
            return .refusal(
                SyncRefusal(
                    .gap, "Events before these are missing here; go back to the one that is expected.",
                    expect: stream.last + 1))
        }
        let known = try overlap(batch, stream, from: first.event.seq)
        switch known {
        case .brokenChain:
            return .refusal(
                SyncRefusal(
                    .brokenChain,
                    "The first event does not hang on the root that was told at the enrolment; enrol again."))
        case .fork(let seq, let strange):
            try freeze(batch, seq, strange, at: now)
            return .refusal(
                SyncRefusal(
                    .fork,
                    "Event \(seq) was kept before with another hash: two machines run one image, or a backup was "
                        + "restored. Both branches are kept; find the right machine and enrol it with a fresh token."))
        case .same(let held):
            let fresh = batch.events.filter { $0.event.seq > stream.last }
            let verdicts = try write(fresh, batch, mode, at: now)
            guard let newest = fresh.last else {
                try run(
                    "UPDATE terminals SET last_contact_ms = $3 WHERE hospital = $1 AND name = $2",
                    [.id(batch.hospital), .id(batch.terminal), .at(now)])
                return .answer(answer(stream.last, stream.head, held: held, at: now))
            }
            try run(
                """
                UPDATE terminals SET last_seq = $3, head_hash = $4, last_contact_ms = $5 WHERE hospital = $1 AND name = $2
                """,
                [
                    .id(batch.hospital), .id(batch.terminal), .int(newest.event.seq), .fixed(newest.hash), .at(now),
                ])
            return .answer(answer(newest.event.seq, newest.hash, held: held + verdicts, at: now))
        }
    }

    private func answer(_ ack: Int64, _ head: EventHash, held: [UpAnswer.Held], at now: Timestamp) -> UpAnswer {
        UpAnswer(
            ack: ack, head: head, held: held, serverTime: now.milliseconds,
            hint: UpAnswer.Hint(batch: SyncLimits.batchEvents, waitMs: 0))
    }
}
