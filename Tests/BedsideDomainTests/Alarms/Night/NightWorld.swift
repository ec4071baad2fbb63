@testable import BedsideDomain

/// A ward at night: the table, its journal, and what an honest observer knows of it without asking the table.
struct NightWorld {
    let setup: NightSetup
    var table: AlarmTable
    var now: AlarmMoment
    /// What the journal holds, folded, and the notes that wait for the next record.
    var disk: [AlarmID: AlarmEpisode] = [:]
    var notes: [AlarmID: AlarmEpisode] = [:]
    /// All that was ever written, in its order.
    var written: [AlarmEpisode] = []
    var last: LastTurn
    var knows = NightKnowledge()
    /// The first break of each law.
    var broken: [AlarmLaw: String] = [:]
    /// How many events it took.
    var events = 0
    /// Where the night has been.
    var seen: Set<String> = []
    /// Before the event that is judged: ``NightKnowledge/newsAt``.
    var oldNews: [AlarmSource: Int64] = [:]
    private var restarts: UInt64 = 0

    /// What a crash in the middle of the last event would leave.
    struct LastTurn {
        var disk: [AlarmID: AlarmEpisode] = [:]
        var count = 0
        var open: [AlarmID: AlarmEpisode] = [:]
        var records: [AlarmEpisode] = []
        var real: Int64 = 0
        var realDue: [AlarmID: Int64] = [:]
    }

    init(_ setup: NightSetup) {
        self.setup = setup
        now = NightCast.evening
        table = AlarmTable(
            rules: setup.rules, audience: setup.audience, home: NightCast.home, seed: 1, at: NightCast.evening)
        last = LastTurn()
        knows.noScreenSince = now.uptime
    }

    static func play(_ night: RandomNight) -> NightWorld {
        var world = NightWorld(night.setup)
        for step in night.steps { world.play(step) }
        world.play(.crash(written: .max, isNewBoot: false, down: 0, clockOff: 0))
        return world
    }

    mutating func play(_ step: NightStep) {
        switch step {
        case .wait(let time): wait(time)
        case .stallToDue(let past):
            let due = min(table.nextDue() ?? now.uptime, now.uptime + 10_800_000)
            pass(max(due + past - now.uptime, 0))
        case .ring: feed(.tick)
        case .press(let source, let count): feed(.signal(source, .pressed(count)))
        case .level(let source, let isOn): feed(.signal(source, .level(isOn)))
        case .flicker(let source, let times):
            let level = knows.level[source] ?? false
            for isOn in (0..<times).flatMap({ _ in [!level, level] }) {
                pass(1)
                feed(.signal(source, .level(isOn)))
            }
        case .cancel(let place): feed(.cancelled(place))
        case .fault(let source, let isPresent): feed(.fault(source, isPresent: isPresent))
        case .storm(let count):
            for number in 0..<count {
                let source = AlarmSource(place: NightCast.home, kind: .technical(.inputLost), origin: "line-\(number)")
                feed(.fault(source, isPresent: true))
            }
        case .act(let verb, let source, let nurse, let isAtBed):
            let place: ActPlace = isAtBed ? .bed(source.place) : .screen(NightCast.screens[0])
            feed(.act(act(verb, table.current[source] ?? AlarmID(trusted: "nobody")), by: nurse, from: place))
        case .attendAll(let place, let nurse, let isAtBed):
            feed(
                .act(.attendAll(place), by: nurse, from: isAtBed ? .bed(place) : .screen(NightCast.screens[0])))
        case .pause(let nurse): feed(.act(.pauseSound, by: nurse, from: .screen(NightCast.screens[0])))
        case .join(let screen): feed(.screen(screen, .joined))
        case .confirm(let screen, let behind):
            feed(.screen(screen, .confirmed(table.revision - min(behind, table.revision))))
        case .leave(let screen): feed(.screen(screen, .left))
        case .probe: feed(.probe)
        case .setClock(let step):
            knows.isWallTrue = false
            let wall = Timestamp(milliseconds: now.wall.milliseconds + step)
            now = AlarmMoment(boot: now.boot, uptime: now.uptime, wall: wall)
        case .crash(let written, let isNewBoot, let down, let clockOff):
            crash(written: written, isNewBoot: isNewBoot, down: down, clockOff: clockOff)
        }
    }

