/// A worker's connection, made when it is first needed and made again when it broke. It belongs to one thread.
final class PgLink {
    private let url: String
    private var session: PgSession?

    init(url: String) { self.url = url }

    /// A connection with a transaction begun. One that broke while it was idle is made again: nothing had run on it.
    /// Throws ``CentralError``.
    func begun(_ begin: String) throws(CentralError) -> PgSession {
        let current = try usable()
        do throws(CentralError) {
            try current.simple(begin)
            return current
        } catch {
            guard !current.isAlive else { throw error }
            session = nil
            let fresh = try usable()
            try fresh.simple(begin)
            return fresh
        }
    }

    private func usable() throws(CentralError) -> PgSession {
        if let session, session.isUsable() { return session }
        session = nil
        let fresh = try PgSession(url: url)
        session = fresh
        return fresh
    }
}
