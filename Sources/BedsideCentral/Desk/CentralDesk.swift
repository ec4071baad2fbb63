import BedsideDomain
import BedsideTransport
import BedsideWire

/// What the server asks of the central store's data. Refusals of the protocol come as ``SyncRefusal``, failures of the
/// database as `CentralError`.
protocol CentralDesk: Sendable {
    // Terminals
    func standing(of terminal: TerminalName, in hospital: HospitalID, serial: String) async throws
        -> Standing
    /// The token is used up exactly when the certificate is registered.
    func enrol(
        _ request: EnrolRequest, at now: Timestamp,
        issue: @escaping @Sendable (CertifiedName) throws -> IssuedCertificate
    ) async throws -> Enrolled
    /// Registers a new certificate for the ward that the terminal is in now.
    func renew(
        _ caller: Caller, at now: Timestamp,
        issue: @escaping @Sendable (CertifiedName) throws -> IssuedCertificate
    ) async throws -> Enrolled
    /// Looks the caller's certificate up itself, in the transaction that writes.
    func upload(_ request: UpRequest, from caller: Caller, at now: Timestamp) async throws -> UpAnswer
    func pulse(_ pulse: Pulse, from caller: Caller, at now: Timestamp) async throws

    // Down
    func feed(after cursor: FeedCursor, for caller: Caller, at now: Timestamp) async throws
        -> DownAnswer
    func snapshot(for caller: Caller) async throws -> any SnapshotPages
    /// Nil when the terminal may not have it or there is none: it is not told which.
    func blob(_ hash: EventHash, for caller: Caller) async throws -> [UInt8]?

    // Stays
    /// Nil while the keeper has not given it up; asked again after each publication. The keeper is asked to give it up within
    /// so many seconds.
    func take(_ encounter: EncounterID, by caller: Caller, within seconds: Int64, at now: Timestamp) async throws
        -> TakeAnswer?
    func post(_ hold: OperationID, by caller: Caller, at now: Timestamp) async throws
}

/// A snapshot while it is handed out.
protocol SnapshotPages: Sendable {
    /// Where to go on with the feed.
    var cursor: FeedCursor { get }
    /// How many rows were handed out.
    var count: Int { get }
    /// The next piece, also an empty one; nil at the end.
    mutating func next() async throws -> [FeedRow]?
}

/// How a certificate's owner stands in the register.
enum Standing: Sendable, Hashable {
    case good(ward: WardID)
    case revoked
    case unknown
}

/// What an enrolment or a renewal gives.
struct Enrolled: Sendable {
    let hospital: HospitalID
    let hospitalName: String
    let terminal: TerminalName
    let ward: WardID
    let certificate: IssuedCertificate
}
