package import BedsideDomain

extension CentralDatabase {
    /// A report's page by its hash; nil when there is none, or when no report of the terminal's scope shows it: a guess
    /// at a hash never shows a stranger's page, and the two cannot be told apart. Throws ``CentralError``.
    package func blob(_ hash: EventHash, for reader: FeedReader) async throws -> [UInt8]? {
        try await read { transaction in
            try transaction.row(
                """
                SELECT b.bytes FROM blobs b WHERE b.hospital = $1 AND b.sha256 = $2 AND EXISTS (
                    SELECT 1 FROM blob_uses u JOIN feed f ON f.hospital = u.hospital AND f.tbl = u.tbl AND f.key = u.key
                    WHERE u.hospital = $1 AND u.sha256 = $2 AND f.body IS NOT NULL AND f.scope IN ($3, $4, $5))
                """, [.id(reader.hospital), .fixed(hash)] + reader.scopes.map { .text($0.text) })?.bytes(0)
        }
    }
}

extension CentralTransaction {
    /// The page that a report shows, if it has one.
    func pageOf(report: String, in hospital: HospitalID) throws(CentralError) -> (hash: EventHash, size: Int)? {
        let found = try row(
            """
            SELECT u.sha256, b.size FROM blob_uses u JOIN blobs b ON b.hospital = u.hospital AND b.sha256 = u.sha256
            WHERE u.hospital = $1 AND u.tbl = 'reports' AND u.key = $2
            """, [.id(hospital), .text(report)])
        guard let found else { return nil }
        return (try found.fixed(0), try found.count(1))
    }

    /// Keeps a page once, however many reports show it.
    func keepBlob(
        _ bytes: [UInt8], _ hash: EventHash, ofReport report: String, in hospital: HospitalID, at moment: Timestamp
    ) throws(CentralError) {
        try run(
            "INSERT INTO blobs(hospital, sha256, size, at_ms, bytes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            [.id(hospital), .fixed(hash), .count(bytes.count), .at(moment), .bytes(bytes)])
        try run(
            "INSERT INTO blob_uses(hospital, sha256, tbl, key) VALUES ($1, $2, 'reports', $3) ON CONFLICT DO NOTHING",
            [.id(hospital), .fixed(hash), .text(report)])
    }
}
