@testable import BedsideDomain

/// One table and its clock, for tests that tell a story: what happens, and then how it stands.
struct Bench {
    var table: AlarmTable
    var now = NightCast.evening
    /// The effects of the last event.
    var effects: [AlarmEffect] = []

    static let (call, red, cord, pump) = (
        NightCast.buttons[0], NightCast.buttons[1], NightCast.levels[0], NightCast.levels[1]
    )
    static let fault = NightCast.faults[0]
    static let (li, wang) = (NightCast.nurses[0], NightCast.nurses[1])
    static let (desk, corridor) = (NightCast.screens[0], NightCast.screens[1])

    /// With a screen that confirms and is then left alone, unless `hasScreen` is false.
    init(_ audience: AlarmAudience = AlarmAudience(), rules: AlarmRules = .standard, hasScreen: Bool = true) {
        table = AlarmTable(rules: rules, audience: audience, home: NightCast.home, seed: 7, at: now)
        if hasScreen {
            feed(.screen(Self.desk, .joined))
            feed(.screen(Self.desk, .confirmed(table.revision)))
        }
    }

    /// Screens that need not confirm again for hours.
    static var patient: AlarmRules {
        var rules = AlarmRules.standard
        rules.heartbeat = 100_000_000
        rules.probe = 100_000_000
        return rules
    }

    mutating func feed(_ event: AlarmEvent) { effects = table.handle(event, at: now) }

    mutating func press(_ source: AlarmSource) { feed(.signal(source, .pressed(1))) }
    mutating func set(_ source: AlarmSource, _ isOn: Bool) { feed(.signal(source, .level(isOn))) }

    /// Time passes; every deadline rings on time.
    mutating func wait(_ milliseconds: Int64) {
        let end = now.uptime + milliseconds
        while let due = table.nextDue(), due <= end {
            pass(max(due - now.uptime, 0))
            feed(.tick)
            guard table.nextDue() ?? .max > now.uptime else { return }
        }
        pass(end - now.uptime)
    }

    /// Time passes and nobody rings.
    mutating func pass(_ milliseconds: Int64) {
        now = AlarmMoment(
            boot: now.boot, uptime: now.uptime + milliseconds,
            wall: Timestamp(milliseconds: now.wall.milliseconds + milliseconds))
    }

    mutating func act(_ act: (AlarmID) -> AlarmAct, _ source: AlarmSource, by staff: StaffID = li, at bed: Bool = false)
    {
        let id = table.current[source] ?? AlarmID(trusted: "nobody")
        feed(.act(act(id), by: staff, from: bed ? .bed(source.place) : .screen(Self.desk)))
    }

    mutating func confirm(_ screen: WardScreenName = desk) { feed(.screen(screen, .confirmed(table.revision))) }

    /// The process ends, and starts with what is open; the first tick is not rung.
    mutating func restart(boot: String? = nil, down: Int64 = 0, clockOff: Int64 = 0) {
        let uptime = boot == nil ? now.uptime + down : 10_000
        now = AlarmMoment(
            boot: boot ?? now.boot, uptime: uptime,
            wall: Timestamp(milliseconds: now.wall.milliseconds + down + clockOff))
        table = AlarmTable(
            restoring: Array(table.open.values), rules: table.rules, audience: table.audience, home: table.home,
            seed: 8,
            at: now)
    }

    func episode(_ source: AlarmSource) -> AlarmEpisode? { table.current[source].flatMap { table.open[$0] } }
    func lifecycle(_ source: AlarmSource) -> AlarmLifecycle { episode(source)?.lifecycle ?? .closed }
    func isOpen(_ fault: TechnicalFault) -> Bool { table.open.values.contains { $0.kind == .technical(fault) } }
    var sound: AlarmSound? { table.sound(at: now) }

    /// Seconds until a source's deadline.
    func left(_ source: AlarmSource) -> Int64? { episode(source).map { ($0.deadline.uptime - now.uptime) / 1000 } }

    var refusal: AlarmRefusal? {
        for case .refuse(let refusal) in effects { return refusal }
        return nil
    }
}
