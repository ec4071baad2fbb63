package import BedsideDomain

/// `GET /v1/health` on `admin.sock`: what only the daemon knows of this terminal's health; `bedside doctor` adds what the
/// machine itself tells. Counts, states and names of devices; nothing of patients. Clients ignore unknown fields.
package struct HealthMessage: Sendable, Codable, Hashable {
    package var version: String
    package var terminal: String
    package var uptimeSeconds: Int
    /// The daemon's wall clock.
    package var wall: Timestamp
    package var store: StoreHealth
    /// Nil when the file system of the store does not tell.
    package var disk: DiskHealth?
    package var devices: [PartHealth]
    /// Contact inputs: `present`, `absent`, `refused`, `silent`, `garbled`.
    package var inputs: [PartHealth]
    package var printers: [PrinterHealth]
    package var sound: SoundHealth
    package var central: CentralMessage
    /// Open alarms by priority: `emergency`, `infusion`, `call`, `technical`; this terminal's own.
    package var openAlarms: [String: Int]
    /// The technical ones of this terminal.
    package var technicalAlarms: [TechnicalAlarm]

    package init(
        version: String, terminal: String, uptimeSeconds: Int, wall: Timestamp, store: StoreHealth, disk: DiskHealth?,
        devices: [PartHealth], inputs: [PartHealth], printers: [PrinterHealth], sound: SoundHealth,
        central: CentralMessage,
        openAlarms: [String: Int], technicalAlarms: [TechnicalAlarm]
    ) {
        self.version = version
        self.terminal = terminal
        self.uptimeSeconds = uptimeSeconds
        self.wall = wall
        self.store = store
        self.disk = disk
        self.devices = devices
        self.inputs = inputs
        self.printers = printers
        self.sound = sound
        self.central = central
        self.openAlarms = openAlarms
        self.technicalAlarms = technicalAlarms
    }
}

/// What SQLite answers when it is asked for its settings.
package struct StoreHealth: Sendable, Codable, Hashable {
    /// The file.
    package var path: String
    package var journalMode: String
    /// 2 is FULL.
    package var synchronous: Int
    package var lockingMode: String

    package init(path: String, journalMode: String, synchronous: Int, lockingMode: String) {
        self.path = path
        self.journalMode = journalMode
        self.synchronous = synchronous
        self.lockingMode = lockingMode
    }
}

/// The file system that holds the store.
package struct DiskHealth: Sendable, Codable, Hashable {
    /// What a user without privileges may still write.
    package var freeBytes: Int64
    package var totalBytes: Int64
    package var freeFiles: Int64
    package var isReadOnly: Bool
    /// The file that is given up when the disk is full; nil when it is not there.
    package var reserveBytes: Int64?

    package init(freeBytes: Int64, totalBytes: Int64, freeFiles: Int64, isReadOnly: Bool, reserveBytes: Int64?) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
        self.freeFiles = freeFiles
        self.isReadOnly = isReadOnly
        self.reserveBytes = reserveBytes
    }
}

/// A scanner or a contact input: a configured name and a state's stable word.
package struct PartHealth: Sendable, Codable, Hashable {
    package var name: String
    package var kind: String
    package var state: String
    package var detail: String?

    package init(name: String, kind: String, state: String, detail: String? = nil) {
        self.name = name
        self.kind = kind
        self.state = state
        self.detail = detail
    }
}

/// A queue as the print server shows it.
package struct PrinterHealth: Sendable, Codable, Hashable {
    package var queue: String
    /// `idle`, `printing`, `stopped`, `unreachable`
    package var state: String
    package var isAccepting: Bool
    package var reasons: [String]

    package init(queue: String, state: String, isAccepting: Bool, reasons: [String]) {
        self.queue = queue
        self.state = state
        self.isAccepting = isAccepting
        self.reasons = reasons
    }
}

/// Whether an alarm would be heard at this terminal.
package struct SoundHealth: Sendable, Codable, Hashable {
    /// `silent` (the site wants none), `untried`, `working`, `failed`
    package var state: String
    /// The ALSA device; nil when the terminal is silent.
    package var device: String?
    package var detail: String?

    package init(state: String, device: String? = nil, detail: String? = nil) {
        self.state = state
        self.device = device
        self.detail = detail
    }
}

/// One open technical alarm of this terminal.
package struct TechnicalAlarm: Sendable, Codable, Hashable {
    /// The fault's stable word, such as `screen-lost`.
    package var fault: String
    package var about: String
    package var ageSeconds: Int

    package init(fault: String, about: String, ageSeconds: Int) {
        self.fault = fault
        self.about = about
        self.ageSeconds = ageSeconds
    }
}
