/// How one contact input is now: a row of `bedside devices`.
package struct ContactStatus: Sendable, Hashable {
    package let name: InputName
    /// The stable word of its kind (``ContactLink/word``).
    package let kind: String
    package let state: ContactState
    /// How long ago it gave its last sign of life; nil when it gave none yet.
    package let heardAge: Duration?
    /// Counts since the start; 0 for those that are not in it.
    package let counts: [ContactCounter: Int]

    package init(
        name: InputName, kind: String, state: ContactState, heardAge: Duration?, counts: [ContactCounter: Int]
    ) {
        self.name = name
        self.kind = kind
        self.state = state
        self.heardAge = heardAge
        self.counts = counts
    }

    package func count(of counter: ContactCounter) -> Int { counts[counter] ?? 0 }
}

extension ContactLink {
    /// The stable word of the configuration and the status.
    package var word: String {
        switch self {
        case .evdev, .evdevPath: "evdev"
        case .gpio: "gpio"
        case .modbus: "modbus"
        case .wirelessBase: "wireless-base"
        case .infusionReceivers: "infusion-receivers"
        }
    }
}
