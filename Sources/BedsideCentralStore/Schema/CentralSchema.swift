import BedsideDomain
import Crypto

/// The schema's history. A step that has shipped never changes: a new one is added at the end, and
/// `FrozenCentralSchemaTests` keeps the digest of each.
enum CentralSchema {
    static let steps: [SchemaStep] = [
        SchemaStep(number: 1, name: "places", parts: places),
        SchemaStep(number: 2, name: "inbox", parts: inbox),
        SchemaStep(number: 3, name: "money", parts: money),
        SchemaStep(number: 4, name: "stays", parts: stays),
        SchemaStep(number: 5, name: "feed", parts: feed),
        SchemaStep(number: 6, name: "restored", parts: restored),
    ]

    /// PostgreSQL's advisory lock under which servers that start together change the schema: "BEDSIDE" in ASCII.
    private static let lock: Int64 = 0x42_4544_5349_4445

    /// Brings a database to the newest step, in one transaction. Throws ``CentralError`` `newerSchema`.
    static func migrate(_ database: any CentralDatabase) async throws {
        try await database.write { transaction in try migrate(transaction, steps) }
    }

    static func migrate(_ transaction: any CentralTransaction, _ steps: [SchemaStep]) throws {
        if transaction.dialect == .postgres {
            // Until the commit; the next server then sees that all is done.
            _ = try transaction.rows("SELECT pg_advisory_xact_lock($1)", [.int(lock)])
        }
        try transaction.run(
            "CREATE TABLE IF NOT EXISTS schema_steps(number BIGINT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL)"
        )
        let done = try transaction.rows("SELECT number, digest FROM schema_steps ORDER BY number")
        for row in done {
            let (number, digest) = (try row.int(0), try row.text(1))
            guard let step = steps.first(where: { $0.number == number }) else {
                throw CentralError(
                    .newerSchema,
                    "The central store was made by a later Bedside (schema \(number)); install that version again, or "
                        + "restore an older backup.")
            }
            guard self.digest(step, transaction.dialect) == digest else {
                throw CentralError(
                    .newerSchema,
                    "Step \(number) of the store's schema is another one than this version's; install the version that "
                        + "made the store.")
            }
        }
        for step in steps.dropFirst(done.count) {
            for statement in step.statements(transaction.dialect) { try transaction.run(statement) }
            if !step.partitioned.isEmpty {
                for row in try transaction.rows("SELECT hospital, number FROM hospitals") {
                    try Partitions.make(step.partitioned, of: row.id(0), number: row.int(1), transaction)
                }
            }
            try transaction.run(
                "INSERT INTO schema_steps(number, name, digest) VALUES ($1, $2, $3)",
                [.int(step.number), .text(step.name), .text(digest(step, transaction.dialect))])
        }
    }

    /// SHA-256 of a step's statements, in hexadecimal.
    static func digest(_ step: SchemaStep, _ dialect: Dialect) -> String {
        hexText(SHA256.hash(data: Array(step.statements(dialect).joined(separator: ";\n").utf8)))
    }
}
