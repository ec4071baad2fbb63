/// A table as both engines make it. The words `BIGINT`, `TEXT` and `BYTEA` are PostgreSQL's; `hospital` leads every key,
/// so that a table can be split by hospital, and later a group of hospitals can move to a server of its own.
struct SchemaTable: Sendable {
    let name: String
    let columns: String
    /// On PostgreSQL one partition a hospital: ``Partitions``.
    var isPartitioned = false
    /// Its rows are never changed or deleted; a list of columns when only these are fixed.
    var fixed: Fixed = .nothing

    enum Fixed: Sendable {
        case nothing, everything
        case columns(String)
    }

    func statements(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            let columns = columns.replacing("BIGINT", with: "INTEGER").replacing("BYTEA", with: "BLOB")
            return ["CREATE TABLE \(name)(\n\(columns)\n) STRICT"] + sqliteTriggers
        case .postgres:
            let split = isPartitioned ? " PARTITION BY LIST (hospital)" : ""
            return ["CREATE TABLE \(name)(\n\(columns)\n)\(split)"] + postgresTriggers
        }
    }

    private var updateOf: String? {
        switch fixed {
        case .nothing: nil
        case .everything: "UPDATE"
        case .columns(let columns): "UPDATE OF \(columns)"
        }
    }

    private var sqliteTriggers: [String] {
        guard let updateOf else { return [] }
        return [
            "CREATE TRIGGER \(name)_fixed BEFORE \(updateOf) ON \(name) "
                + "BEGIN SELECT RAISE(ABORT, '\(name) is append-only'); END",
            "CREATE TRIGGER \(name)_kept BEFORE DELETE ON \(name) "
                + "BEGIN SELECT RAISE(ABORT, '\(name) is append-only'); END",
        ]
    }

    private var postgresTriggers: [String] {
        guard let updateOf else { return [] }
        return [
            "CREATE TRIGGER \(name)_fixed BEFORE \(updateOf) ON \(name) "
                + "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()",
            "CREATE TRIGGER \(name)_kept BEFORE DELETE ON \(name) "
                + "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()",
        ]
    }
}

/// One frozen step of the schema's history.
struct SchemaStep: Sendable {
    let number: Int64
    let name: String
    let parts: [Part]

    enum Part: Sendable {
        case table(SchemaTable)
        /// The same text on both engines.
        case both(String)
        case only(Dialect, String)
    }

    func statements(_ dialect: Dialect) -> [String] {
        parts.flatMap { part -> [String] in
            switch part {
            case .table(let table): table.statements(dialect)
            case .both(let text): [text]
            case .only(let engine, let text): engine == dialect ? [text] : []
            }
        }
    }

    var partitioned: [String] {
        parts.compactMap { part in
            guard case .table(let table) = part, table.isPartitioned else { return nil }
            return table.name
        }
    }
}
