import BedsideDomain

/// What passes by itself.
extension WardFlow {
    /// Without a key for this long the most urgent alarm is selected again.
    static let rest: Duration = .seconds(20)
    /// Without a key for this long a question or another list gives way to the alarms.
    static let patience: Duration = .seconds(60)
    /// How long a badge holds, and how long an answer may take.
    static let presence: Duration = .seconds(60)
    static let answer: Duration = .seconds(10)

    mutating func passTime(_ now: Duration) {
        if let until = actor?.until, until <= now { actor = nil }
        if let until = message?.until, until <= now { message = nil }
        let oldest = [checks.first?.since, acts.first?.since].compactMap(\.self).min()
        if let oldest, now - oldest >= Self.answer {
            checks = []
            acts = []
            say(Saying(.wardProblem), isTrouble: true, now)
        }
        if now - touched >= Self.patience {
            question = nil
            page = .alarms
        }
        if now - touched >= Self.rest, question == nil, page == .alarms, cursor.chosen != nil {
            cursor.follow(in: rows, at: now)
        }
    }

    mutating func say(_ saying: Saying, isTrouble: Bool, _ now: Duration) {
        message = WardMessage(saying: saying, isTrouble: isTrouble, until: now + .seconds(isTrouble ? 8 : 4))
    }

    mutating func take(_ shown: ShownBoard) {
        let before = rows
        board = shown
        cursor.moved(from: before, to: rows, at: shown.came)
        // Somebody was quicker: the question is about nothing any more.
        if let row = question?.row, !shown.holds(row.id) {
            question = nil
            say(Saying(.refusalGone), isTrouble: true, shown.came)
        }
    }

    /// What the arrows move in.
    var rows: [AlarmRow] { rows(of: page) }

    func rows(of page: WardPage) -> [AlarmRow] {
        switch page {
        case .alarms: board?.board.rows ?? []
        case .held: board?.board.held ?? []
        case .faults: []
        }
    }
}
