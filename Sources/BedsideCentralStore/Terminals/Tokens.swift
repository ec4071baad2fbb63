package import BedsideDomain
import Crypto

extension CentralStore {
    /// A new one-time token for a terminal of a ward. Only its hash is kept.
    ///
    /// - Parameters:
    ///   - terminal: a name that is known already may only be enrolled again by a token that is bound to it.
    ///   - authority: SHA-256 of the hospital's certificate authority, which the token carries to the terminal.
    ///
    /// Throws ``CentralError`` `notFound` for an unknown hospital.
    package func makeToken(
        of hospital: HospitalID, ward: WardID, for terminal: TerminalName?, authority: EventHash, at now: Timestamp
    ) async throws -> EnrolmentToken {
        let secret = ids.bytes(32)
        guard let token = EnrolmentToken(secret: secret, authority: authority) else {
            throw CentralError(.notWritten, "A token could not be made.")
        }
        let hash = Self.tokenHash(secret)
        try await database.write { transaction in
            guard try transaction.row("SELECT 1 FROM hospitals WHERE hospital = $1", [.id(hospital)]) != nil else {
                throw CentralError(.notFound, "The central store knows no such hospital; make it first.")
            }
            try transaction.run(
                """
                INSERT INTO tokens(hash, hospital, ward, terminal, created_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    .bytes(hash), .id(hospital), .id(ward), .id(terminal), .at(now),
                    .at(now.adding(seconds: SyncLimits.tokenSeconds)),
                ])
        }
        return token
    }

    static func tokenHash(_ secret: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: secret)) }
}
