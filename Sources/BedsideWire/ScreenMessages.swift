package import BedsideScreen

/// One screen pushed to the clients of `kiosk.sock`: an event of `GET /v1/kiosk/screens`.
package struct ScreenMessage: Sendable, Codable {
    /// Counts up with every screen of this run of the daemon; a gap only means that newer screens overtook older ones.
    package let revision: UInt64
    package let screen: Screen

    package init(revision: UInt64, screen: Screen) {
        self.revision = revision
        self.screen = screen
    }
}

/// `POST /v1/kiosk/keys`: what the patient pressed, in order; at most ``KeysMessage/limit`` at once.
package struct KioskKeysMessage: Sendable, Codable {
    package let keys: [Key]
    /// The ``ScreenMessage/revision`` of the screen that stood before whoever pressed them: a key that was meant for another
    /// page does nothing.
    package let seen: UInt64

    package init(keys: [Key], seen: UInt64) {
        self.keys = keys
        self.seen = seen
    }
}

/// What a nurse pressed on a ward screen, in order; at most ``limit`` at once.
package struct KeysMessage: Sendable, Codable {
    package static let limit = 64
    package let keys: [Key]

    package init(keys: [Key]) { self.keys = keys }
}

/// `POST /v1/kiosk/viewport`: the size of the terminal that shows the screens.
package struct ViewportMessage: Sendable, Codable {
    package let columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// Every refusal of the local API: HTTP status beside it, unknown fields are ignored by clients.
package struct ProblemMessage: Sendable, Codable, Error {
    /// A stable kebab-case word.
    package let code: String
    /// What, which value, which rule, what to do; never patient data.
    package let sentence: String
    /// Where in a file, for an import: `charges[12].amount_fen`.
    package let place: String?

    package init(code: String, sentence: String, place: String? = nil) {
        self.code = code
        self.sentence = sentence
        self.place = place
    }
}