    private func act(_ verb: NightStep.Verb, _ id: AlarmID) -> AlarmAct {
        switch verb {
        case .accept: .accept(id)
        case .reject: .reject(id)
        case .attend: .attend(id)
        case .leave: .leave(id)
        case .shelve: .shelve(id, minutes: 5, reason: "waits for a part")
        case .outOfService: .outOfService(id, hours: 1, reason: "being repaired")
        case .unshelve: .unshelve(id)
        }
    }

    /// Rings every deadline on the way.
    private mutating func wait(_ time: Int64) {
        let end = now.uptime + time
        while let due = table.nextDue(), due <= end, broken[.i3] == nil {
            pass(max(due - now.uptime, 0))
            feed(.tick)
        }
        pass(max(end - now.uptime, 0))
    }

    mutating func pass(_ time: Int64) {
        knows.real += time
        now = AlarmMoment(
            boot: now.boot, uptime: now.uptime + time, wall: Timestamp(milliseconds: now.wall.milliseconds + time))
    }

    mutating func feed(_ event: AlarmEvent) {
        events += 1
        let before = table
        let effects = table.handle(event, at: now)
        let turn = NightTurn(event: event, now: now, before: before, after: table, effects: effects)
        keep(turn)
        knows.learn(turn, setup)
        judge(turn)
        note(turn)
    }

    /// As the daemon does: records first, and the notes with them.
    private mutating func keep(_ turn: NightTurn) {
        last = LastTurn(
            disk: disk, count: written.count, open: turn.oldOpen, records: turn.records, real: knows.real,
            realDue: knows.realDue)
        for case .note(let episode) in turn.effects { notes[episode.id] = episode }
        guard !turn.records.isEmpty else { return }
        for record in turn.records { notes[record.id] = nil }
        write(turn.records + notes.values)
        notes = [:]
    }

    mutating func write(_ records: [AlarmEpisode]) {
        written += records
        for record in records where (disk[record.id]?.revision ?? 0) < record.revision { disk[record.id] = record }
    }

    /// The process dies, and starts with what is on disk.
    private mutating func crash(written count: Int, isNewBoot: Bool, down: Int64, clockOff: Int64) {
        if count < last.records.count {
            written.removeLast(written.count - last.count)
            disk = last.disk
            knows.realDue = last.realDue
            for record in last.records.prefix(count) {
                write([record])
                knows.realDue[record.id] = last.real + record.deadline.uptime - record.changedUptime
            }
        }
        restarts += 1
        knows.real += down
        if clockOff != 0 { knows.isWallTrue = false }
        let wall = Timestamp(milliseconds: now.wall.milliseconds + down + clockOff)
        let then = now
        now =
            isNewBoot
            ? AlarmMoment(boot: "boot-\(restarts + 1)", uptime: 9_000 + down, wall: wall)
            : AlarmMoment(boot: now.boot, uptime: now.uptime + down, wall: wall)
        let restored = start(disk.values.sorted { $0.id < $1.id })
        judge(restart: restored, from: then, count: count)
        table = restored
        notes = [:]
        knows.restart(at: now, from: then, restored)
        // What a daemon does first: deadlines that passed fire, inputs are read, faults are told anew.
        feed(.tick)
        for source in NightCast.levels {
            if let isOn = knows.level[source] {
                knows.level[source] = nil
                feed(.signal(source, .level(isOn)))
            }
        }
    }

    func start(_ episodes: [AlarmEpisode]) -> AlarmTable {
        AlarmTable(
            restoring: episodes, rules: setup.rules, audience: setup.audience, home: NightCast.home, seed: restarts + 1,
            at: now)
    }

    mutating func expect(_ law: AlarmLaw, _ holds: Bool, _ text: @autoclosure () -> String) {
        if !holds, broken[law] == nil { broken[law] = text() }
    }

    private mutating func note(_ turn: NightTurn) {
        guard !turn.effects.isEmpty else { return }
        for episode in turn.records where episode.isOpen {
            seen.insert(episode.lifecycle.rawValue)
            if case .technical(let fault) = episode.kind { seen.insert("fault " + fault.rawValue) }
        }
        for (_, end) in turn.closed { seen.insert("ended " + end.rawValue) }
        for case .refuse(let refusal) in turn.effects { seen.insert("refused " + refusal.rawValue) }
        if turn.after.flood.isFlood { seen.insert("flood") }
        if turn.after.signals.values.contains(where: \.isUnstable) { seen.insert("unstable") }
    }
}
