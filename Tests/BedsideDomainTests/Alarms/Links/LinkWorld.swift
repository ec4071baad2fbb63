@testable import BedsideDomain

/// Three terminals and two screens, glued together as the daemon glues them, over a ``LinkNet``.
struct LinkWorld {
    static let names = ["desk", "k-1", "k-2"]
    var terminals: [LinkTerminal]
    var net: LinkNet
    var now = NightCast.evening
    var broken: [String] = []
    var asked: [UInt64: (by: Int, at: Int64)] = [:]
    var performed: [UInt64: [Int64]] = [:]
    private var tickets: UInt64 = 0
    private var cutSince: [[Int]: Int64] = [:]

    /// - Parameter screens: of each terminal.
    init(seed: UInt64, screens: [Int] = [1, 1, 0]) {
        net = LinkNet(seed: seed)
        terminals = screens.indices.map { [now] in LinkTerminal($0, names: Self.names, screens: screens[$0], at: now) }
        for index in terminals.indices { feed(index, .probe) }
    }

    var uptime: Int64 { now.uptime }

    mutating func feed(_ index: Int, _ event: AlarmEvent) {
        let effects = terminals[index].table.handle(event, at: now)
        let isShown = effects.contains { if case .annunciate = $0 { true } else { false } }
        if isShown { terminals[index].neighbours.show(in: terminals[index].table.revision) }
        if case .screen(let name, .confirmed(let revision)) = event, !name.isLink {
            terminals[index].neighbours.confirm(revision)
        }
        let own = terminals[index].table.forwarded(at: now)
        let drawn = terminals[index].neighbours.drawn
        let hasScreens = terminals[index].table.board(at: now).screens.contains { $0.isLive && !$0.name.isLink }
        for other in terminals[index].links.keys.sorted() {
            link(index, other, .own(own))
            link(index, other, .drawn(drawn[terminals[other].name], hasScreens: hasScreens))
        }
    }

    mutating func link(_ index: Int, _ other: Int, _ event: LinkEvent) {
        let moment = uptime
        let actions = terminals[index].links[other]?.handle(event, at: moment) ?? []
        for action in actions { carryOut(index, other, action) }
    }

    private mutating func carryOut(_ index: Int, _ other: Int, _ action: LinkAction) {
        let peer = terminals[other].name
        switch action {
        case .dial: net.dial(from: index, to: other, at: uptime)
        case .close(let connection): net.close(index, connection, at: uptime)
        case .send(let connection, let message): net.send(index, connection, message, at: uptime)
        case .show(let news):
            _ = terminals[index].neighbours.take(news, of: peer)
            feed(index, .redraw)
        case .fault(let isPresent):
            let source = AlarmSource(
                place: terminals[index].table.home, kind: .technical(.wardLink), origin: peer.text)
            feed(index, .fault(source, isPresent: isPresent))
        case .sign(let sign):
            if case .confirmed(let revision) = sign { checkConfirmed(index, other, revision) }
            feed(index, .screen(.link(peer), sign))
        case .perform(let connection, let act):
            performed[act.number &* 64 &+ UInt64(other * 8 + index), default: []].append(uptime)
            var refusal: AlarmRefusal?
            let event = AlarmEvent.act(
                act.act, by: act.staff, from: act.bed.map { .bed($0) } ?? .screen(.link(peer)))
            var copy = terminals[index].table
            for case .refuse(let why) in copy.handle(event, at: now) { refusal = why }
            feed(index, event)
            link(index, other, .performed(connection, act.number, refusal))
        case .answer(let ticket, let refusal):
            terminals[index].answers[ticket.number, default: []].append(refusal)
        }
    }

    /// What an owner is told is shown there, a screen there has drawn.
    private mutating func checkConfirmed(_ index: Int, _ other: Int, _ revision: UInt64) {
        let drawn = terminals[other].screens.flatMap(\.drawn).contains { $0.revision >= revision }
        if !drawn { broken.append("\(Self.names[other]) confirmed \(revision) of \(Self.names[index]) undrawn") }
    }

    /// Time passes; frames arrive, deadlines ring, screens draw.
    mutating func pass(_ milliseconds: Int64) {
        let end = uptime + milliseconds
        while uptime < end {
            now = AlarmMoment(
                boot: now.boot, uptime: uptime + 25, wall: Timestamp(milliseconds: now.wall.milliseconds + 25))
            for letter in net.arrived(by: uptime) { link(letter.to, letter.from, letter.event) }
            for index in terminals.indices {
                if let due = terminals[index].table.nextDue(), due <= uptime { feed(index, .tick) }
                for other in terminals[index].links.keys.sorted() {
                    if let due = terminals[index].links[other]?.nextDue(), due <= uptime { link(index, other, .tick) }
                }
                draw(index)
            }
            checkCuts()
        }
    }

    /// Each screen draws what is newest, and confirms it when it is news or a heartbeat is over.
    private mutating func draw(_ index: Int) {
        for screen in terminals[index].screens.indices where !terminals[index].screens[screen].isFrozen {
            let board = terminals[index].board(at: now)
            let isNews = terminals[index].screens[screen].board?.revision != board.revision
            guard isNews || uptime - terminals[index].screens[screen].confirmedAt >= 4000 else { continue }
            if terminals[index].screens[screen].board == nil {
                feed(index, .screen(terminals[index].screens[screen].name, .joined))
            }
            terminals[index].screens[screen].board = board
            terminals[index].screens[screen].confirmedAt = uptime
            terminals[index].screens[screen].drawn = terminals[index].links.values.compactMap(\.news.mark)
            checkOwn(index, board)
            feed(index, .screen(terminals[index].screens[screen].name, .confirmed(board.revision)))
        }
    }

    /// Every open alarm is on its owner's own screens.
    private mutating func checkOwn(_ index: Int, _ board: AlarmBoard) {
        let shown = Set((board.rows + board.held).map(\.id))
        let missing = terminals[index].table.open.values.filter { !shown.contains($0.id) }
        if missing.count > board.folded { broken.append("\(Self.names[index]) does not show its own alarm") }
    }

    /// A cut link is an alarm on both sides within its bound.
    private mutating func checkCuts() {
        cutSince = cutSince.filter { net.cut.contains($0.key) }
        for pair in net.cut {
            let since = cutSince[pair] ?? uptime
            cutSince[pair] = since
            guard uptime - since > LinkRules.standard.patience + 200 else { continue }
            for (one, other) in [(pair[0], pair[1]), (pair[1], pair[0])]
            where !terminals[one].hasLost(terminals[other].name) {
                broken.append("\(Self.names[one]) has no alarm about \(Self.names[other])")
            }
        }
    }

    /// Somebody at a screen of `index` does something with an alarm that it shows.
    mutating func ask(_ index: Int, _ row: AlarmRow, _ act: AlarmAct, bed: AlarmPlace?) {
        guard let owner = row.terminal, let other = terminals.firstIndex(where: { $0.name == owner }) else {
            return feed(
                index,
                .act(act, by: NightCast.nurses[0], from: bed.map { .bed($0) } ?? .screen(NightCast.screens[0])))
        }
        tickets += 1
        asked[tickets] = (index, uptime)
        link(index, other, .ask(LinkTicket(tickets), act, by: NightCast.nurses[0], bed: bed))
    }
}
