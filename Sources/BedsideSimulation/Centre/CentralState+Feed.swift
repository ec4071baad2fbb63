import BedsideDomain
import BedsideSync
import BedsideWire

extension CentralState {
    mutating func publish(_ table: FeedTable, key: String, body: String, scope: Scope) {
        let name = MemoryStore.Key(table: table, key: key)
        let old = things[name]
        if let old, old.body == body, old.scope == scope { return }
        var version = (old?.version ?? 0) + 1
        if let old, old.scope != scope {
            append(FeedRow(seq: feedSeq + 1, table: table, key: key, change: .leave, version: version), old.scope)
            version += 1
        }
        append(FeedRow(seq: feedSeq + 1, table: table, key: key, change: .put(body), version: version), scope)
        things[name] = Thing(scope: scope, body: body, version: version)
    }

    private mutating func append(_ row: FeedRow, _ scope: Scope) {
        feedSeq = row.seq
        feed.append(FeedEntry(row: row, scope: scope))
    }

    func down(after cursor: FeedCursor, for name: TerminalName, _ certificate: Int) throws(LineError) -> DownAnswer {
        let terminal = try terminal(name, certificate)
        guard cursor.generation == generation, cursor.seq >= floor, cursor.seq <= feedSeq else {
            throw refusal(.cursorGone, status: 410)
        }
        // Small pages, so that `more` is met.
        let page = 10
        var rows: [FeedRow] = []
        var seq = cursor.seq
        // The feed has no gaps.
        for entry in feed.dropFirst(Int(cursor.seq - floor)) {
            if rows.count == page {
                return DownAnswer(rows: rows, cursor: at(seq), more: true, serverTime: milliseconds)
            }
            seq = entry.row.seq
            if sees(terminal, name, entry.scope) { rows.append(entry.row) }
        }
        return DownAnswer(rows: rows, cursor: at(seq), more: false, serverTime: milliseconds)
    }

    func snapshot(for name: TerminalName, _ certificate: Int) throws(LineError) -> Snapshot {
        let terminal = try terminal(name, certificate)
        let rows = things.filter { sees(terminal, name, $0.value.scope) }.map { key, thing in
            FeedRow(seq: feedSeq, table: key.table, key: key.key, change: .put(thing.body), version: thing.version)
        }.sorted { ($0.table.rawValue, $0.key) < ($1.table.rawValue, $1.key) }
        return Snapshot(rows: RowList(rows), cursor: at(feedSeq))
    }

    mutating func prune() {
        let gone = feed.count / 2
        floor += Int64(gone)
        feed.removeFirst(gone)
    }

    /// What a terminal that read everything has.
    func things(of name: TerminalName) -> [MemoryStore.Key: MemoryStore.Thing] {
        guard let terminal = terminals[name] else { return [:] }
        return things.filter { sees(terminal, name, $0.value.scope) }.mapValues {
            MemoryStore.Thing(version: $0.version, body: $0.body)
        }
    }

    private func at(_ seq: Int64) -> FeedCursor { FeedCursor(generation: generation, seq: seq) }

    private func sees(_ terminal: Terminal, _ name: TerminalName, _ scope: Scope) -> Bool {
        switch scope {
        case .hospital: true
        case .ward(let ward): ward == terminal.ward
        case .terminal(let other): other == name
        }
    }
}
