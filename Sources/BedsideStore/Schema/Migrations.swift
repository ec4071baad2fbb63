import GRDB

/// The schema's history. A migration that has shipped never changes: a new one is added at the end, and
/// `FrozenSchemaTests` keeps the digest of each.
enum Migrations {
    struct Step: Sendable {
        let name: String
        let sql: String
        /// It makes a table anew that others refer to: the references are checked once at its end.
        var remakes = false
    }

    static let all: [Step] = [
        Step(name: "001-journals", sql: SchemaText.journals),
        Step(name: "002-ward", sql: SchemaText.ward),
        Step(name: "003-admission", sql: SchemaText.admission),
        Step(name: "004-charges", sql: SchemaText.charges),
        Step(name: "005-money", sql: SchemaText.money),
        Step(name: "006-settlement", sql: SchemaText.settlement),
        Step(name: "007-reports", sql: SchemaText.reports),
        Step(name: "008-prints", sql: SchemaText.prints),
        Step(name: "009-calls", sql: SchemaText.calls),
        Step(name: "010-print-holds", sql: SchemaText.printHolds, remakes: true),
        Step(name: "011-ward-papers", sql: SchemaText.wardPapers, remakes: true),
        Step(name: "012-alarms", sql: SchemaText.alarms),
        Step(name: "013-calls-to-alarms", sql: SchemaText.callsToAlarms),
        Step(name: "014-sync", sql: SchemaText.sync, remakes: true),
    ]

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in all {
            migrator.registerMigration(step.name, foreignKeyChecks: step.remakes ? .deferred : .immediate) { db in
                try db.execute(sql: step.sql)
            }
        }
        return migrator
    }
}

/// The text of each migration, one file a topic.
enum SchemaText {
    /// Triggers that make a table append-only, for the words of `what` in the refusal.
    static func appendOnly(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    /// `'a', 'b'`: the words of an enum for a CHECK. They are frozen with the migration by its digest.
    static func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> String where Word.RawValue == String {
        Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }
}
