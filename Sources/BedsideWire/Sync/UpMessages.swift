package import BedsideDomain

/// `POST /v1/k/{terminal}/up`: the next facts of the outbox. `Content-Encoding: gzip` is understood.
package struct UpRequest: Sendable, Codable {
    package let epoch: StreamEpoch
    /// The hash of the event before the first of ``events``; the epoch's root when there is none.
    package let head: EventHash
    /// Consecutive, at most ``SyncLimits/batchEvents``.
    package let events: [OutboxEvent]
    /// True, without events: the terminal was told that more of its facts are here than it has, so its disk is an older copy
    /// of itself. Absent otherwise.
    package let isBehind: Bool?

    package init(epoch: StreamEpoch, head: EventHash, events: [OutboxEvent], isBehind: Bool? = nil) {
        self.epoch = epoch
        self.head = head
        self.events = events
        self.isBehind = isBehind
    }
}

/// Sent after the commit reached the disk: everything up to ``ack`` is kept for ever.
package struct UpAnswer: Sendable, Codable {
    package let ack: Int64
    package let head: EventHash
    /// Events that are kept but not applied, with the reason: a person looks at them. They block nothing.
    package let held: [Held]
    /// Milliseconds since 1970.
    package let serverTime: Int64
    package let hint: Hint

    package struct Held: Sendable, Codable, Hashable {
        package let seq: Int64
        /// `unknown-kind`, `newer-version`, `bad-signature`, ...
        package let code: String

        package init(seq: Int64, code: String) {
            self.seq = seq
            self.code = code
        }
    }

    /// What the central store would like, so that it is never flooded.
    package struct Hint: Sendable, Codable, Hashable {
        /// Events of the next batch.
        package let batch: Int
        /// Milliseconds before the next batch.
        package let waitMs: Int

        package init(batch: Int, waitMs: Int) {
            self.batch = batch
            self.waitMs = waitMs
        }
    }

    package init(ack: Int64, head: EventHash, held: [Held], serverTime: Int64, hint: Hint) {
        self.ack = ack
        self.head = head
        self.held = held
        self.serverTime = serverTime
        self.hint = hint
    }
}

/// The body of every refusal of the central store.
package struct SyncRefusal: Sendable, Codable, Error {
    package let code: Code
    /// For IT: what, which rule, what to do. Never data of a patient or a piece of what was sent.
    package let sentence: String
    /// With `gap`: the first event that the central store has not.
    package let expect: Int64?

    package init(_ code: Code, _ sentence: String, expect: Int64? = nil) {
        self.code = code
        self.sentence = sentence
        self.expect = expect
    }

    /// A word of the protocol. One that a terminal does not know is treated by the answer's status alone.
    package struct Code: Sendable, Hashable, Codable, RawRepresentable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package init(from decoder: any Decoder) throws {
            rawValue = try decoder.singleValueContainer().decode(String.self)
        }
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }

        /// 409: events between are missing; go back to `expect`.
        package static let gap = Code(rawValue: "gap")
        /// 409: the same number with another hash was kept before: two machines run one image, or a backup was restored.
        package static let fork = Code(rawValue: "fork")
        /// 409: a fork was seen before; nothing is taken until the terminal is enrolled again.
        package static let frozen = Code(rawValue: "frozen")
        /// 409: the terminal has more behind it here than it knows itself: its store went back.
        package static let storeWentBack = Code(rawValue: "store-went-back")
        /// 409: the hashes do not follow from each other.
        package static let brokenChain = Code(rawValue: "broken-chain")
        /// 409: another epoch than the one that was enrolled.
        package static let wrongEpoch = Code(rawValue: "wrong-epoch")
        /// 410: the cursor is of another generation or older than the feed keeps: take a snapshot.
        package static let cursorGone = Code(rawValue: "cursor-gone")
        /// 400, 413, 415, 422.
        package static let malformed = Code(rawValue: "malformed")
        package static let tooLarge = Code(rawValue: "too-large")
        /// 401: no certificate, or one that this authority did not make.
        package static let noCertificate = Code(rawValue: "no-certificate")
        package static let certificateExpired = Code(rawValue: "certificate-expired")
        /// 403: for good; nothing will be taken from this certificate again.
        package static let revoked = Code(rawValue: "revoked")
        /// 403: the certificate is another terminal's.
        package static let notYours = Code(rawValue: "not-yours")
        package static let notFound = Code(rawValue: "not-found")
        package static let badToken = Code(rawValue: "bad-token")
        package static let nameTaken = Code(rawValue: "name-taken")
        /// 409: the stay is kept by a terminal that cannot give it up now.
        package static let stayInUse = Code(rawValue: "stay-in-use")
        package static let holdEnded = Code(rawValue: "hold-ended")
        /// 503 with Retry-After.
        package static let busy = Code(rawValue: "busy")
        package static let storeFailed = Code(rawValue: "store-failed")
    }
}
