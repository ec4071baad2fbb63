import BedsideDomain
import BedsideSync
import BedsideWire

@testable import BedsideCentralStore
@testable import BedsideSimulation

/// One terminal's line into the real store: what the server's routes do, without HTTP.
struct RealLine: CentralLine {
    let centre: RealCentre
    let name: TerminalName
    let certificate: Int

    func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer { throw .late }
    func blob(_ hash: EventHash) async throws(LineError) -> [UInt8] { throw .late }
    func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer { PulseAnswer(serverTime: 0) }

    func up(_ request: UpRequest) async throws(LineError) -> UpAnswer {
        try await asked { store, _, now in
            try await store.up(
                try await centre.signed(request, by: name), from: name, of: RealCentre.hospital, at: now)
        }
    }

    func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer {
        try await asked { store, ward, now in
            let reader = FeedReader(hospital: RealCentre.hospital, ward: ward, terminal: name)
            // Small pages, so that `more` is met.
            switch try await store.database.feed(reader, after: cursor, limits: FeedLimits(rows: 10)) {
            case .page(let page):
                return DownAnswer(
                    rows: page.rows, cursor: page.cursor, more: page.more, serverTime: now.milliseconds)
            case .cursorGone: throw SyncRefusal(.cursorGone, "")
            }
        }
    }

    func snapshot() async throws(LineError) -> Snapshot {
        try await asked { store, ward, _ in
            let reader = FeedReader(hospital: RealCentre.hospital, ward: ward, terminal: name)
            var snapshot = try await store.database.snapshot(reader)
            var rows: [FeedRow] = []
            while let piece = try await snapshot.next() { rows += piece }
            return Snapshot(rows: RowList(rows), cursor: snapshot.cursor)
        }
    }

    func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer {
        try await asked { store, _, now in
            let outcome = try await store.take(
                encounter, for: name, of: RealCentre.hospital, wait: Int64(max(wait, 20)), at: now)
            switch outcome {
            case .held(let answer): return answer
            case .asked: throw SyncRefusal(.stayInUse, "")
            }
        }
    }

    func post(_ hold: OperationID) async throws(LineError) {
        try await asked { store, _, now in
            _ = try await store.post(hold: hold, by: name, of: RealCentre.hospital, at: now)
        }
    }

    private func asked<Answer: Sendable>(
        _ work: (CentralStore, WardID, Timestamp) async throws -> Answer
    ) async throws(LineError) -> Answer {
        do {
            let (store, now) = (await centre.store, await centre.now)
            let standing = try await store.standing(
                ofCertificate: "S\(certificate)", terminal: name, hospital: RealCentre.hospital)
            switch standing {
            case .good(let ward): return try await work(store, ward, now)
            case .revoked: throw SyncRefusal(.revoked, "")
            case .unknown:
                // As the server does: renewed, or enrolled, after the backup.
                let known = try await store.fleet(of: RealCentre.hospital).first { $0.terminal == name }
                guard let known, known.state != .revoked else { throw SyncRefusal(.revoked, "") }
                return try await work(store, known.ward, now)
            }
        } catch let refusal as SyncRefusal {
            throw .refused(
                refusal, status: Self.status(refusal.code), retryAfter: refusal.code == .busy ? .seconds(5) : nil)
        } catch {
            await centre.note("\(error)")
            throw .refused(SyncRefusal(.storeFailed, ""), status: 503, retryAfter: nil)
        }
    }

    /// As the server answers.
    private static func status(_ code: SyncRefusal.Code) -> Int {
        switch code {
        case .malformed: 422
        case .tooLarge: 413
        case .noCertificate, .certificateExpired: 401
        case .revoked, .notYours, .badToken: 403
        case .notFound: 404
        case .cursorGone: 410
        case .busy, .storeFailed: 503
        default: 409
        }
    }
}
