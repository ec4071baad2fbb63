import BedsideDomain

/// Keeps the table, and what the other terminals of the ward told, and turns a batch of inputs into one turn: what to record, whether to show, whom to answer.
struct AlarmOwner {
    let configuration: AlarmConfiguration
    private(set) var table: AlarmTable
    private(set) var neighbours: Neighbours

    /// - Parameter own: this terminal's name in its ward.
    init(configuration: AlarmConfiguration, table: AlarmTable, own: TerminalName = TerminalName(trusted: "-")) {
        self.configuration = configuration
        self.table = table
        neighbours = Neighbours(own: own)
    }

    /// What a batch leads to.
    struct Turn {
        /// Changed episodes, to be on disk before anything is shown. Each in the order of its last change: where a new
        /// episode takes the place of an old one, a write that is torn keeps the new one first.
        fileprivate(set) var records: [AlarmEpisode] = []
        /// Facts that wait for the next record.
        fileprivate(set) var notes: [AlarmID: AlarmEpisode] = [:]
        fileprivate(set) var isShown = false
        fileprivate(set) var raised: [AlarmID] = []
        fileprivate(set) var answers: [(AlarmReply, AlarmRefusal?)] = []
        fileprivate(set) var hasBeat = false
    }

    mutating func take(_ batch: [AlarmInput], at now: AlarmMoment) -> Turn {
        var turn = Turn()
        for input in batch {
            switch input {
            case .contacts(let events):
                for event in events { for meant in configuration.events(event) { handle(meant, now, &turn) } }
            case .call(let place, let reply):
                let source = AlarmSource(place: place, kind: .call, origin: Self.kiosk)
                turn.answers.append((reply, handle(.signal(source, .pressed(1)), now, &turn)))
            case .act(let act, let staff, let origin, let reply):
                let event = AlarmEvent.act(act, by: staff, from: place(of: act, origin))
                let refusal = handle(event, now, &turn)
                let isPausedHere = act == .pauseSound && neighbours.pause(for: configuration.rules, at: now.uptime)
                if isPausedHere { handle(.redraw, now, &turn) }
                turn.answers.append((reply, isPausedHere ? nil : refusal))
            case .screen(let name, let sign):
                handle(.screen(name, sign), now, &turn)
                // What the screens of others drew is no news of what ours did.
                if case .confirmed(let revision) = sign, !name.isLink { neighbours.confirm(revision) }
            case .neighbour(let name, let news):
                if let news { turn.raised += neighbours.take(news, of: name) } else { neighbours.forget(name) }
                handle(.redraw, now, &turn)
            case .fault(let fault, let about, let isPresent):
                let source = AlarmSource(place: table.home, kind: .technical(fault), origin: about)
                handle(.fault(source, isPresent: isPresent), now, &turn)
            case .probe: handle(.probe, now, &turn)
            case .tick: handle(.tick, now, &turn)
            case .beat: turn.hasBeat = true
            }
        }
        turn.records = turn.records.newest()
        if turn.isShown { neighbours.show(in: table.revision) }
        return turn
    }

    /// The origin of calls from this terminal's kiosk: whoever stands here stands where the call came from.
    static let kiosk = "kiosk"

    @discardableResult
    private mutating func handle(_ event: AlarmEvent, _ now: AlarmMoment, _ turn: inout Turn) -> AlarmRefusal? {
        var refusal: AlarmRefusal?
        for effect in table.handle(event, at: now) {
            switch effect {
            case .record(let episode):
                turn.records.append(episode)
                turn.notes[episode.id] = nil
            case .note(let episode): turn.notes[episode.id] = episode
            case .annunciate(let raised):
                turn.isShown = true
                turn.raised += raised
            case .refuse(let why): refusal = why
            }
        }
        return refusal
    }

    /// A bed when whoever acts stands at it.
    private func place(of act: AlarmAct, _ origin: ActOrigin) -> ActPlace {
        let (bed, isOwnCall): (AlarmPlace?, Bool) =
            switch act {
            case .accept(let id), .reject(let id), .attend(let id), .leave(let id), .unshelve(let id),
                .shelve(let id, _, _), .outOfService(let id, _, _):
                (table.open[id]?.source.place, table.open[id]?.source.origin == Self.kiosk)
            case .attendAll(let place): (place, place == configuration.home)
            case .pauseSound: (nil, false)
            }
        switch origin {
        case .link(let terminal, let stands): return stands.map { .bed($0) } ?? .screen(.link(terminal))
        case .screen(let name):
            guard let bed, configuration.screenBeds[name]?.contains(bed) ?? false else { return .screen(name) }
            return .bed(bed)
        case .kiosk:
            guard let bed, isOwnCall || bed == configuration.home || configuration.beds.contains(bed) else {
                return .screen(Self.kioskScreen)
            }
            return .bed(bed)
        }
    }

    private static let kioskScreen = WardScreenName(trusted: "kiosk")
}

extension [AlarmEpisode] {
    /// The last state of each, in the order of their last places.
    fileprivate func newest() -> [AlarmEpisode] {
        var seen: Set<AlarmID> = []
        return reversed().filter { seen.insert($0.id).inserted }.reversed()
    }
}
