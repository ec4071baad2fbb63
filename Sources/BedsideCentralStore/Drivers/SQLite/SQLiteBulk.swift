import GRDB
import GRDBSQLite

/// Many rows through one prepared statement, their values handed to SQLite as they are.
///
/// An upload has 40 rows with a dozen values each, and one thread writes them all: a box and a copy for each value would
/// cost it more than SQLite does.
enum SQLiteBulk {
    /// Returns what `RETURNING` gave. Throws `DatabaseError`; ``CentralError`` `damaged`.
    static func insert(_ rows: [[SQLValue]], _ statement: Statement, _ db: Database) throws -> [SQLRow] {
        let raw = unsafe statement.sqliteStatement
        defer {
            // What they answer was told by the step before.
            _ = unsafe sqlite3_reset(raw)
            _ = unsafe sqlite3_clear_bindings(raw)
        }
        var found: [SQLRow] = []
        for row in rows {
            _ = unsafe sqlite3_reset(raw)
            for (index, value) in row.enumerated() {
                guard unsafe bind(value, to: raw, at: CInt(index + 1)) == SQLITE_OK else { throw failure(db) }
            }
            var code = unsafe sqlite3_step(raw)
            while code == SQLITE_ROW {
                found.append(unsafe try self.row(raw))
                code = unsafe sqlite3_step(raw)
            }
            guard code == SQLITE_DONE else { throw failure(db) }
        }
        return found
    }

    /// SQLite copies texts and bytes before it returns.
    private static func bind(_ value: SQLValue, to raw: SQLiteStatement, at index: CInt) -> CInt {
        let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return unsafe sqlite3_bind_null(raw, index)
        case .int(let number): return unsafe sqlite3_bind_int64(raw, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                // An empty text may have no address, which to SQLite would be NULL.
                guard let base = bytes.baseAddress, !bytes.isEmpty else {
                    return unsafe sqlite3_bind_text(raw, index, "", 0, copied)
                }
                return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    unsafe sqlite3_bind_text(raw, index, $0, CInt(clamping: bytes.count), copied)
                }
            }
        case .bytes(let bytes):
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(raw, index, 0) }
            return unsafe bytes.withUnsafeBytes {
                unsafe sqlite3_bind_blob(raw, index, $0.baseAddress, CInt(clamping: $0.count), copied)
            }
        }
    }

    private static func row(_ raw: SQLiteStatement) throws(CentralError) -> SQLRow {
        var values: [SQLValue] = []
        for column in 0..<(unsafe sqlite3_column_count(raw)) {
            switch unsafe sqlite3_column_type(raw, column) {
            case SQLITE_NULL: values.append(.null)
            case SQLITE_INTEGER: values.append(.int(unsafe sqlite3_column_int64(raw, column)))
            case SQLITE_TEXT, SQLITE_BLOB:
                let isText = unsafe sqlite3_column_type(raw, column) == SQLITE_TEXT
                let base = unsafe sqlite3_column_blob(raw, column)
                let bytes = unsafe Array(
                    UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(raw, column))))
                values.append(isText ? .text(String(decoding: bytes, as: UTF8.self)) : .bytes(bytes))
            default: throw .damaged("a column holds a floating-point number, which no column may")
            }
        }
        return SQLRow(values)
    }

    private static func failure(_ db: Database) -> DatabaseError {
        guard let connection = unsafe db.sqliteConnection else { return DatabaseError(resultCode: .SQLITE_MISUSE) }
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
        return DatabaseError(
            resultCode: ResultCode(rawValue: unsafe sqlite3_extended_errcode(connection)), message: message)
    }
}
