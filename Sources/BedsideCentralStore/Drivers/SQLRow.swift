package import BedsideDomain

/// A row of a result. The readers count columns from 0 and throw ``CentralError`` `damaged` for a value of another type
/// than the schema promises: a damaged row is never a crash.
package struct SQLRow: Sendable, Hashable {
    package let values: [SQLValue]

    package init(_ values: [SQLValue]) { self.values = values }

    package func int(_ column: Int) throws(CentralError) -> Int64 {
        guard case .int(let value) = self[column] else { throw unexpected(column) }
        return value
    }

    package func text(_ column: Int) throws(CentralError) -> String {
        guard case .text(let value) = self[column] else { throw unexpected(column) }
        return value
    }

    package func bytes(_ column: Int) throws(CentralError) -> [UInt8] {
        guard case .bytes(let value) = self[column] else { throw unexpected(column) }
        return value
    }

    package func optionalInt(_ column: Int) throws(CentralError) -> Int64? {
        if case .null = self[column] { return nil }
        return try int(column)
    }

    package func optionalText(_ column: Int) throws(CentralError) -> String? {
        if case .null = self[column] { return nil }
        return try text(column)
    }

    package func optionalBytes(_ column: Int) throws(CentralError) -> [UInt8]? {
        if case .null = self[column] { return nil }
        return try bytes(column)
    }

    package func count(_ column: Int) throws(CentralError) -> Int { Int(try int(column)) }
    package func flag(_ column: Int) throws(CentralError) -> Bool { try int(column) != 0 }

    package func moment(_ column: Int) throws(CentralError) -> Timestamp { Timestamp(milliseconds: try int(column)) }

    package func optionalMoment(_ column: Int) throws(CentralError) -> Timestamp? {
        try optionalInt(column).map { Timestamp(milliseconds: $0) }
    }

    package func id<Owner>(_ column: Int) throws(CentralError) -> Identifier<Owner> {
        Identifier(trusted: try text(column))
    }

    package func optionalID<Owner>(_ column: Int) throws(CentralError) -> Identifier<Owner>? {
        try optionalText(column).map { Identifier(trusted: $0) }
    }

    package func fixed<Tag>(_ column: Int) throws(CentralError) -> FixedBytes<Tag> {
        guard let value = FixedBytes<Tag>(try bytes(column)) else { throw unexpected(column) }
        return value
    }

    package func optionalFixed<Tag>(_ column: Int) throws(CentralError) -> FixedBytes<Tag>? {
        if case .null = self[column] { return nil }
        let value: FixedBytes<Tag> = try fixed(column)
        return value
    }

    /// A word of an enum.
    package func word<Word: RawRepresentable>(_ column: Int) throws(CentralError) -> Word
    where Word.RawValue == String {
        guard let word = Word(rawValue: try text(column)) else { throw unexpected(column) }
        return word
    }

    private subscript(column: Int) -> SQLValue { values.indices.contains(column) ? values[column] : .null }

    private func unexpected(_ column: Int) -> CentralError {
        .damaged("column \(column) of a row holds another type than the schema says")
    }
}
