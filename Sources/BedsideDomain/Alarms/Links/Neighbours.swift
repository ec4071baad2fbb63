/// The alarms of the other terminals of the ward, as this one's screens show them beside its own.
///
/// A terminal that cannot be reached keeps its rows, marked: only its own word clears them.
package struct Neighbours: Sendable, Hashable {
    private let own: TerminalName
    private var all: [TerminalName: Neighbour] = [:]

    package init(own: TerminalName) { self.own = own }

    /// What a link told. Returns what was raised by it, or raised anew, for the screens to announce.
    package mutating func take(_ news: NeighbourNews, of terminal: TerminalName) -> [AlarmID] {
        let before = all[terminal]?.news.alarms?.rows ?? []
        guard all[terminal] != nil || all.count < LinkRules.mostPeers else { return [] }
        var neighbour = all[terminal] ?? Neighbour(news)
        neighbour.take(news)
        all[terminal] = neighbour
        let known = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
        return (neighbour.news.alarms?.rows ?? []).filter { $0.isRaised(after: known[$0.id]) }.map(\.id)
    }

    /// It does not belong to the ward any more.
    package mutating func forget(_ terminal: TerminalName) { all[terminal] = nil }

    /// The pictures from this revision of the table on show the newest of everybody.
    package mutating func show(in revision: UInt64) { for name in all.keys { all[name]?.show(in: revision) } }

    /// One of this terminal's own screens has drawn everything up to a picture.
    package mutating func confirm(_ revision: UInt64) { for name in all.keys { all[name]?.confirm(revision) } }

    /// What the screens of this terminal have drawn of each.
    package var drawn: [TerminalName: LinkMark] { all.compactMapValues(\.drawn) }

    /// The terminal whose alarm it is; nil when it is none of theirs.
    package func owner(of id: AlarmID) -> TerminalName? { row(id)?.terminal }

    package func row(_ id: AlarmID) -> (terminal: TerminalName, row: AlarmRow)? {
        for name in all.keys.sorted() {
            guard let alarms = all[name]?.news.alarms else { continue }
            if let row = alarms.rows.first(where: { $0.id == id }) ?? alarms.held.first(where: { $0.id == id }) {
                return (name, row)
            }
        }
        return nil
    }

    /// Pauses what cannot be paused at its own terminal, as there is no contact with it. True when that silenced anything.
    package mutating func pause(for rules: AlarmRules, at now: Int64) -> Bool {
        var isPaused = false
        for name in all.keys where all[name]?.pause(until: now + Int64(rules.soundPause) * 1000, at: now) ?? false {
            isPaused = true
        }
        return isPaused
    }

    /// The board with everybody's alarms in one order (I11).
    package func merged(into board: AlarmBoard, at now: Int64) -> AlarmBoard {
        guard !all.isEmpty else { return board }
        var board = board
        var told = Set(
            (board.rows + board.held).filter { $0.kind == .technical(.wardLink) }.map(\.origin) + [own.text])
        for name in all.keys.sorted() {
            guard let neighbour = all[name], let alarms = neighbour.news.alarms else { continue }
            board.rows += alarms.rows.filter { isNews($0, &told) }.map {
                neighbour.shown($0, of: name, by: own, at: now)
            }
            board.held += alarms.held.map { neighbour.shown($0, of: name, by: own, at: now) }
            board.folded += alarms.folded
            board.omitted += alarms.omitted
            let paused = alarms.rows.filter { $0.lifecycle == .unacked }.map(\.pausedFor).max() ?? 0
            board.pausedFor = max(
                board.pausedFor, paused.subtracting(now - neighbour.news.cameAt), neighbour.pausedUntil.subtracting(now)
            )
        }
        board.rows.sort(by: AlarmRow.isBefore)
        board.held.sort { ($0.place, $0.id.text) < ($1.place, $1.id.text) }
        return board
    }

    /// That one terminal cannot be reached is told once, whoever misses it; this one's own word comes first.
    private func isNews(_ row: AlarmRow, _ told: inout Set<String>) -> Bool {
        row.kind != .technical(.wardLink) || told.insert(row.origin).inserted
    }

    /// What the sounder of a desk plays for the others' alarms. A terminal that cannot be reached goes on being heard,
    /// until somebody put its link on the shelf or out of service, with a reason and their name.
    ///
    /// - Parameter lost: the terminals that this one has an alarm about itself.
    package func sound(
        at now: Int64, except silenced: Set<TerminalName> = [], lost: Set<String> = []
    ) -> AlarmSound? {
        var most: AlarmSound?
        var told = lost.union([own.text])
        for name in all.keys.sorted() {
            guard let neighbour = all[name], neighbour.news.silentSince == nil || !silenced.contains(name) else {
                continue
            }
            for row in neighbour.sounding(at: now) where isNews(row, &told) {
                let isMore = most.map { ($0.priority, $0.level) < (row.kind.priority, row.level) } ?? true
                if isMore { most = AlarmSound(priority: row.kind.priority, level: row.level) }
            }
        }
        return most
    }

    /// When a pause ends here, in milliseconds since boot.
    package func nextDue(after now: Int64) -> Int64? {
        all.values.flatMap { neighbour in
            [neighbour.pausedUntil]
                + (neighbour.news.alarms?.rows ?? []).filter { $0.pausedFor > 0 }.map {
                    neighbour.news.cameAt + $0.pausedFor
                }
        }.filter { $0 > now }.min()
    }

    /// What the patients may know of the calls that came in at other terminals, beside this one's own.
    package func progress(beside own: [AlarmPlace: CallProgress]) -> [AlarmPlace: CallProgress] {
        var calls = own
        for row in all.values.flatMap({ $0.news.alarms?.rows ?? [] }) where row.kind.origin == .person {
            let progress: CallProgress =
                switch row.lifecycle {
                case .acked: .accepted
                case .attended: .attended
                case .unacked, .returnedUnacked, .shelved, .outOfService, .closed: .called
                }
            calls[row.place] = min(calls[row.place] ?? .attended, progress)
        }
        return calls
    }
}

extension AlarmRow {
    /// It is there for the first time, or somebody must be told again.
    fileprivate func isRaised(after before: AlarmRow?) -> Bool {
        guard let before else { return true }
        guard lifecycle == .unacked else { return false }
        return before.lifecycle != .unacked || before.level < level || before.occurrences < occurrences
    }
}

extension Int64 {
    fileprivate func subtracting(_ other: Int64) -> Int64 {
        let (value, isFar) = subtractingReportingOverflow(other)
        return isFar ? 0 : Swift.max(value, 0)
    }
}
