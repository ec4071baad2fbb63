package import ArgumentParser

/// `bedside-central`: the central store of a hospital or a group of hospitals.
package struct CentralCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "bedside-central", abstract: "The central store that every ward terminal agrees with.",
        discussion: "Every command but serve and restore talks to the running server by the socket in its folder.",
        version: CentralVersion.text,
        subcommands: [
            ServeCommand.self, TokenCommand.self, CentralImportCommand.self, FleetCommand.self, TerminalCommand.self,
            OrderCommand.self, QuarantineCommand.self, ReconcileCommand.self, BackupCommand.self, RestoreCommand.self,
            EndWaitCommand.self, AuthorityCommand.self, HospitalCommand.self,
        ])

    package init() {}
}
