import BedsideDomain
import BedsideScreen

/// What a ward screen says of itself, beside the alarms: whether the way to it is proven, what is paused, folded or lost.
struct WardStatus {
    let words: Words
    let settings: WardSettings
    let shown: ShownBoard
    let now: Duration

    private var provenAgo: Int64? { shown.provenAgo(settings.screen, now) }

    /// The last synthetic alarm is too old, or none ever came: what is not shown may still be there.
    var isUnproven: Bool {
        guard let provenAgo else { return true }
        return provenAgo > settings.rules.proofPatience.milliseconds
    }

    /// Always in sight.
    var proof: String {
        guard !isUnproven, let provenAgo else { return words(.wardUnproven) }
        return words(.wardProven, .seconds(Int(provenAgo / 1000)))
    }

    /// Above the alarms.
    var warning: String? {
        guard isUnproven else { return nil }
        guard let provenAgo else { return words(.wardProofNoneText) }
        return words(.wardProofOldText, .seconds(Int(provenAgo / 1000)))
    }

    /// Below them, the most important first.
    var notes: [(text: String, emphasis: Block.Emphasis)] {
        var notes: [(String, Block.Emphasis)] = []
        let silent = shown.silentTerminals.joined(separator: ", ")
        if !silent.isEmpty { notes.append((words(.wardTerminalsLost, .item(Cells.clip(silent, to: 44))), .caution)) }
        if shown.board.omitted > 0 { notes.append((words(.wardOmitted, .count(shown.board.omitted)), .caution)) }
        let paused = shown.pausedFor(now)
        if paused > 0 { notes.append((words(.wardPaused, .time(WardRows.minutes(Int(paused / 1000)))), .strong)) }
        if shown.board.folded > 0 { notes.append((words(.wardFolded, .count(shown.board.folded)), .strong)) }
        if let restarted = shown.board.restartedAgo, restarted + shown.elapsed(now) < 60_000 {
            notes.append((words(.wardRestarted), .quiet))
        }
        let lost = shown.lostScreens.map(\.text).joined(separator: ", ")
        if !lost.isEmpty { notes.append((words(.wardScreensLost, .item(Cells.clip(lost, to: 44))), .caution)) }
        return notes
    }
}
