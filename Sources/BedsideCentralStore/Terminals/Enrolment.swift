package import BedsideDomain
import BedsideWire

/// What a terminal says of itself when it enrols, and the certificate that the authority made for it.
package struct Enrolment: Sendable {
    package let terminal: TerminalName
    /// Ed25519, 32 bytes.
    package let signingKey: [UInt8]
    package let stream: OutboxStream
    package let version: String
    /// Of the certificate's serial number: hexadecimal.
    package let serial: String
    package let notAfter: Timestamp

    package init(
        terminal: TerminalName, signingKey: [UInt8], stream: OutboxStream, version: String, serial: String,
        notAfter: Timestamp
    ) {
        self.terminal = terminal
        self.signingKey = signingKey
        self.stream = stream
        self.version = version
        self.serial = serial
        self.notAfter = notAfter
    }
}

/// Where a terminal belongs, by its token.
package struct EnrolledPlace: Sendable, Hashable {
    package let hospital: HospitalID
    package let hospitalName: String
    package let ward: WardID
}

extension CentralStore {
    /// Where a token leads, without using it up: the certificate says hospital and ward, so it is made after this and
    /// before ``enrol(secret:_:at:)``, which is the one that counts.
    ///
    /// Throws `SyncRefusal` `bad-token`, `name-taken`; ``CentralError``.
    package func place(of secret: [UInt8], for terminal: TerminalName, at now: Timestamp) async throws -> EnrolledPlace
    {
        let hash = Self.tokenHash(secret)
        return try await database.read { transaction in
            guard let token = try transaction.token(hash), token.usedBy == nil, token.expires >= now else {
                throw Self.badToken
            }
            return try transaction.checkedPlace(token, terminal)
        }
    }

    /// Uses a token up and enrols a terminal: a new one, or a known one by a token bound to its name. The latter opens a new
    /// epoch, thaws the stream and revokes the certificates before.
    ///
    /// - Parameter secret: 32 bytes.
    ///
    /// Throws `SyncRefusal` `bad-token`, `name-taken`, `malformed`, `wrong-epoch`; ``CentralError``.
    package func enrol(secret: [UInt8], _ enrolment: Enrolment, at now: Timestamp) async throws -> EnrolledPlace {
        guard SigningKey(enrolment.signingKey) != nil, enrolment.stream.first > 0,
            enrolment.stream.first < Int64.max, enrolment.stream.last >= enrolment.stream.first - 1,
            enrolment.version.utf8.count <= 100, !enrolment.version.utf8.contains(0)
        else { throw SyncRefusal(.malformed, "The signing key, the stream or the version has not the right form.") }
        let hash = Self.tokenHash(secret)
        return try await database.write { transaction in
            // Single use: of two at once, one finds it used.
            let used = try transaction.row(
                """
                UPDATE tokens SET used_ms = $2, used_by = $3 WHERE hash = $1 AND used_ms IS NULL AND expires_ms >= $2
                RETURNING 1
                """, [.bytes(hash), .at(now), .id(enrolment.terminal)])
            guard used != nil, let token = try transaction.token(hash) else { throw Self.badToken }
            let place = try transaction.checkedPlace(token, enrolment.terminal)
            try transaction.enrol(enrolment, place, at: now)
            return place
        }
    }

    private static let badToken = SyncRefusal(
        .badToken, "The token is unknown, used, or older than 15 minutes; ask the administrator for a new one.")
}

/// A token as it lies in the store.
struct TokenRow: Sendable {
    let hospital: HospitalID
    let ward: WardID
    let terminal: TerminalName?
    let expires: Timestamp
    let usedBy: String?
}

extension CentralTransaction {
    func token(_ hash: [UInt8]) throws(CentralError) -> TokenRow? {
        let row = try row(
            "SELECT hospital, ward, terminal, expires_ms, used_by FROM tokens WHERE hash = $1", [.bytes(hash)])
        guard let row else { return nil }
        return TokenRow(
            hospital: try row.id(0), ward: try row.id(1), terminal: try row.optionalID(2), expires: try row.moment(3),
            usedBy: try row.optionalText(4))
    }

    func checkedPlace(_ token: TokenRow, _ terminal: TerminalName) throws -> EnrolledPlace {
        if let bound = token.terminal, bound != terminal {
            throw SyncRefusal(.badToken, "The token is for another terminal; check the terminal's name.")
        }
        let known = try row(
            "SELECT 1 FROM terminals WHERE hospital = $1 AND name = $2", [.id(token.hospital), .id(terminal)])
        guard known == nil || token.terminal == terminal else {
            throw SyncRefusal(
                .nameTaken,
                "A terminal of this name is enrolled already; only a token for that very name enrols it again.")
        }
        let name = try row("SELECT name FROM hospitals WHERE hospital = $1", [.id(token.hospital)])
        return EnrolledPlace(hospital: token.hospital, hospitalName: try name?.text(0) ?? "", ward: token.ward)
    }

    func enrol(_ enrolment: Enrolment, _ place: EnrolledPlace, at now: Timestamp) throws {
        let stream = enrolment.stream
        let opened = try run(
            """
            INSERT INTO epochs(hospital, terminal, epoch, first_seq, root, signing_key, opened_ms)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """,
            [
                .id(place.hospital), .id(enrolment.terminal), .fixed(stream.epoch), .int(stream.first),
                .fixed(stream.root), .bytes(enrolment.signingKey), .at(now),
            ])
        guard opened == 1 else {
            throw SyncRefusal(.wrongEpoch, "A new enrolment opens a new epoch; this one was enrolled before.")
        }
        let old = try row(
            "SELECT ward, state FROM terminals WHERE hospital = $1 AND name = $2\(dialect.forUpdate)",
            [.id(place.hospital), .id(enrolment.terminal)])
        try run(
            """
            INSERT INTO terminals(hospital, name, ward, state, epoch, first_seq, root, last_seq, head_hash, signing_key,
                version, last_contact_ms, enrolled_ms)
            VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, $6, $8, $9, $10, $10)
            ON CONFLICT (hospital, name) DO UPDATE SET ward = excluded.ward, state = 'active', epoch = excluded.epoch,
                first_seq = excluded.first_seq, root = excluded.root, last_seq = excluded.last_seq,
                head_hash = excluded.head_hash, signing_key = excluded.signing_key, version = excluded.version,
                last_contact_ms = excluded.last_contact_ms, enrolled_ms = excluded.enrolled_ms
            """,
            [
                .id(place.hospital), .id(enrolment.terminal), .id(place.ward), .fixed(stream.epoch),
                .int(stream.first), .fixed(stream.root), .int(stream.first - 1), .bytes(enrolment.signingKey),
                .text(enrolment.version), .at(now),
            ])
        try revokeCertificates(of: enrolment.terminal, in: place.hospital, at: now)
        try run(
            "UPDATE forks SET ended_ms = $3 WHERE hospital = $1 AND terminal = $2 AND ended_ms IS NULL",
            [.id(place.hospital), .id(enrolment.terminal), .at(now)])
        try addCertificate(
            enrolment.serial, of: enrolment.terminal, in: place.hospital, until: enrolment.notAfter, at: now)
        if let old, try old.text(0) != place.ward.text {
            // What it read in the other ward's feed does not count here.
            try resetFeed(of: enrolment.terminal, in: place.hospital)
        }
        try noteUnheard(enrolment.terminal, in: place.hospital)
        try publishPeer(enrolment.terminal, in: place.hospital, at: now)
    }
}
