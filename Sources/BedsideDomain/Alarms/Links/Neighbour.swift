/// What this terminal knows of one other's alarms, and what its own screens have drawn of them.
struct Neighbour: Sendable, Hashable {
    private(set) var news: NeighbourNews
    /// Which state a picture of this terminal shows, by the table's revision of that picture; the oldest first.
    private var pictures: [Picture] = []
    /// The newest state that one of this terminal's screens has confirmed.
    private(set) var drawn: LinkMark?
    /// While there is no contact its sound can be paused only here: until then, in milliseconds since boot.
    private(set) var pausedUntil: Int64 = .min

    private struct Picture: Sendable, Hashable {
        let revision: UInt64
        let mark: LinkMark
    }

    /// Pictures that no screen has confirmed yet; of more the ones between are forgotten, never the newest.
    private static let mostPictures = 64

    init(_ news: NeighbourNews) { self.news = news }

    /// Takes what is newer. Duplicates, and what was overtaken, change nothing.
    mutating func take(_ news: NeighbourNews) {
        switch (self.news.mark, news.mark) {
        case (let old?, let new?) where new < old: return
        case (.some, nil): return
        default: self.news = news
        }
        if news.silentSince == nil { pausedUntil = .min }
    }

    /// From this picture on the newest state is to be seen.
    mutating func show(in revision: UInt64) {
        guard let mark = news.mark, pictures.last?.mark != mark, drawn != mark else { return }
        if pictures.count >= Self.mostPictures { pictures.remove(at: pictures.count / 2) }
        pictures.append(Picture(revision: revision, mark: mark))
    }

    /// A screen has drawn everything up to a picture.
    mutating func confirm(_ revision: UInt64) {
        guard let last = pictures.lastIndex(where: { $0.revision <= revision }) else { return }
        drawn = pictures[last].mark
        pictures.removeSubrange(...last)
    }

    /// True when that silenced something.
    mutating func pause(until: Int64, at now: Int64) -> Bool {
        guard news.silentSince != nil, sounding(at: now).contains(where: { $0.kind.priority != .emergency }) else {
            return false
        }
        pausedUntil = until
        return true
    }

    /// What must be heard where nurses are: nobody has it, and nobody paused it. An emergency is never paused.
    func sounding(at now: Int64) -> [AlarmRow] {
        (news.alarms?.rows ?? []).filter { row in
            guard row.lifecycle == .unacked, row.pausedFor <= now - news.cameAt else { return false }
            return pausedUntil <= now || row.kind.priority == .emergency
        }
    }

    /// Its rows as they are to be shown.
    func shown(_ row: AlarmRow, of terminal: TerminalName, by own: TerminalName, at now: Int64) -> AlarmRow {
        var row = row
        row.age(by: max(now - news.cameAt, 0))
        row.terminal = terminal
        row.silentFor = news.silentSince.map { max(now - $0, 0) }
        // The others' screens have names of their own: here it only counts whether this terminal is asked.
        row.asked = row.asked.isEmpty || row.asked.contains(.link(own)) ? [] : [.link(terminal)]
        return row
    }
}
