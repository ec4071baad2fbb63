package import BedsideDomain

extension CentralStore {
    /// Makes a hospital, or gives a known one its new name. On PostgreSQL its partitions come with it.
    package func makeHospital(_ hospital: HospitalID, name: String, at now: Timestamp) async throws {
        let generation = ids.bytes(16)
        try await database.write { transaction in
            let isKnown =
                try transaction.row("SELECT number FROM hospitals WHERE hospital = $1", [.id(hospital)]) != nil
            guard !isKnown else {
                try transaction.run(
                    "UPDATE hospitals SET name = $2 WHERE hospital = $1", [.id(hospital), .text(name)])
                return
            }
            let row = try transaction.row(
                """
                INSERT INTO hospitals(hospital, number, name, created_ms)
                SELECT $1, coalesce(max(number), 0) + 1, $2, $3 FROM hospitals RETURNING number
                """, [.id(hospital), .text(name), .at(now)])
            try transaction.run(
                "INSERT INTO feed_head(hospital, generation) VALUES ($1, $2)", [.id(hospital), .bytes(generation)])
            let tables = CentralSchema.steps.flatMap(\.partitioned)
            if let row { try Partitions.make(tables, of: hospital, number: row.int(0), transaction) }
        }
    }

    /// Every hospital with its name, by its code.
    package func hospitals() async throws -> [(hospital: HospitalID, name: String)] {
        try await database.read { transaction in
            try transaction.rows("SELECT hospital, name FROM hospitals ORDER BY hospital")
                .map { (try $0.id(0), try $0.text(1)) }
        }
    }
}

/// PostgreSQL's partitions of one hospital.
enum Partitions {
    static func make(
        _ tables: [String], of hospital: HospitalID, number: Int64, _ transaction: any CentralTransaction
    ) throws {
        guard transaction.dialect == .postgres else { return }
        // The rule of an identifier leaves no quote in it; this is the one place where a value stands in SQL text.
        guard !hospital.text.utf8.contains(0x27), !hospital.text.utf8.contains(0x5C) else {
            throw CentralError(.ruleBroken, "A hospital's code holds a sign that no code may hold.")
        }
        for table in tables {
            try transaction.run(
                "CREATE TABLE \(table)_h\(number) PARTITION OF \(table) FOR VALUES IN ('\(hospital.text)')")
        }
    }
}
