package import BedsideScreen

/// The paths of `ward.sock`. Each takes the screen's name as `?name=`: every ward screen has a flow of its own.
package enum WardPath {
    /// Server-sent events: ``WardScreenMessage``.
    package static let screens = "/v1/ward/screens"
    /// POST ``ConfirmMessage``: what was drawn.
    package static let confirm = "/v1/ward/confirm"
    /// POST ``KeysMessage``.
    package static let keys = "/v1/ward/keys"
    /// POST ``ViewportMessage``.
    package static let viewport = "/v1/ward/viewport"
}

/// One screen of the ward for one client, at least once in a heartbeat.
package struct WardScreenMessage: Sendable, Hashable, Codable {
    /// The alarm table's revision that this shows; to be confirmed once it is drawn.
    package var revision: UInt64
    package var screen: Screen
    /// Identifiers of the alarms that were raised or raised anew since the last message to this screen.
    package var raised: [String]

    package init(revision: UInt64, screen: Screen, raised: [String]) {
        self.revision = revision
        self.screen = screen
        self.raised = raised
    }
}

/// The client has drawn everything up to a revision; a client that stops saying so is a lost screen.
package struct ConfirmMessage: Sendable, Hashable, Codable {
    package var revision: UInt64

    package init(revision: UInt64) { self.revision = revision }
}
