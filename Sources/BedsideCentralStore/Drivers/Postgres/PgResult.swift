import CPq

/// One answer of the server, freed with this value.
@safe struct PgResult: ~Copyable {
    private let result: OpaquePointer

    /// Nil when libpq had no memory or no connection for an answer.
    init?(_ result: OpaquePointer?) {
        guard let result = unsafe result else { return nil }
        unsafe self.result = unsafe result
    }

    deinit { unsafe PQclear(result) }

    /// Nil when the statement went well.
    var failure: PgFailure? {
        let status = unsafe PQresultStatus(result)
        guard status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK else { return nil }
        return PgFailure(state: field(0x43), constraint: field(0x6E))
    }

    /// Rows that the statement changed.
    var changes: Int {
        guard let text = unsafe PQcmdTuples(result) else { return 0 }
        return Int(unsafe String(cString: text)) ?? 0
    }

    /// `COMMIT`, `ROLLBACK`, `INSERT 0 1`, ...
    var tag: String {
        guard let text = unsafe PQcmdStatus(result) else { return "" }
        return unsafe String(cString: text)
    }

    func rows() throws(CentralError) -> [SQLRow] {
        let (rows, columns) = unsafe (PQntuples(result), PQnfields(result))
        guard columns > 0 else { return [] }
        let types = (0..<columns).map { unsafe PQftype(result, $0) }
        var found: [SQLRow] = []
        found.reserveCapacity(Int(rows))
        for row in 0..<rows {
            var values: [SQLValue] = []
            values.reserveCapacity(Int(columns))
            for column in 0..<columns { values.append(try value(row, column, types[Int(column)])) }
            found.append(SQLRow(values))
        }
        return found
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws(CentralError) -> SQLValue {
        guard unsafe PQgetisnull(result, row, column) == 0, type != PgType.void,
            let start = unsafe PQgetvalue(result, row, column)
        else { return .null }
        let count = Int(unsafe PQgetlength(result, row, column))
        let raw = unsafe UnsafeRawBufferPointer(start: start, count: count)
        switch type {
        case PgType.int8, PgType.int4, PgType.int2:
            let negative = unsafe raw.first.map { $0 >= 0x80 } == true
            let number = unsafe raw.reduce(negative ? Int64(-1) : 0) { $0 << 8 | Int64($1) }
            return .int(number)
        case PgType.bool: return .int(unsafe raw.first == 1 ? 1 : 0)
        case PgType.bytea: return .bytes(unsafe Array(raw))
        case PgType.text, PgType.varchar, PgType.name: return .text(unsafe String(decoding: raw, as: UTF8.self))
        default: throw .damaged("a column has the PostgreSQL type \(type), which no statement may return")
        }
    }

    private func field(_ code: Int32) -> String {
        guard let text = unsafe PQresultErrorField(result, code) else { return "" }
        return unsafe String(cString: text)
    }
}

/// What PostgreSQL said: its SQLSTATE and the constraint's name. Never its message, which quotes rows.
struct PgFailure: Error, CustomStringConvertible {
    let state: String
    let constraint: String
    var description: String { "PostgreSQL \(state)" + (constraint.isEmpty ? "" : " (\(constraint))") }

    /// The connection broke, or there was no answer.
    static let lost = PgFailure(state: "08006", constraint: "")
}

extension CentralError {
    /// PostgreSQL's word in ours (its manual, appendix A).
    static func beneath(_ failure: PgFailure) -> CentralError {
        switch (failure.state, failure.state.prefix(2)) {
        case ("40001", _), ("40P01", _):
            CentralError(.conflict, "Two transactions were in each other's way; nothing was written.", cause: failure)
        case ("55P03", _):
            CentralError(
                .busy, "Another transaction kept this one waiting too long; nothing was written. Try again later.",
                cause: failure)
        case ("53100", _):
            CentralError(
                .diskFull, "The database server's disk is full; nothing was written. Free space there.", cause: failure)
        case (_, "08"), (_, "53"), (_, "57"), ("25006", _), ("25P03", _), ("", _):
            CentralError(
                .unavailable,
                "The database server is not reachable or not ready; nothing was written. Look at PostgreSQL.",
                cause: failure)
        case (_, "22"), (_, "23"):
            CentralError(.ruleBroken, "A rule of the store's schema forbids this; nothing was written.", cause: failure)
        case (_, "XX"): damaged("PostgreSQL says so", cause: failure)
        default:
            CentralError(
                .notWritten, "The central store could not be read or written; look at PostgreSQL's log.", cause: failure
            )
        }
    }
}
