/// A transaction of one PostgreSQL connection.
final class PgTransaction: CentralTransaction {
    private let session: PgSession
    private var depth = 0
    private(set) var actions: [@Sendable () -> Void] = []

    init(_ session: PgSession) { self.session = session }

    var dialect: Dialect { .postgres }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> [SQLRow] {
        try session.execute(sql, arguments).rows()
    }

    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> Int {
        try session.execute(sql, arguments).changes
    }

    @discardableResult
    func insert(_ bulk: BulkInsert, _ rows: [[SQLValue]]) throws(CentralError) -> [SQLRow] {
        switch rows.count {
        case 0: []
        case 1: try session.execute(bulk.single, rows[0]).rows()
        default: try session.execute(bulk.arrays, PgParameters(columns: bulk.columns, rows: rows)).rows()
        }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let (name, before) = ("s\(depth)", actions.count)
        try session.simple("SAVEPOINT \(name)")
        do {
            let value = try body()
            try session.simple("RELEASE SAVEPOINT \(name)")
            return value
        } catch {
            actions.removeSubrange(before...)
            if session.isAlive { try session.simple("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)") }
            throw error
        }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }
}
