import BedsideDomain
import BedsideWire
import Logging

/// Does what the central store orders, one command after the other, each at most once; its end goes up as a fact.
struct CommandLoop: Sendable {
    let context: SyncContext
    let desk: any CommandDesk
    /// A command that takes longer has failed.
    private static let patience: Duration = .seconds(60)

    func run() async throws(CommitUnknown) {
        while !Task.isCancelled {
            let commands = try await context.keeping { try await context.store.commands() } ?? []
            for command in commands { try await handle(command) }
            _ = await context.commands.next()
        }
    }

    private func handle(_ command: PendingCommand) async throws(CommitUnknown) {
        switch CommandPlan.plan(command, central: context.gauge.central(at: context.now)) {
        case .wait: return
        case .end(let outcome): try await end(command, outcome)
        case .execute(let order):
            let isFirst = try await context.keeping {
                try await context.store.begin(command: command.key, at: context.clock.wall)
            }
            guard isFirst == true else { return }
            let desk = desk
            let outcome: CommandOutcome
            do {
                outcome = try await LineError.of(within: Self.patience) { try await Self.execute(order, by: desk) }
            } catch {
                context.logger.error("a command failed", metadata: ["cause": "\(error)"])
                outcome = .failed
            }
            try await end(command, outcome)
        }
    }

    private func end(_ command: PendingCommand, _ outcome: CommandOutcome) async throws(CommitUnknown) {
        let ended: Void? = try await context.keeping {
            try await context.store.end(command: command.key, outcome, at: context.clock.wall)
        }
        if ended != nil { context.uplink.ring(.committed) }
    }

    private static func execute(_ order: CommandRow.Command, by desk: any CommandDesk) async throws -> CommandOutcome {
        switch order {
        case .reload: try await desk.reload()
        case .printTestPage(let tray): try await desk.printTestPage(tray: tray)
        case .showMessage(let text, let untilMs):
            try await desk.show(message: text, until: Timestamp(milliseconds: untilMs))
        case .releaseStay(let encounter): try await desk.release(encounter)
        case .revoke: try await desk.revoke()
        }
    }
}
