@testable import BedsideDomain

/// A terminal of the tests: its table, what it knows of the others, its links, and screens that draw and confirm.
struct LinkTerminal {
    let index: Int
    let name: TerminalName
    var table: AlarmTable
    var neighbours: Neighbours
    var links: [Int: WardLink] = [:]
    var screens: [Screen]
    /// Answers by ticket, in the order in which they came.
    var answers: [UInt64: [AlarmRefusal?]] = [:]

    struct Screen {
        let name: WardScreenName
        var board: AlarmBoard?
        var isFrozen = false
        var confirmedAt: Int64 = .min
        /// The newest state of each other terminal that it has drawn.
        var drawn: [LinkMark] = []
    }

    init(_ index: Int, names: [String], screens: Int, at now: AlarmMoment) {
        self.index = index
        name = TerminalName(trusted: names[index])
        table = AlarmTable(
            home: NightCast.place(names[index]), seed: UInt64(index) + 11, at: now)
        neighbours = Neighbours(own: name)
        self.screens = (0..<screens).map { Screen(name: WardScreenName(trusted: "screen-\(index)-\($0)")) }
        for other in names.indices where other != index {
            links[other] = WardLink(own: name, peer: TerminalName(trusted: names[other]), at: now.uptime)
        }
    }

    func board(at now: AlarmMoment) -> AlarmBoard { neighbours.merged(into: table.board(at: now), at: now.uptime) }

    /// Its own and the others' alarms, on its own screens.
    func hasLost(_ other: TerminalName) -> Bool {
        table.open.values.contains { $0.kind == .technical(.wardLink) && $0.source.origin == other.text }
    }
}
