import BedsideDomain
import BedsideWire

// What `bedside-central`'s commands and the running server say to each other over the socket in its folder.

/// `POST /v1/tokens`
struct TokenWish: Codable, Sendable {
    /// Nil: the only hospital there is.
    let hospital: HospitalID?
    let ward: WardID
    /// Only this terminal may use it; needed to enrol a known name again.
    let terminal: TerminalName?
    let again: Bool
}

struct TokenMessage: Codable, Sendable {
    let hospital: HospitalID
    let ward: WardID
    let terminal: TerminalName?
    /// As it is typed at the terminal.
    let token: Sensitive<String>
    let expiresMs: Int64
}

/// `POST /v1/hospitals`
struct HospitalMessage: Codable, Sendable {
    let hospital: HospitalID
    let name: String
}

/// `POST /v1/revocations`
struct RevocationWish: Codable, Sendable {
    let hospital: HospitalID?
    let terminal: TerminalName
}

/// `POST /v1/end-wait`
struct EndWaitWish: Codable, Sendable { let hospital: HospitalID? }

/// `POST /v1/commands`
struct CommandWish: Codable, Sendable {
    let hospital: HospitalID?
    let terminal: TerminalName
    let command: CommandRow.Command
    let minutes: Int
}

struct CommandMessage: Codable, Sendable { let id: String }

/// `GET /v1/quarantine`: never a body.
struct QuarantineMessage: Codable, Sendable {
    let hospital: HospitalID
    let terminal: TerminalName
    let seq: Int64
    let kind: String
    let code: String
    let heldMs: Int64
}

/// `POST /v1/quarantine/replay`
struct ReplayMessage: Codable, Sendable {
    let applied: Int
    let held: Int
}

/// `POST /v1/import?hospital=H`
struct ImportedMessage: Codable, Sendable { let sections: [ImportCount] }

/// `POST /v1/backup`
struct BackupWish: Codable, Sendable { let file: String }

/// `GET /v1/authority`
struct AuthorityMessage: Codable, Sendable {
    let certificate: String
    let fingerprint: EventHash
    let serverCertificateEndMs: Int64
}

/// `POST /v1/reconcile?date=D&hospital=H`, with the provider's bill as the body, or nothing.
struct ReconciledMessage: Codable, Sendable {
    let text: String
    let csv: String
    let differences: [DifferenceRow]
    let isBalanced: Bool
}

struct DoneMessage: Codable, Sendable { let done: Bool }
