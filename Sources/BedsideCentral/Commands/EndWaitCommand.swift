import ArgumentParser
import BedsideDomain

/// `bedside-central end-wait`: after a restore, do not wait for terminals that will not come back.
struct EndWaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-wait", abstract: "After a restore: wait for no more terminals before stays go over again.",
        discussion: """
            A restored store lets no terminal take a stay until each has sent again what it has; `fleet` names those that
            are awaited. End the wait only for terminals that are destroyed or away for long: what they gave up or took
            since the backup is then known only from the others. To revoke a terminal ends the wait for that one.
            """)

    @OptionGroup var hospital: HospitalOption
    @OptionGroup var options: DataOptions

    func run() async throws {
        let wish = EndWaitWish(hospital: try hospital.code())
        try await options.withServer { server in
            let ended: DoneMessage = try await server.post("/v1/end-wait", wish)
            Output.line(ended.done ? "The wait is over; stays go over again." : "Nothing waits.")
        }
    }
}
