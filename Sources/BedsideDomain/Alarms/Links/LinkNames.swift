extension WardScreenName {
    /// The screens behind the link to another terminal, as one annunciator among this terminal's own. No screen can have
    /// such a name: a colon is none of its letters.
    package static func link(_ terminal: TerminalName) -> WardScreenName {
        WardScreenName(trusted: prefix + terminal.text)
    }

    /// The other terminal, when this is a link's name.
    package var linkedTerminal: TerminalName? {
        guard text.hasPrefix(Self.prefix) else { return nil }
        do { return try TerminalName(String(text.dropFirst(Self.prefix.count))) } catch { return nil }
    }

    package var isLink: Bool { text.hasPrefix(Self.prefix) }

    private static let prefix = "link:"
}

/// One connection of a link, counted from the start of the program: of two the higher one is the newer.
package struct LinkConnection: Sendable, Hashable, Comparable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// Which state of a peer's alarms: revisions compare within one connection only, as the peer may have started again.
package struct LinkMark: Sendable, Hashable, Comparable {
    package let connection: LinkConnection
    package let revision: UInt64

    package init(_ connection: LinkConnection, _ revision: UInt64) {
        self.connection = connection
        self.revision = revision
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.connection, left.revision) < (right.connection, right.revision)
    }
}
