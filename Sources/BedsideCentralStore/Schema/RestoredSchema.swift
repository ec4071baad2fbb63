extension CentralSchema {
    /// What is not known for sure after a restore.
    static let restored: [SchemaStep.Part] = [
        // Restored, and not every terminal was heard since: who keeps which stay is not known.
        .table(
            SchemaTable(
                name: "doubts",
                columns: """
                    hospital TEXT NOT NULL,
                    since_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital)
                    """)),
        // Terminals that have not said yet that everything they have is here.
        .table(
            SchemaTable(
                name: "unheard",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    PRIMARY KEY (hospital, terminal)
                    """)),
    ]
}
