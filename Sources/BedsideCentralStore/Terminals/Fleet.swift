package import BedsideDomain
package import BedsideWire
import Foundation

/// A terminal as IT sees it.
package struct FleetTerminal: Sendable {
    package let hospital: HospitalID
    package let terminal: TerminalName
    package let ward: WardID
    package let state: TerminalState
    package let version: String
    package let lastContact: Timestamp
    package let enrolledAt: Timestamp
    /// The newest event that is here.
    package let lastSeq: Int64
    /// Its last word of itself, and when it came.
    package let pulse: Pulse?
    package let pulseAt: Timestamp?
    /// Events that wait for a person.
    package let held: Int
    /// When a fork was seen that nobody has ended.
    package let forkedAt: Timestamp?
    /// When its newest certificate ends; nil when all were revoked.
    package let certificateEnds: Timestamp?
    /// Since when a restored store waits for it to be heard again: until then no stay goes over.
    package let awaitedSince: Timestamp?
}

extension CentralStore {
    /// Every terminal of a hospital, or of all, by hospital, ward and name.
    package func fleet(of hospital: HospitalID? = nil) async throws -> [FleetTerminal] {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT t.hospital, t.name, t.ward, t.state, t.version, t.last_contact_ms, t.enrolled_ms, t.last_seq, t.pulse,
                    t.pulse_ms,
                    (SELECT count(*) FROM quarantine q WHERE q.hospital = t.hospital AND q.terminal = t.name
                        AND q.ended_ms IS NULL),
                    (SELECT max(f.seen_ms) FROM forks f WHERE f.hospital = t.hospital AND f.terminal = t.name
                        AND f.ended_ms IS NULL),
                    (SELECT max(c.not_after_ms) FROM certificates c WHERE c.hospital = t.hospital
                        AND c.terminal = t.name AND c.revoked_ms IS NULL),
                    (SELECT d.since_ms FROM doubts d JOIN unheard u ON u.hospital = d.hospital
                        WHERE u.hospital = t.hospital AND u.terminal = t.name)
                FROM terminals t WHERE CAST($1 AS TEXT) IS NULL OR t.hospital = $1 ORDER BY t.hospital, t.ward, t.name
                """, [.id(hospital)]
            ).map(FleetTerminal.init)
        }
    }
}

extension FleetTerminal {
    fileprivate init(_ row: SQLRow) throws(CentralError) {
        hospital = try row.id(0)
        terminal = try row.id(1)
        ward = try row.id(2)
        state = try row.word(3)
        version = try row.text(4)
        lastContact = try row.moment(5)
        enrolledAt = try row.moment(6)
        lastSeq = try row.int(7)
        pulse = try row.optionalText(8).map { text throws(CentralError) in
            do { return try JSONDecoder().decode(Pulse.self, from: Data(text.utf8)) } catch {
                throw .damaged("a terminal's pulse cannot be read")
            }
        }
        pulseAt = try row.optionalMoment(9)
        held = try row.count(10)
        forkedAt = try row.optionalMoment(11)
        certificateEnds = try row.optionalMoment(12)
        awaitedSince = try row.optionalMoment(13)
    }
}
