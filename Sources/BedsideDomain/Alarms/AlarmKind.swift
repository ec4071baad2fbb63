/// What an alarm is about.
package enum AlarmKind: Sendable, Hashable, Codable {
    /// The button at the bed, or the key "call a person" of a kiosk.
    case call
    /// A service call of the ward bus: not urgent, but somebody waits.
    case service
    /// The cord in a toilet or a wet room; ranks as an emergency (GB 51348-2019 17.2.2).
    case toilet
    /// The emergency button.
    case emergency
    /// No fluid is left.
    case infusionEmpty
    /// The tube is clamped or occluded.
    case infusionStopped
    /// The nurse-call relay of a pump or a monitor.
    case device
    /// Something of the alarm system itself.
    case technical(TechnicalFault)

    package var priority: AlarmPriority {
        switch self {
        case .toilet, .emergency: .emergency
        case .infusionEmpty, .infusionStopped, .device: .infusion
        case .call, .service: .call
        case .technical: .technical
        }
    }

    /// Calls of people latch: they end only at the bed. Alarms of devices end when nurse and condition say so; technical
    /// ones end by themselves (alarms.md 5.3).
    package var origin: Origin {
        switch self {
        case .call, .service, .toilet, .emergency: .person
        case .infusionEmpty, .infusionStopped, .device: .device
        case .technical: .system
        }
    }

    /// A flood folds the faults of single inputs into one line. What breaks the alarm system as a whole is never folded: a
    /// busy ward must see that its alarms are not stored, or shown nowhere.
    package var isFoldedInFlood: Bool {
        switch self {
        case .technical(let fault):
            switch fault {
            case .inputLost, .unstableInput, .batteryLow, .unknownSource, .unknownDevice: true
            case .recordStore, .screenLost, .noScreen, .sound, .audit, .pathUnproven, .clock, .wardLink: false
            }
        case .call, .service, .toilet, .emergency, .infusionEmpty, .infusionStopped, .device: false
        }
    }

    package enum Origin: Sendable, Hashable { case person, device, system }

    /// All kinds that an input may be configured to raise.
    package static let ofInputs: [AlarmKind] = [
        .call, .service, .toilet, .emergency, .infusionEmpty, .infusionStopped, .device,
    ]

    /// The stable word of the configuration, the journal, `--json` and CSV.
    package var word: String {
        switch self {
        case .call: "call"
        case .service: "service"
        case .toilet: "toilet"
        case .emergency: "emergency"
        case .infusionEmpty: "infusion-empty"
        case .infusionStopped: "infusion-stopped"
        case .device: "device"
        case .technical(let fault): "technical." + fault.rawValue
        }
    }

    /// Nil for a word that names no kind.
    package init?(word: String) {
        if let kind = Self.ofInputs.first(where: { $0.word == word }) {
            self = kind
        } else if word.hasPrefix("technical."), let fault = TechnicalFault(rawValue: String(word.dropFirst(10))) {
            self = .technical(fault)
        } else {
            return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        guard let kind = AlarmKind(word: word) else {
            throw DomainError(.invalidIdentifier, "There is no alarm kind of \(word.utf8.count) bytes by that word.")
        }
        self = kind
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}

/// What can be wrong with the alarm system; each is an alarm of its own, because a broken hop may hide a call
/// (IEC 60601-1-8 6.11.2.2.1).
package enum TechnicalFault: String, Sendable, Hashable, Codable, CaseIterable {
    /// An input or one of its points cannot be seen: cable, power, silence, garbage.
    case inputLost = "input-lost"
    /// An input changes too often to be believed; its alarm is held on.
    case unstableInput = "unstable-input"
    /// A detector's or button's battery is low.
    case batteryLow = "battery-low"
    /// Something spoke at an input that no point of the configuration stands for; somebody may have called there.
    case unknownSource = "unknown-source"
    /// The journal failed or was too slow: what is shown may not survive a power cut.
    case recordStore = "record-store"
    /// A ward screen stopped confirming.
    case screenLost = "screen-lost"
    /// No ward screen is there at all.
    case noScreen = "no-screen"
    /// The sound device is missing, busy or failed.
    case sound
    /// An open alarm without an armed deadline was found.
    case audit
    /// The synthetic alarm did not come through in time.
    case pathUnproven = "path-unproven"
    /// The clock stepped.
    case clock
    /// Another terminal of the ward cannot be reached: its alarms may not be seen here, ours not there.
    case wardLink = "ward-link"
    /// A keyboard, or a device that was refused, is plugged in that nobody let in: somebody may be typing at the kiosk.
    case unknownDevice = "unknown-device"
}
