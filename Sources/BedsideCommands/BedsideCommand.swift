package import ArgumentParser

/// The commands that every installation has; `bedside` adds the demo's.
package enum BedsideCommandTree {
    package static let commands: [any ParsableCommand.Type] = [
        KioskCommand.self, WardCommand.self, AlarmsCommand.self, StatusCommand.self, DoctorCommand.self,
        DevicesCommand.self, JobsCommand.self, ImportCommand.self, EnrolCommand.self,
        StoreCommand.self,
    ]
}
