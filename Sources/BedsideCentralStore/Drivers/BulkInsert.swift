/// An `INSERT` of any number of rows, its text made once: keep it in a `static let`.
package struct BulkInsert: Sendable {
    package let columns: [SQLType]
    /// One row, by `VALUES`.
    let single: String
    /// All rows, one array a column.
    let arrays: String

    /// - Parameters:
    ///   - table: where to.
    ///   - columns: names and types, in the order of the values of each row.
    ///   - suffix: `ON CONFLICT DO NOTHING RETURNING op_id` and the like.
    package init(_ table: String, _ columns: [(name: String, type: SQLType)], _ suffix: String = "") {
        self.columns = columns.map(\.type)
        let names = columns.map(\.name).joined(separator: ", ")
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let arrays = columns.enumerated().map { "$\($0 + 1)::\($1.type.postgresArray)" }.joined(separator: ", ")
        single = "INSERT INTO \(table)(\(names)) VALUES (\(places)) \(suffix)"
        self.arrays = "INSERT INTO \(table)(\(names)) SELECT * FROM unnest(\(arrays)) \(suffix)"
    }
}

extension SQLType {
    fileprivate var postgresArray: String {
        switch self {
        case .int: "bigint[]"
        case .text: "text[]"
        case .bytes: "bytea[]"
        }
    }
}
