import BedsideDomain
import BedsideWire

// A restored store has lost facts that it had acknowledged, and with them who keeps which stay. Until every terminal has
// sent them again it gives no stay to anybody, or one stay could have two keepers. What a terminal gave up or took meanwhile
// is believed as far as its order is plain; the rest is held and tried when all were heard (``Resolution``).

extension CentralTransaction {
    /// Doubt begins: after a restore, for every hospital, until each of its terminals was heard.
    func beginDoubts(at now: Timestamp) throws(CentralError) {
        // An older doubt that the backup held goes on.
        try run(
            "INSERT INTO doubts(hospital, since_ms) SELECT hospital, $1 FROM hospitals WHERE 1 = 1 ON CONFLICT DO NOTHING",
            [.at(now)])
        try run(
            """
            INSERT INTO unheard(hospital, terminal) SELECT hospital, name FROM terminals WHERE state <> 'revoked'
            ON CONFLICT DO NOTHING
            """)
    }

    /// Since when a hospital is in doubt; nil when it is not. Locks the doubt: what is decided by it is decided before it
    /// ends.
    func doubt(in hospital: HospitalID) throws(CentralError) -> Timestamp? {
        try row("SELECT since_ms FROM doubts WHERE hospital = $1\(dialect.forUpdate)", [.id(hospital)])?.moment(0)
    }

    /// Throws `SyncRefusal` `busy` while a hospital is in doubt.
    func refuseInDoubt(_ hospital: HospitalID) throws {
        guard try row("SELECT 1 FROM doubts WHERE hospital = $1", [.id(hospital)]) == nil else {
            throw SyncRefusal(
                .busy, "The central store was restored and has not heard every terminal again; ask later.")
        }
    }

    /// The terminal has nothing that is not here.
    func noteHeard(_ terminal: TerminalName, in hospital: HospitalID) throws(CentralError) {
        try run("DELETE FROM unheard WHERE hospital = $1 AND terminal = $2", [.id(hospital), .id(terminal)])
    }

    /// In doubt a terminal that is enrolled now has to be heard like the others.
    func noteUnheard(_ terminal: TerminalName, in hospital: HospitalID) throws(CentralError) {
        try run(
            """
            INSERT INTO unheard(hospital, terminal) SELECT hospital, CAST($2 AS TEXT) FROM doubts WHERE hospital = $1
            ON CONFLICT DO NOTHING
            """, [.id(hospital), .id(terminal)])
    }

    func isUnheard(_ terminal: TerminalName, in hospital: HospitalID) throws(CentralError) -> Bool {
        try row(
            "SELECT 1 FROM unheard WHERE hospital = $1 AND terminal = $2", [.id(hospital), .id(terminal)]) != nil
    }
}
