package import BedsideDomain

/// `GET /v1/k/{terminal}/down?generation=G&cursor=N&wait=S`: what this terminal may know, in the order in which it became so.
/// Waits up to `wait` seconds while there is nothing.
package struct DownAnswer: Sendable, Codable {
    package let rows: [FeedRow]
    /// Where to go on; moves also when rows of other wards were left out.
    package let cursor: FeedCursor
    /// Whether more is there at once.
    package let more: Bool
    package let serverTime: Int64

    package init(rows: [FeedRow], cursor: FeedCursor, more: Bool, serverTime: Int64) {
        self.rows = rows
        self.cursor = cursor
        self.more = more
        self.serverTime = serverTime
    }
}

/// A line of `GET /v1/k/{terminal}/snapshot` (newline-delimited JSON): every row of the scope, then one `end` line. A
/// snapshot without its end line is none.
package struct SnapshotLine: Sendable, Codable {
    package let row: FeedRow?
    package let end: End?

    package struct End: Sendable, Codable {
        package let cursor: FeedCursor
        package let rows: Int

        package init(cursor: FeedCursor, rows: Int) {
            self.cursor = cursor
            self.rows = rows
        }
    }

    package init(row: FeedRow) {
        self.row = row
        end = nil
    }

    package init(end: End) {
        row = nil
        self.end = end
    }
}

/// The body of a row of ``FeedTable/commands``. Executed at most once; the end goes up as the fact `command.done` with
/// `command` (the row's key) and `outcome` (`done`, `refused`, `failed`, `too-late`).
package struct CommandRow: Sendable, Codable, Hashable {
    package let command: Command
    /// Not begun after it, by the central store's clock.
    package let notAfterMs: Int64

    package init(command: Command, notAfterMs: Int64) {
        self.command = command
        self.notAfterMs = notAfterMs
    }

    package enum Command: Sendable, Codable, Hashable {
        /// Read texts and configuration again.
        case reload
        /// One page on the queue of that tray: `sheet`, `label`, `receipt`.
        case printTestPage(tray: String)
        /// A line for the staff page and the ward screens; never patient data.
        case showMessage(text: String, untilMs: Int64)
        /// Give up a stay, so that another terminal can have it.
        case releaseStay(encounter: EncounterID)
        /// This terminal is not trusted any more.
        case revoke
    }
}

/// The body of a row of ``FeedTable/terminals``.
package struct PeerRow: Sendable, Codable, Hashable {
    package let terminal: TerminalName
    package let ward: WardID
    /// `host:port` of its ward link; nil when it has none.
    package let link: String?

    package init(terminal: TerminalName, ward: WardID, link: String?) {
        self.terminal = terminal
        self.ward = ward
        self.link = link
    }
}
