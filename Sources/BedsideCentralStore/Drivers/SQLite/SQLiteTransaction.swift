import Foundation
import GRDB
import Synchronization

/// A transaction of the one SQLite connection.
final class SQLiteTransaction: CentralTransaction {
    private let db: Database
    private let texts: SQLiteTexts
    private var depth = 0
    private(set) var actions: [@Sendable () -> Void] = []
    /// Something of a failed savepoint may still be in the transaction: nothing of it may be kept.
    private(set) var isSpoiled = false

    init(_ db: Database, _ texts: SQLiteTexts) {
        self.db = db
        self.texts = texts
    }

    var dialect: Dialect { .sqlite }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> [SQLRow] {
        do {
            return try fetch(db.cachedStatement(sql: texts.numbered(sql)), arguments)
        } catch { throw CentralError.beneath(error) }
    }

    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue]) throws(CentralError) -> Int {
        do {
            try db.cachedStatement(sql: texts.numbered(sql)).execute(arguments: statementArguments(arguments))
            return db.changesCount
        } catch { throw CentralError.beneath(error) }
    }

    @discardableResult
    func insert(_ bulk: BulkInsert, _ rows: [[SQLValue]]) throws(CentralError) -> [SQLRow] {
        do {
            return try SQLiteBulk.insert(rows, try db.cachedStatement(sql: texts.numbered(bulk.single)), db)
        } catch { throw CentralError.beneath(error) }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let (name, before) = ("s\(depth)", actions.count)
        try run("SAVEPOINT \(name)", [])
        do {
            let value = try body()
            try run("RELEASE \(name)", [])
            return value
        } catch {
            actions.removeSubrange(before...)
            // A full disk ends the whole transaction by itself: then there is nothing to go back to.
            guard db.isInsideTransaction else { throw error }
            do {
                try run("ROLLBACK TO \(name)", [])
                try run("RELEASE \(name)", [])
            } catch { isSpoiled = true }
            throw error
        }
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

    private func statementArguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(values.map { $0.databaseValue })
    }

    private func fetch(_ statement: Statement, _ arguments: [SQLValue]) throws -> [SQLRow] {
        let cursor = try Row.fetchCursor(statement, arguments: statementArguments(arguments))
        var rows: [SQLRow] = []
        while let row = try cursor.next() {
            var values: [SQLValue] = []
            values.reserveCapacity(row.count)
            for column in 0..<row.count { values.append(try SQLValue(row[column])) }
            rows.append(SQLRow(values))
        }
        return rows
    }
}

/// The statements' texts with SQLite's numbered arguments: `?1` for `$1`, which to SQLite would be a name.
final class SQLiteTexts: Sendable {
    private let known = Mutex<[String: String]>([:])

    func numbered(_ sql: String) -> String {
        known.withLock { known in
            if let text = known[sql] { return text }
            var bytes: [UInt8] = []
            var iterator = sql.utf8.makeIterator()
            var byte = iterator.next()
            while let current = byte {
                byte = iterator.next()
                let isArgument = current == 0x24 && byte.map { (0x30...0x39).contains($0) } == true
                bytes.append(isArgument ? 0x3F : current)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            // Texts are made of the program's own words: their number is small, and a mistake there must not eat memory.
            if known.count < 2000 { known[sql] = text }
            return text
        }
    }
}

extension SQLValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .int(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        }
    }

    init(_ value: DatabaseValue) throws(CentralError) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .int(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes(Array(data))
        case .double: throw .damaged("a column holds a floating-point number, which no column may")
        }
    }
}
