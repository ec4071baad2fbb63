package import BedsideDomain

/// What a machine tells of itself. Every part may be missing, because a tool is not installed or a file is not to be read;
/// the rules say so.
package struct MachineFacts: Sendable, Hashable {
    /// Who asks: only root sees everything.
    package var isRoot = true
    /// Nil where systemd does not run.
    package var units: [UnitFact]? = []
    /// Names of failed units.
    package var failedUnits: [String] = []
    package var files: [FileFact] = []
    /// What cupsd's configuration files set, by directive in lower case; nil when they cannot be read.
    package var cups: [String: String]? = [:]
    /// What fontconfig takes for a face that is asked for; nil without `fc-match`.
    package var fonts: [String: String]? = [:]
    /// Nil when nobody tells.
    package var isClockSynchronised: Bool?
    package var wall = Timestamp(milliseconds: 0)
    /// Playback controls of the sound card that are muted or at zero; nil without `amixer`.
    package var mutedControls: [String]?
    /// `kernel.sysrq`, `kernel.core_pattern`, `fs.suid_dumpable`, by name.
    package var kernel: [String: String] = [:]
    /// Plugged USB devices that the kernel was told not to use, by port.
    package var refusedPorts: [String] = []
    package init() {}

    func unit(_ name: String) -> UnitFact? { units?.first { $0.name == name } }
    func file(_ path: String) -> FileFact? { files.first { $0.path == path } }
}

/// A unit in systemd's words.
package struct UnitFact: Sendable, Hashable {
    package var name: String
    /// `loaded`, `not-found`, `masked`, ...
    package var load: String
    /// `active`, `inactive`, `failed`, ...
    package var active: String
    /// `enabled`, `disabled`, `static`, `masked`, ...; empty for a unit without a file.
    package var enablement: String
    package var restarts: Int
    /// Bytes of core dumps that the unit's programs may write; nil for none said.
    package var coreLimit: String?

    package init(
        name: String, load: String = "loaded", active: String = "active", enablement: String = "enabled",
        restarts: Int = 0, coreLimit: String? = nil
    ) {
        self.name = name
        self.load = load
        self.active = active
        self.enablement = enablement
        self.restarts = restarts
        self.coreLimit = coreLimit
    }
}

/// What stands behind a path.
package struct FileFact: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case there(mode: UInt32, owner: String, group: String)
        case missing
        /// This user may not look.
        case hidden
    }

    package var path: String
    package var state: State

    package init(path: String, state: State) {
        self.path = path
        self.state = state
    }
}
