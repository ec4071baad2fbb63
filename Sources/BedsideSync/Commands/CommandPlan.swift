package import BedsideDomain
package import BedsideWire
import Foundation

/// What is to be done with a command that came.
package enum CommandPlan: Sendable, Hashable {
    case execute(CommandRow.Command)
    /// Nothing is executed; this is its outcome.
    case end(CommandOutcome)
    /// Not before the central store's clock is known.
    case wait

    /// At most once: what an earlier run began is never begun again, because nobody knows how far it came.
    package static func plan(_ command: PendingCommand, central: Timestamp?) -> CommandPlan {
        if command.begun { return .end(.failed) }
        let row: CommandRow
        do {
            row = try JSONDecoder().decode(CommandRow.self, from: Data(command.body.utf8))
        } catch {
            // A newer central store's command.
            return .end(.refused)
        }
        guard let central else { return .wait }
        return central.milliseconds <= row.notAfterMs ? .execute(row.command) : .end(.tooLate)
    }
}
