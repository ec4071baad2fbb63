package import BedsideDomain

/// A terminal of the ward to which there ought to be a link.
package struct LinkPeer: Sendable, Hashable {
    package let name: TerminalName
    /// Where it listens; nil for one that dials.
    package let address: LinkAddress?

    package init(name: TerminalName, address: LinkAddress?) {
        self.name = name
        self.address = address
    }
}

/// `host:port`; a host with colons stands in brackets.
package struct LinkAddress: Sendable, Hashable, CustomStringConvertible {
    package let host: String
    package let port: Int

    /// Nil for any other text.
    package init?(_ text: String) {
        guard text.utf8.count <= 260, let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }) else { return nil }
        self.host = host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
