import BedsideCommands
import BedsideRigs
import BedsideWire
import Foundation

extension Storyteller {
    /// Somebody pulls the network cable: from here on patients must not notice anything.
    func pullTheCable() async throws {
        try await step("cable-pulled") {
            try await ward.agree()
            ward.cable.set(.pulled)
        }
    }

    /// It is plugged again: everything that happened meanwhile reaches the central store, once, and nothing is quarantined.
    func plugTheCable() async throws {
        try await step("cable-plugged") {
            let before = try await ward.admin.status()
            guard let central = before.central, central.backlog > 0 else {
                throw RigError("the cable was pulled and nothing waits for the central store")
            }
            ward.cable.set(.through)
            try await ward.agree(within: .seconds(60))
            guard try await ward.admin.status().central?.quarantined == 0 else {
                throw RigError("the central store holds facts of the demo for a person")
            }
        }
    }

    /// What IT sees of the terminal, kept with the screens.
    func fleet() async throws {
        try await step("fleet") {
            try await ward.agree()
            let fleet = try await ward.central.command(["fleet"])
            guard fleet.contains(ward.daemon.settings.terminal) else {
                throw RigError("the fleet does not know the terminal: \(fleet)")
            }
            try Data(fleet.utf8).write(to: URL(fileURLWithPath: record.folder + "/fleet.txt"))
        }
    }
}
