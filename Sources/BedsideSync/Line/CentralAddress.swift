/// `https://host[:port]`, as a person types it.
package struct CentralAddress: Sendable, Hashable {
    /// Without a slash at its end.
    package let url: String

    /// Throws ``SyncError`` `urlMalformed` for everything but https, a host and perhaps a port.
    package init(_ text: String) throws(SyncError) {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        let rest = text.dropFirst("https://".count)
        guard text.hasPrefix("https://"), (1...260).contains(rest.utf8.count), rest.utf8.allSatisfy(Self.isHost) else {
            throw SyncError(
                .urlMalformed, "The central store's address must be https://HOST or https://HOST:PORT and no more.")
        }
        url = text
    }

    /// Letters, digits, `.`, `-`, `:`, and the brackets of an IPv6 address.
    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5B, 0x5D: true
        default: false
        }
    }
}
