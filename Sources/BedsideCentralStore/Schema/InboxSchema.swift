extension CentralSchema {
    /// What the terminals sent, word for word, and what became of it.
    static let inbox: [SchemaStep.Part] = [
        .table(
            SchemaTable(
                name: "inbox",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    op_id BYTEA NOT NULL CHECK (length(op_id) = 16),
                    kind TEXT NOT NULL,
                    ver BIGINT NOT NULL,
                    body BYTEA NOT NULL,
                    wall_ms BIGINT NOT NULL,
                    mono_ms BIGINT NOT NULL,
                    boot_id BYTEA NOT NULL,
                    off_ms BIGINT,
                    signature TEXT,
                    hash BYTEA NOT NULL CHECK (length(hash) = 32),
                    recv_ms BIGINT NOT NULL,
                    verdict TEXT NOT NULL,
                    PRIMARY KEY (hospital, terminal, epoch, seq)
                    """, isPartitioned: true,
                fixed: .columns(
                    "hospital, terminal, epoch, seq, op_id, kind, ver, body, wall_ms, mono_ms, boot_id, off_ms, signature, "
                        + "hash, recv_ms"))),
        // An operation that took effect: for ever, whatever terminal or epoch says it again.
        .table(
            SchemaTable(
                name: "op_seen",
                columns: """
                    hospital TEXT NOT NULL,
                    op_id BYTEA NOT NULL CHECK (length(op_id) = 16),
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    PRIMARY KEY (hospital, op_id)
                    """, isPartitioned: true, fixed: .everything)),
        // Kept and not applied, until a later version or a person ends it.
        .table(
            SchemaTable(
                name: "quarantine",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    code TEXT NOT NULL,
                    held_ms BIGINT NOT NULL,
                    ended_ms BIGINT,
                    ending TEXT CHECK (ending IN ('applied', 'repeated', 'dismissed')),
                    CHECK ((ended_ms IS NULL) = (ending IS NULL)),
                    PRIMARY KEY (hospital, terminal, epoch, seq)
                    """)),
        .both("CREATE INDEX quarantine_open ON quarantine(hospital, terminal) WHERE ended_ms IS NULL"),
        // The other branch of a stream that forked, as it came.
        .table(
            SchemaTable(
                name: "fork_inbox",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    hash BYTEA NOT NULL CHECK (length(hash) = 32),
                    op_id BYTEA NOT NULL,
                    kind TEXT NOT NULL,
                    ver BIGINT NOT NULL,
                    body BYTEA NOT NULL,
                    wall_ms BIGINT NOT NULL,
                    mono_ms BIGINT NOT NULL,
                    boot_id BYTEA NOT NULL,
                    off_ms BIGINT,
                    signature TEXT,
                    recv_ms BIGINT NOT NULL,
                    PRIMARY KEY (hospital, terminal, epoch, seq, hash)
                    """, fixed: .everything)),
        .table(
            SchemaTable(
                name: "forks",
                columns: """
                    hospital TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    epoch BYTEA NOT NULL,
                    seq BIGINT NOT NULL,
                    seen_ms BIGINT NOT NULL,
                    ended_ms BIGINT,
                    PRIMARY KEY (hospital, terminal, epoch)
                    """)),
    ]
}
