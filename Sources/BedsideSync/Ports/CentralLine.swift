package import BedsideDomain
package import BedsideWire

/// The central store as one enrolled terminal reaches it. Every call is one request; none repeats by itself.
package protocol CentralLine: Sendable {
    /// A new certificate over the old one, also up to ``SyncLimits/certificateGraceDays`` after its end.
    func renew(_ request: RenewRequest) async throws(LineError) -> EnrolAnswer
    /// The next facts. Without events: asks where the central store stands.
    func up(_ request: UpRequest) async throws(LineError) -> UpAnswer
    /// Waits at the central store up to `wait` seconds for something new.
    func down(after cursor: FeedCursor, wait: Int) async throws(LineError) -> DownAnswer
    /// Everything of this terminal's scope, whole: an answer without its end line is an error.
    func snapshot() async throws(LineError) -> Snapshot
    /// The bytes with that SHA-256; checked.
    func blob(_ hash: EventHash) async throws(LineError) -> [UInt8]
    func pulse(_ pulse: Pulse) async throws(LineError) -> PulseAnswer
    /// Asks for a stay; the central store waits up to `wait` seconds for its keeper.
    func take(_ encounter: EncounterID, wait: Int) async throws(LineError) -> TakeAnswer
    /// Takes a held stay for good; a second time is the same as once.
    func post(_ hold: OperationID) async throws(LineError)
}

/// How a terminal that has no certificate yet reaches the central store.
package protocol EnrolmentLine: Sendable {
    /// The authority's certificate in PEM, from whoever answers: to be compared with the token before anything is said.
    func authority() async throws(LineError) -> String
    /// Over TLS that accepts that authority only.
    func enrol(_ request: EnrolRequest, authority: String) async throws(LineError) -> EnrolAnswer
}

/// A snapshot that came whole.
package struct Snapshot: Sendable {
    package let rows: any FeedRows
    package let cursor: FeedCursor

    package init(rows: any FeedRows, cursor: FeedCursor) {
        self.rows = rows
        self.cursor = cursor
    }
}
