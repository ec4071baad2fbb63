package import BedsideDomain
package import BedsideWire
import Foundation

extension CentralStore {
    /// Keeps how a terminal is: the last word only. A new place of its ward link goes to the ward's other terminals.
    ///
    /// Throws `SyncRefusal` `not-found`, `malformed`; ``CentralError``.
    package func pulse(_ pulse: Pulse, of terminal: TerminalName, in hospital: HospitalID, at now: Timestamp)
        async throws
    {
        let body = try feedJSON(pulse)
        guard body.utf8.count <= 64 << 10, pulse.version.utf8.count <= 100, (pulse.link?.utf8.count ?? 0) <= 300,
            ![pulse.version, pulse.link ?? ""].contains(where: { $0.utf8.contains(0) })
        else { throw SyncRefusal(.malformed, "The pulse is larger than 64 KiB, or holds what no pulse may.") }
        try await database.write { transaction in
            let row = try transaction.row(
                "SELECT link FROM terminals WHERE hospital = $1 AND name = $2\(transaction.dialect.forUpdate)",
                [.id(hospital), .id(terminal)])
            guard let row else { throw SyncRefusal(.notFound, "This central store does not know the terminal.") }
            try transaction.run(
                """
                UPDATE terminals SET pulse = $3, pulse_ms = $4, last_contact_ms = $4, version = $5, link = $6
                WHERE hospital = $1 AND name = $2
                """,
                [
                    .id(hospital), .id(terminal), .text(body), .at(now), .text(pulse.version), .optional(pulse.link),
                ])
            if try row.optionalText(0) != pulse.link {
                try transaction.publishPeer(terminal, in: hospital, at: now)
            }
        }
    }
}
