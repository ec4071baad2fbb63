/// `HOST:PORT` as an option: `0.0.0.0:8443`, `[::1]:9090`.
struct ListenAddress: Sendable, Hashable {
    let host: String
    let port: Int

    /// Nil for everything else.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains("["), !host.contains("]") else { return nil }
        self.host = host
        self.port = port
    }

    /// Only programs of this machine reach it.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
