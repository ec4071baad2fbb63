import BedsideDomain

/// What the owner keeps, as a value: for the auditor, the status and the staff page.
struct AlarmView: Sendable {
    private let shown: AlarmBoard
    /// When the board was made, in milliseconds since boot.
    private let shownAt: Int64
    /// Revision by episode of what is open.
    let kept: [AlarmID: UInt64]
    /// When the timer will ring, in milliseconds since boot.
    let armed: Int64?

    init(_ table: AlarmTable, _ neighbours: Neighbours, armed: Int64?, at now: AlarmMoment) {
        shown = neighbours.merged(into: table.board(at: now), at: now.uptime)
        shownAt = now.uptime
        kept = table.open.mapValues(\.revision)
        self.armed = armed
    }

    /// A row of the board, this terminal's own or another's.
    func row(_ id: AlarmID) -> AlarmRow? {
        shown.rows.first { $0.id == id } ?? shown.held.first { $0.id == id }
    }

    /// The board with its ages as they are now: it is made only when something changes.
    func board(at now: AlarmMoment) -> AlarmBoard {
        let since = max(now.uptime - shownAt, 0)
        var board = shown
        for index in board.rows.indices { board.rows[index].age(by: since) }
        for index in board.held.indices { board.held[index].age(by: since) }
        for index in board.screens.indices {
            board.screens[index].provenAgo = board.screens[index].provenAgo.map { $0 + since }
        }
        board.pausedFor = max(board.pausedFor - since, 0)
        board.restartedAgo = board.restartedAgo.map { $0 + since }.flatMap { $0 < 60_000 ? $0 : nil }
        return board
    }
}
