/// The sockets of the local API: one for each right.
enum LocalSocket: String, CaseIterable, Sendable {
    case kiosk, ward, admin

    /// Its name within the API's folder.
    var file: String { rawValue + ".sock" }

    var readiness: Readiness.Part {
        switch self {
        case .kiosk: .kiosk
        case .ward: .ward
        case .admin: .admin
        }
    }
}

/// Where a socket of the local API comes from.
enum LocalListener: Sendable, Hashable {
    /// Made by the daemon, and removed when it ends.
    case own(path: String)
    /// Made by systemd, which keeps it while the daemon is away: who calls then waits, and nobody is refused.
    case inherited(descriptor: Int32)
}
