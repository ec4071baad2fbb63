package import BedsideDomain
import GRDB

/// A command of the centre, as it came: a row of ``FeedTable/commands``.
package struct StoredCommand: Sendable, Hashable {
    package let id: String
    /// The JSON of `CommandRow`.
    package let body: String
}

extension Store {
    /// Commands that nobody has begun, oldest first.
    package func waitingCommands() async throws -> [StoredCommand] {
        try await read {
            try $0.all("SELECT id, body FROM commands WHERE begun_ms IS NULL ORDER BY received_ms, id") {
                StoredCommand(id: try $0.text(), body: try $0.text())
            }
        }
    }

    /// Commands that were begun and of whose end nobody knows: the program stopped in between. They are never begun again.
    package func interruptedCommands() async throws -> [String] {
        try await read {
            try $0.all(
                "SELECT id FROM commands WHERE begun_ms IS NOT NULL AND ended_ms IS NULL ORDER BY begun_ms, id"
            ) { try $0.text() }
        }
    }

    /// Written before the command is carried out; true for the one caller that may.
    package func beginCommand(_ id: String, at moment: Timestamp) async throws -> Bool {
        try await commit { transaction in
            try transaction.run(
                "UPDATE commands SET begun_ms = ? WHERE id = ? AND begun_ms IS NULL", [moment.milliseconds, id]) == 1
        }
    }

    /// Tells the end of a command that was begun, once.
    ///
    /// - Parameter outcome: `done`, `refused`, `failed` or `too-late`.
    package func endCommand(_ id: String, outcome: String, at moment: Timestamp) async throws {
        try await commit { transaction in
            let changed = try transaction.run(
                """
                UPDATE commands SET ended_ms = ?, outcome = ?
                WHERE id = ? AND begun_ms IS NOT NULL AND ended_ms IS NULL
                """, [moment.milliseconds, String(outcome.prefix(40)), id])
            guard changed == 1 else { return }
            let facts: [String: Fact] = ["command": .text(id), "outcome": .text(String(outcome.prefix(40)))]
            try transaction.audit("command-done", by: .centre, of: "command:\(id.prefix(64))", facts, at: moment)
            try transaction.tell("command.done", key: id, facts, at: moment)
        }
    }
}
