extension CentralSchema {
    /// What the store is, the hospitals, their terminals and how these prove who they are.
    static let places: [SchemaStep.Part] = [
        .only(
            .postgres,
            """
            CREATE FUNCTION bedside_append_only() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME USING ERRCODE = ''23514''; END'
            """),
        .table(
            SchemaTable(
                name: "store_meta",
                columns: """
                    one BIGINT PRIMARY KEY CHECK (one = 1),
                    created_ms BIGINT NOT NULL
                    """)),
        .table(
            SchemaTable(
                name: "hospitals",
                columns: """
                    hospital TEXT PRIMARY KEY,
                    number BIGINT NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    created_ms BIGINT NOT NULL
                    """)),
        // epoch, first_seq, root: the window of the outbox that is open; last_seq, head_hash: how far it came.
        // min_cursor: a cursor of the feed below it was made in another ward.
        .table(
            SchemaTable(
                name: "terminals",
                columns: """
                    hospital TEXT NOT NULL REFERENCES hospitals(hospital),
                    name TEXT NOT NULL,
                    ward TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('active', 'frozen', 'revoked')),
                    epoch BYTEA NOT NULL CHECK (length(epoch) = 16),
                    first_seq BIGINT NOT NULL CHECK (first_seq > 0),
                    root BYTEA NOT NULL CHECK (length(root) = 32),
                    last_seq BIGINT NOT NULL,
                    head_hash BYTEA NOT NULL CHECK (length(head_hash) = 32),
                    signing_key BYTEA NOT NULL CHECK (length(signing_key) = 32),
                    version TEXT NOT NULL,
                    link TEXT,
                    pulse TEXT,
                    pulse_ms BIGINT,
                    last_contact_ms BIGINT NOT NULL,
                    enrolled_ms BIGINT NOT NULL,
                    min_cursor BIGINT NOT NULL DEFAULT 0,
                    CHECK (last_seq >= first_seq - 1),
                    PRIMARY KEY (hospital, name)
                    """)),
        // Every epoch that a terminal ever had, with the key that signed its money facts.
        .table(
            SchemaTable(
                name: "epochs",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    first_seq BIGINT NOT NULL,
                    root BYTEA NOT NULL,
                    signing_key BYTEA NOT NULL,
                    opened_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, terminal, epoch)
                    """, fixed: .everything)),
        .table(
            SchemaTable(
                name: "certificates",
                columns: """
                    hospital TEXT NOT NULL,
                    serial TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    issued_ms BIGINT NOT NULL,
                    not_after_ms BIGINT NOT NULL,
                    revoked_ms BIGINT,
                    PRIMARY KEY (hospital, serial)
                    """)),
        .both("CREATE INDEX certificates_of ON certificates(hospital, terminal)"),
        // Only the SHA-256 of a token is kept: who reads the store cannot enrol.
        .table(
            SchemaTable(
                name: "tokens",
                columns: """
                    hash BYTEA PRIMARY KEY CHECK (length(hash) = 32),
                    hospital TEXT NOT NULL REFERENCES hospitals(hospital),
                    ward TEXT NOT NULL,
                    terminal TEXT,
                    created_ms BIGINT NOT NULL,
                    expires_ms BIGINT NOT NULL,
                    used_ms BIGINT,
                    used_by TEXT
                    """)),
    ]
}
