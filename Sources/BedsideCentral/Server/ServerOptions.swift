import BedsideDomain

/// What a server runs with.
package struct ServerOptions: Sendable {
    /// The installation's folder.
    package var data: String
    /// `postgres://...`; nil for SQLite in the folder.
    package var store: String?
    package var listen = "0.0.0.0:8443"
    package var adminListen = "127.0.0.1:9480"
    package var adminCredentials: String?
    /// Host names and addresses for the server's certificate.
    package var names: [String] = []
    /// Made at the first start.
    package var hospital = "hospital"
    package var hospitalName = "Hospital"
    /// Connections at once, each with some 50 KiB.
    package var connections = 8000
    package var uploadsPerSecond = 2000.0

    package init(data: String) { self.data = data }

    /// Throws ``CentralServerError`` `badOption`.
    func addresses() throws -> (listen: ListenAddress, admin: ListenAddress) {
        guard let listen = ListenAddress(listen), let admin = ListenAddress(adminListen) else {
            throw CentralServerError(
                .badOption, "An address to listen at is HOST:PORT, such as 0.0.0.0:8443.")
        }
        guard admin.isLoopback || adminCredentials != nil else {
            throw CentralServerError(
                .badOption, "The fleet page may leave this machine only with --admin-credentials FILE.")
        }
        return (listen, admin)
    }
}
