import BedsideDomain

/// A board with the time at which it came, so that ages run on until the next.
struct ShownBoard: Sendable {
    let board: AlarmBoard
    let names: [StaffID: String]
    let came: Duration
    /// Rows that still need somebody's answer.
    let open: Int
    /// The terminals of the ward with which there is no contact.
    let silentTerminals: [String]

    init(_ board: AlarmBoard, names: [StaffID: String], at now: Duration) {
        self.board = board
        self.names = names
        came = now
        var silent: Set<String> = []
        for row in board.rows {
            if row.kind == .technical(.wardLink), row.terminal == nil { silent.insert(row.origin) }
            if row.silentFor != nil, let terminal = row.terminal { silent.insert(terminal.text) }
        }
        silentTerminals = silent.sorted()
        open = board.rows.count { $0.lifecycle == .unacked || $0.lifecycle == .returnedUnacked }
    }

    var rows: [AlarmRow] { board.rows }

    /// Milliseconds since it came.
    func elapsed(_ now: Duration) -> Int64 { max((now - came).milliseconds, 0) }

    /// Whether an alarm is on any of its lists.
    func holds(_ id: AlarmID) -> Bool {
        board.rows.contains { $0.id == id } || board.held.contains { $0.id == id }
    }

    /// How long ago an alarm came through to a screen, in milliseconds; nil when none ever did.
    func provenAgo(_ screen: WardScreenName, _ now: Duration) -> Int64? {
        board.screens.first { $0.name == screen }?.provenAgo.map { $0 + elapsed(now) }
    }

    var lostScreens: [WardScreenName] { board.screens.filter { !$0.isLive }.map(\.name).sorted() }

    /// Milliseconds for which the sound is still paused.
    func pausedFor(_ now: Duration) -> Int64 { max(board.pausedFor - elapsed(now), 0) }
}
