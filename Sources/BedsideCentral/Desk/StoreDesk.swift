import BedsideCentralStore
import BedsideDomain
import BedsideTransport
import BedsideWire
import Foundation
import Logging

/// The desk over the central store's database.
struct StoreDesk: CentralDesk {
    let store: CentralStore
    let logger: Logger
    private let losses = LossPace()

    init(store: CentralStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    func standing(of terminal: TerminalName, in hospital: HospitalID, serial: String) async throws -> Standing {
        switch try await store.standing(ofCertificate: serial, terminal: terminal, hospital: hospital) {
        case .good(let ward): .good(ward: ward)
        case .revoked: .revoked
        case .unknown: try await unwritten(terminal, hospital)
        }
    }

    /// A certificate that this authority made and this store does not have: after a restore, one that was renewed since the
    /// backup. A terminal that the store knows and trusts is not sent to a person for that.
    private func unwritten(_ terminal: TerminalName, _ hospital: HospitalID) async throws -> Standing {
        let known = try await store.fleet(of: hospital).first { $0.terminal == terminal }
        guard let known else { return .unknown }
        return known.state == .revoked ? .revoked : .good(ward: known.ward)
    }

    func enrol(
        _ request: EnrolRequest, at now: Timestamp,
        issue: @escaping @Sendable (CertifiedName) throws -> IssuedCertificate
    ) async throws -> Enrolled {
        guard let secret = hexBytes(request.secret.value), secret.count == 32,
            let signingKey = Data(base64Encoded: request.signingKey), signingKey.count == 32
        else {
            throw SyncRefusal(
                .malformed, "The secret is 64 hexadecimal digits, the signing key 32 bytes in base 64.")
        }
        // Whose certificate it will be, the token decides; the request's own names count for nothing.
        let place = try await store.place(of: secret, for: request.terminal, at: now)
        let certificate = try issue(.terminal(request.terminal, ward: place.ward, hospital: place.hospital))
        let enrolled = try await store.enrol(
            secret: secret,
            Enrolment(
                terminal: request.terminal, signingKey: Array(signingKey), stream: request.stream,
                version: request.version, serial: certificate.serial, notAfter: certificate.notAfter), at: now)
        return Enrolled(
            hospital: enrolled.hospital, hospitalName: enrolled.hospitalName, terminal: request.terminal,
            ward: enrolled.ward, certificate: certificate)
    }

    func renew(
        _ caller: Caller, at now: Timestamp,
        issue: @escaping @Sendable (CertifiedName) throws -> IssuedCertificate
    ) async throws -> Enrolled {
        let certificate = try issue(.terminal(caller.terminal, ward: caller.ward, hospital: caller.hospital))
        try await store.renew(
            caller.terminal, of: caller.hospital, serial: certificate.serial, notAfter: certificate.notAfter, at: now)
        let name = try await store.hospitals().first { $0.hospital == caller.hospital }?.name ?? ""
        return Enrolled(
            hospital: caller.hospital, hospitalName: name, terminal: caller.terminal, ward: caller.ward,
            certificate: certificate)
    }

    func upload(_ request: UpRequest, from caller: Caller, at now: Timestamp) async throws -> UpAnswer {
        try await store.up(
            request, from: caller.terminal, of: caller.hospital, certificate: caller.certificate.serial, at: now)
    }

    func pulse(_ pulse: Pulse, from caller: Caller, at now: Timestamp) async throws {
        try await store.pulse(pulse, of: caller.terminal, in: caller.hospital, at: now)
    }

    func feed(after cursor: FeedCursor, for caller: Caller, at now: Timestamp) async throws -> DownAnswer {
        switch try await store.database.feed(caller.reader, after: cursor) {
        case .page(let page):
            return DownAnswer(
                rows: page.rows, cursor: page.cursor, more: page.more, serverTime: now.milliseconds)
        case .cursorGone(let reason):
            if reason == .beyondTheEnd { try await wentBack(cursor, caller, at: now) }
            throw SyncRefusal(.cursorGone, "The cursor means nothing here (\(reason.rawValue)); take a snapshot.")
        }
    }

    /// This store went back without its `restore` (a server's own snapshot, a log that was lost): numbers that terminals have
    /// seen would be given again to other rows, and whoever asks only then would miss them. A terminal that makes cursors up
    /// costs its hospital one snapshot an hour.
    private func wentBack(_ cursor: FeedCursor, _ caller: Caller, at now: Timestamp) async throws {
        guard losses.lets(caller.hospital, at: now),
            try await store.beginGeneration(of: caller.hospital, beyond: cursor)
        else { return }
        logger.error(
            "A terminal has seen more of the feed than there is: this store went back. Every terminal takes a snapshot. If a backup or a server's snapshot was put back by hand, stop and use bedside-central restore",
            metadata: ["hospital": "\(caller.hospital)", "terminal": "\(caller.terminal)"])
    }

    func snapshot(for caller: Caller) async throws -> any SnapshotPages {
        try await store.database.snapshot(caller.reader)
    }

    func blob(_ hash: EventHash, for caller: Caller) async throws -> [UInt8]? {
        try await store.database.blob(hash, for: caller.reader)
    }

    func take(_ encounter: EncounterID, by caller: Caller, within seconds: Int64, at now: Timestamp) async throws
        -> TakeAnswer?
    {
        switch try await store.take(encounter, for: caller.terminal, of: caller.hospital, wait: seconds, at: now) {
        case .held(let answer): answer
        case .asked: nil
        }
    }

    func post(_ hold: OperationID, by caller: Caller, at now: Timestamp) async throws {
        _ = try await store.post(hold: hold, by: caller.terminal, of: caller.hospital, at: now)
    }
}

extension Caller {
    fileprivate var reader: FeedReader { FeedReader(hospital: hospital, ward: ward, terminal: terminal) }
}

extension FeedSnapshot: SnapshotPages {}
