import BedsideDomain
import Foundation
import GRDB

/// Reads a row's columns from left to right. A value of another type than the schema promises is a damaged file, never a
/// crash.
struct Columns {
    private let row: Row
    private var position = 0

    init(_ row: Row) { self.row = row }

    mutating func int() throws -> Int64 { try optionalInt().orDamaged() }
    mutating func text() throws -> String { try optionalText().orDamaged() }
    mutating func bytes() throws -> [UInt8] {
        guard case .blob(let data) = next().storage else { throw unexpected }
        return Array(data)
    }

    mutating func optionalBytes() throws -> [UInt8]? {
        switch next().storage {
        case .blob(let data): return Array(data)
        case .null: return nil
        case .double, .int64, .string: throw unexpected
        }
    }
    /// An epoch, a hash, an operation.
    mutating func fixed<Tag: FixedLength>() throws -> FixedBytes<Tag> { try FixedBytes(try bytes()).orDamaged() }

    mutating func optionalInt() throws -> Int64? {
        switch next().storage {
        case .int64(let number): return number
        case .null: return nil
        case .double, .string, .blob: throw unexpected
        }
    }

    mutating func optionalText() throws -> String? {
        switch next().storage {
        case .string(let text): return text
        case .null: return nil
        case .double, .int64, .blob: throw unexpected
        }
    }

    mutating func count() throws -> Int { Int(try int()) }
    mutating func flag() throws -> Bool { try int() != 0 }
    mutating func money() throws -> Money { Money(fen: try int()) }
    mutating func moment() throws -> Timestamp { Timestamp(milliseconds: try int()) }
    mutating func optionalMoment() throws -> Timestamp? { try optionalInt().map(Timestamp.init(milliseconds:)) }
    mutating func day() throws -> CivilDate { CivilDate(daysSince1970: try count()) }
    mutating func id<Owner>() throws -> Identifier<Owner> { Identifier(trusted: try text()) }
    mutating func optionalID<Owner>() throws -> Identifier<Owner>? { try optionalText().map(Identifier.init(trusted:)) }
    mutating func sensitive() throws -> Sensitive<String> { Sensitive(try text()) }
    mutating func word<Word: RawRepresentable>() throws -> Word where Word.RawValue == String {
        try Word(rawValue: try text()).orDamaged()
    }
    mutating func optionalWord<Word: RawRepresentable>() throws -> Word? where Word.RawValue == String {
        guard let text = try optionalText() else { return nil }
        return try Word(rawValue: text).orDamaged()
    }

    private mutating func next() -> DatabaseValue {
        defer { position += 1 }
        guard position < row.count else { return .null }
        return row[position]
    }

    private var unexpected: StoreError { .damaged("a column holds another type than the schema says") }
}

extension Optional {
    fileprivate func orDamaged() throws -> Wrapped {
        guard let self else { throw StoreError.damaged("a value is missing that the schema promises") }
        return self
    }
}

extension Transaction {
    /// The first row of a query, or nil.
    func first<Value>(
        _ sql: String, _ arguments: StatementArguments = [], _ read: (inout Columns) throws -> Value
    ) throws -> Value? {
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) else { return nil }
        var columns = Columns(row)
        return try read(&columns)
    }

    /// Every row of a query.
    func all<Value>(
        _ sql: String, _ arguments: StatementArguments = [], _ read: (inout Columns) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            var columns = Columns(row)
            values.append(try read(&columns))
        }
        return values
    }

    /// Runs a statement that changes rows; returns how many.
    @discardableResult
    func run(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
        return db.changesCount
    }
}

/// Bytes as SQLite takes them.
func databaseBytes(_ bytes: [UInt8]) -> Data { Data(bytes) }
