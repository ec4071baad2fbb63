import BedsideDomain

/// Who and what a random night may hold: a few places, kinds, nurses and screens.
enum NightCast {
    /// Buttons: a press is over at once.
    static let buttons = [
        source("12", .call, "call-12"), source("12", .emergency, "red-12"), source("7", .call, "call-7"),
        source("7", .service, "tea-7"), source("7", .device, "pump-key-7"),
    ]
    /// Contacts with a level: a cord that stays pulled, relays, a detector.
    static let levels = [
        source("wc-3", .toilet, "cord-3"), source("12", .device, "pump-12"), source("7", .infusionEmpty, "drip-7"),
        source("12", .call, "cord-12"),
    ]
    /// What the system may tell of itself.
    static let faults = [
        source("desk", .technical(.inputLost), "hub"), source("7", .technical(.inputLost), "drip-7"),
        source("desk", .technical(.sound), "sounder"),
    ]
    static let nurses = [StaffID(trusted: "Li"), StaffID(trusted: "Wang")]
    static let screens = [WardScreenName(trusted: "desk"), WardScreenName(trusted: "corridor")]
    static let home = place("desk")
    static let places = [place("12"), place("7"), place("wc-3")]

    /// 2026-11-20 20:00 at the hospital, two hours after the machine was switched on.
    static let evening = AlarmMoment(
        boot: "boot-1", uptime: 7_200_000, wall: Timestamp(milliseconds: 1_795_176_000_000))

    static func place(_ label: String) -> AlarmPlace {
        do { return try AlarmPlace(label) } catch { preconditionFailure("\(label) is no place") }
    }

    static func source(_ label: String, _ kind: AlarmKind, _ origin: String) -> AlarmSource {
        AlarmSource(place: place(label), kind: kind, origin: origin)
    }
}

/// The kinds of wards that the nights play on.
struct NightSetup: Sendable, CustomStringConvertible {
    var audience = AlarmAudience()
    var rules = AlarmRules.standard

    init(audience: AlarmAudience = AlarmAudience(), rules: AlarmRules = .standard) {
        self.audience = audience
        self.rules = rules
    }

    init(_ dice: inout SplitMix64) {
        if dice.chance(oneIn: 2) { audience.expected = [NightCast.screens[0]] }
        if dice.chance(oneIn: 2) { audience.sounder = .bed }
        if dice.chance(oneIn: 2) {
            audience.teams[NightCast.places[0]] = [[NightCast.screens[1]], [NightCast.screens[0]]]
        }
        if dice.chance(oneIn: 4) { rules.offDelay = 0 }
    }

    var description: String {
        let expected = audience.expected.sorted().map(\.text).joined(separator: " ")
        return
            "sounder at the \(audience.sounder.rawValue), expected screens: \(expected.isEmpty ? "none" : expected), "
            + "teams: \(audience.teams.isEmpty ? "none" : "corridor then desk for 12"), off-delay \(rules.offDelay) ms"
    }
}
