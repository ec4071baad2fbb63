import BedsideDomain

/// An alarm as a scenario names it: `call 12`, `toilet WC3`, `technical screen-lost desk`.
enum AlarmName: Sendable, Hashable, CustomStringConvertible {
    /// Of an input at a place; a place has one input of a kind.
    case input(AlarmKind, AlarmPlace)
    /// Of the system itself; about an input, a screen or a place, or whatever it is about when nothing is said.
    case technical(TechnicalFault, about: String?)

    /// The words that nurses use for the kinds of inputs.
    static let kinds: [(word: String, kind: AlarmKind)] = [
        ("call", .call), ("service", .service), ("toilet", .toilet), ("emergency", .emergency),
        ("infusion", .infusionEmpty), ("clamp", .infusionStopped), ("pump", .device),
    ]

    /// How a message writes it.
    static let forms = kinds.map { "\($0.word) PLACE" } + ["technical FAULT [ABOUT]"]

    var description: String {
        switch self {
        case .input(let kind, let place): "\(Self.word(of: kind)) \(place.label)"
        case .technical(let fault, let about):
            ["technical", fault.rawValue, about].compactMap(\.self).joined(separator: " ")
        }
    }

    func matches(_ row: AlarmRow) -> Bool { matches(place: row.place, kind: row.kind, origin: row.origin) }

    func matches(_ source: AlarmSource) -> Bool {
        matches(place: source.place, kind: source.kind, origin: source.origin)
    }

    func matches(place: AlarmPlace, kind: AlarmKind, origin: String) -> Bool {
        switch self {
        case .input(let own, let where_): own == kind && where_ == place
        case .technical(let fault, let about):
            kind == .technical(fault) && (about == nil || about == origin || about == place.label)
        }
    }

    static func word(of kind: AlarmKind) -> String { kinds.first { $0.kind == kind }?.word ?? kind.word }
}

/// A contact of the ward: what a press or a level is told of.
struct WardPoint: Sendable, Hashable {
    let kind: AlarmKind
    let place: AlarmPlace

    /// The name of the point in a configuration: `call-12`; other letters than `a-z 0-9` by their number.
    var name: String { AlarmName.word(of: kind) + "-" + place.pointText }
    var source: AlarmSource { AlarmSource(place: place, kind: kind, origin: name) }
    var alarm: AlarmName { .input(kind, place) }
    /// The technical alarm when it can be seen no more.
    var loss: AlarmSource { AlarmSource(place: place, kind: .technical(.inputLost), origin: name) }
}

extension AlarmPlace {
    var pointText: String {
        label.lowercased().unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A, 0x2D: String(scalar)
            default: "u" + String(scalar.value, radix: 16)
            }
        }.joined()
    }

    /// The source of the battery alarm of the detector here.
    var battery: AlarmSource {
        AlarmSource(place: self, kind: .technical(.batteryLow), origin: "battery-" + pointText)
    }
}
