import BedsideCentralStore
import BedsideDomain

/// What the server does by itself, per hospital.
enum Chores {
    /// Every few seconds: what a terminal or a patient waits for.
    static func frequent(_ store: CentralStore, _ watch: FeedWatch, _ clock: CentralClock) -> [Housekeeping.Chore] {
        [
            Housekeeping.Chore(name: "end holds") {
                for (hospital, _) in try await store.hospitals()
                where try await store.expireHolds(of: hospital, at: clock.wall) > 0 { watch.touch(hospital) }
            },
            Housekeeping.Chore(name: "ask again for moves") {
                for (hospital, _) in try await store.hospitals() {
                    let asked = try await store.database.write { transaction in
                        try transaction.askForMoves(in: hospital, at: clock.wall)
                    }
                    if asked > 0 { watch.touch(hospital) }
                }
            },
        ]
    }

    /// At the start and every hour.
    static func rare(_ store: CentralStore, _ office: CentralOffice, _ clock: CentralClock) -> [Housekeeping.Chore] {
        [
            Housekeeping.Chore(name: "renew the server's certificate") { try await office.refreshCertificate() },
            // After an upgrade this version may know what the one before had to hold.
            Housekeeping.Chore(name: "try held facts again") {
                for (hospital, _) in try await store.hospitals() {
                    _ = try await store.replayHeld(of: hospital, at: clock.wall)
                }
            },
            Housekeeping.Chore(name: "end old commands and tombstones") {
                for (hospital, _) in try await store.hospitals() {
                    try await store.database.write { transaction in
                        _ = try transaction.expireCommands(in: hospital, at: clock.wall)
                        _ = try transaction.purgeFeed(hospital, at: clock.wall)
                    }
                }
            },
        ]
    }
}
