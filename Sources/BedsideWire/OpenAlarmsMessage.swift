/// What is open now: `GET /v1/alarms`. Places, never patients.
package struct OpenAlarmsMessage: Sendable, Hashable, Codable {
    /// Most urgent first.
    package var alarms: [Alarm]
    /// Shelved and out of service.
    package var held: [Alarm]
    /// Technical alarms that a flood has folded.
    package var folded: Int
    package var screens: [WardScreen]
    package var inputs: [Input]

    package init(alarms: [Alarm], held: [Alarm], folded: Int, screens: [WardScreen], inputs: [Input]) {
        self.alarms = alarms
        self.held = held
        self.folded = folded
        self.screens = screens
        self.inputs = inputs
    }

    package struct Alarm: Sendable, Hashable, Codable {
        package var id: String
        package var place: String
        package var kind: String
        /// The point, screen or input that it is about.
        package var about: String
        /// unacked, acked, returned-unacked, attended, shelved, out-of-service.
        package var state: String
        package var level: Int
        package var ageSeconds: Int
        /// Until its next level or the end of its shelf.
        package var dueSeconds: Int
        package var occurrences: Int
        /// The badge of whoever has it.
        package var holder: String?
        package var reason: String
        /// The terminal whose alarm it is; nil for this one's own.
        package var terminal: String?
        /// Since that terminal was last heard, while there is no contact with it.
        package var silentSeconds: Int?

        package init(
            id: String, place: String, kind: String, about: String, state: String, level: Int, ageSeconds: Int,
            dueSeconds: Int, occurrences: Int, holder: String?, reason: String, terminal: String? = nil,
            silentSeconds: Int? = nil
        ) {
            self.id = id
            self.place = place
            self.kind = kind
            self.about = about
            self.state = state
            self.level = level
            self.ageSeconds = ageSeconds
            self.dueSeconds = dueSeconds
            self.occurrences = occurrences
            self.holder = holder
            self.reason = reason
            self.terminal = terminal
            self.silentSeconds = silentSeconds
        }
    }

    package struct WardScreen: Sendable, Hashable, Codable {
        package var name: String
        package var isLive: Bool
        package var provenSecondsAgo: Int?

        package init(name: String, isLive: Bool, provenSecondsAgo: Int?) {
            self.name = name
            self.isLive = isLive
            self.provenSecondsAgo = provenSecondsAgo
        }
    }

    package struct Input: Sendable, Hashable, Codable {
        package var name: String
        package var kind: String
        package var state: String

        package init(name: String, kind: String, state: String) {
            self.name = name
            self.kind = kind
            self.state = state
        }
    }
}
