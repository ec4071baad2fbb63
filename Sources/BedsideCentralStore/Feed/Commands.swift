package import BedsideDomain
package import BedsideWire
import Crypto
import Foundation

extension CentralTransaction {
    /// Tells one terminal to do something once, by a row that only it sees. Returns the command's id.
    /// Throws ``CentralError``.
    @discardableResult
    package func command(
        _ command: CommandRow.Command, for terminal: TerminalName, in hospital: HospitalID, notAfter: Timestamp,
        at moment: Timestamp
    ) throws(CentralError) -> String {
        let id = "CM\(hexText(newGeneration()?.bytes ?? []))"
        let body = try feedJSON(CommandRow(command: command, notAfterMs: notAfter.milliseconds))
        try run(
            """
            INSERT INTO commands(hospital, id, terminal, body, made_ms, not_after_ms) VALUES ($1, $2, $3, $4, $5, $6)
            """, [.id(hospital), .text(id), .id(terminal), .text(body), .at(moment), .at(notAfter)])
        try publish(
            [FeedPut(table: .commands, key: id, scope: .terminal(terminal), body: body)], in: hospital, at: moment)
        return id
    }

    /// The terminal said how a command ended: its row leaves the feed. Does nothing for another terminal's command or one
    /// that ended before. Throws ``CentralError``.
    package func endCommand(
        _ id: String, outcome: String, of terminal: TerminalName, in hospital: HospitalID, at moment: Timestamp
    ) throws(CentralError) {
        let ended = try run(
            """
            UPDATE commands SET outcome = $4, ended_ms = $5
            WHERE hospital = $1 AND id = $2 AND terminal = $3 AND outcome IS NULL
            """, [.id(hospital), .text(id), .id(terminal), .text(outcome), .at(moment)])
        if ended > 0 { try publishLeave(.commands, key: id, in: hospital, at: moment) }
    }

    /// Ends the commands that no terminal has begun in time. Returns how many. Throws ``CentralError``.
    @discardableResult
    package func expireCommands(in hospital: HospitalID, at moment: Timestamp) throws(CentralError) -> Int {
        // A terminal may have begun at the last moment and tell so later: an hour of grace.
        let late = try rows(
            "SELECT id, terminal FROM commands WHERE hospital = $1 AND outcome IS NULL AND not_after_ms < $2",
            [.id(hospital), .at(moment.adding(seconds: -3600))])
        for row in late {
            try endCommand(
                try row.text(0), outcome: "too-late", of: try row.id(1), in: hospital, at: moment)
        }
        return late.count
    }
}

/// A row's body: keys sorted, so that the same value is the same text. Throws ``CentralError`` `ruleBroken`.
func feedJSON(_ value: some Encodable) throws(CentralError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch { throw CentralError(.ruleBroken, "A row of the feed cannot be written as JSON.", cause: error) }
}
