package import BedsideDomain
import BedsideWire

/// What the store says of whoever shows a certificate.
package enum CertificateStanding: Sendable, Hashable {
    /// Its owner, and the ward where that terminal belongs by this store.
    case good(ward: WardID)
    case revoked
    /// This authority's store never wrote it down: made before a restore, or by somebody else.
    case unknown
}

extension CentralStore {
    /// Whether a certificate is good for that terminal now. Expiry is the transport's to check. Throws ``CentralError``.
    package func standing(
        ofCertificate serial: String, terminal: TerminalName, hospital: HospitalID
    ) async throws -> CertificateStanding {
        guard serial.utf8.count <= 100, !serial.utf8.contains(0) else { return .unknown }
        return try await database.read { transaction in
            let row = try transaction.row(
                """
                SELECT t.state, t.ward, c.revoked_ms FROM certificates c JOIN terminals t ON t.hospital = c.hospital
                    AND t.name = c.terminal
                WHERE c.hospital = $1 AND c.serial = $2 AND c.terminal = $3
                """, [.id(hospital), .text(serial), .id(terminal)])
            guard let row else { return .unknown }
            guard try row.text(0) != TerminalState.revoked.rawValue, try row.optionalInt(2) == nil else {
                return .revoked
            }
            return .good(ward: try row.id(1))
        }
    }

    /// Writes a renewed certificate down. The one before stays good until its own end: the answer may be lost.
    ///
    /// Throws `SyncRefusal` `revoked`, `not-found`; ``CentralError``.
    package func renew(
        _ terminal: TerminalName, of hospital: HospitalID, serial: String, notAfter: Timestamp, at now: Timestamp
    ) async throws {
        try await database.write { transaction in
            let row = try transaction.row(
                "SELECT state FROM terminals WHERE hospital = $1 AND name = $2\(transaction.dialect.forUpdate)",
                [.id(hospital), .id(terminal)])
            guard let row else { throw SyncRefusal(.notFound, "This central store does not know the terminal.") }
            guard try row.text(0) != TerminalState.revoked.rawValue else {
                throw SyncRefusal(.revoked, "This terminal was revoked; enrol it with a fresh token.")
            }
            try transaction.addCertificate(serial, of: terminal, in: hospital, until: notAfter, at: now)
        }
    }

    /// Takes a terminal's word away, at once and on every server: nothing of it is taken any more, and its stays may be
    /// taken by others. False for an unknown one.
    package func revoke(_ terminal: TerminalName, of hospital: HospitalID, at now: Timestamp) async throws -> Bool {
        try await database.write { transaction in
            let changed = try transaction.run(
                "UPDATE terminals SET state = 'revoked', link = NULL WHERE hospital = $1 AND name = $2",
                [.id(hospital), .id(terminal)])
            guard changed == 1 else { return false }
            // Nobody waits for it any more.
            try transaction.noteHeard(terminal, in: hospital)
            try transaction.revokeCertificates(of: terminal, in: hospital, at: now)
            try transaction.publishPeer(terminal, in: hospital, at: now)
            return true
        }
    }
}

extension CentralTransaction {
    func addCertificate(
        _ serial: String, of terminal: TerminalName, in hospital: HospitalID, until: Timestamp, at now: Timestamp
    ) throws(CentralError) {
        try run(
            """
            INSERT INTO certificates(hospital, serial, terminal, issued_ms, not_after_ms) VALUES ($1, $2, $3, $4, $5)
            """, [.id(hospital), .text(serial), .id(terminal), .at(now), .at(until)])
    }

    func revokeCertificates(of terminal: TerminalName, in hospital: HospitalID, at now: Timestamp)
        throws(CentralError)
    {
        try run(
            "UPDATE certificates SET revoked_ms = $3 WHERE hospital = $1 AND terminal = $2 AND revoked_ms IS NULL",
            [.id(hospital), .id(terminal), .at(now)])
    }

    /// Tells the ward's other terminals where this one's link is; one that was revoked leaves.
    func publishPeer(_ terminal: TerminalName, in hospital: HospitalID, at now: Timestamp) throws(CentralError) {
        let row = try row(
            "SELECT ward, link, state FROM terminals WHERE hospital = $1 AND name = $2",
            [.id(hospital), .id(terminal)])
        guard let row else { return }
        guard try row.text(2) != TerminalState.revoked.rawValue else {
            return try publishLeave(.terminals, key: terminal.text, in: hospital, at: now)
        }
        let ward: WardID = try row.id(0)
        let body = try feedJSON(PeerRow(terminal: terminal, ward: ward, link: try row.optionalText(1)))
        try publish(
            [FeedPut(table: .terminals, key: terminal.text, scope: .ward(ward), body: body)], in: hospital, at: now)
    }
}
