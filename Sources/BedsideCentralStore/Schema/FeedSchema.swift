extension CentralSchema {
    /// What the terminals read.
    static let feed: [SchemaStep.Part] = [
        // seq: the newest number; the writing transaction locks this row until its COMMIT. floor: who stands below it may
        // have missed a tombstone and needs a snapshot.
        .table(
            SchemaTable(
                name: "feed_head",
                columns: """
                    hospital TEXT PRIMARY KEY,
                    generation BYTEA NOT NULL CHECK (length(generation) = 16),
                    seq BIGINT NOT NULL DEFAULT 0 CHECK (seq >= 0),
                    floor BIGINT NOT NULL DEFAULT 0 CHECK (floor >= 0)
                    """)),
        // One row a thing and scope: its newest state there. No body: it left this scope.
        // scope: '' the whole hospital, 'w:WARD', 't:TERMINAL'. encounter: moves with that stay.
        .table(
            SchemaTable(
                name: "feed",
                columns: """
                    hospital TEXT NOT NULL,
                    tbl TEXT NOT NULL,
                    key TEXT NOT NULL,
                    scope TEXT NOT NULL,
                    seq BIGINT NOT NULL,
                    version BIGINT NOT NULL,
                    encounter TEXT,
                    digest BYTEA,
                    at_ms BIGINT NOT NULL,
                    size BIGINT NOT NULL,
                    body TEXT,
                    PRIMARY KEY (hospital, tbl, key, scope)
                    """, isPartitioned: true)),
        .both("CREATE UNIQUE INDEX feed_seq ON feed(hospital, seq)"),
        .both("CREATE INDEX feed_scope ON feed(hospital, scope, seq)"),
        .both("CREATE INDEX feed_stay ON feed(hospital, encounter) WHERE encounter IS NOT NULL"),
        .both("CREATE INDEX feed_gone ON feed(hospital, at_ms) WHERE body IS NULL"),
        .table(
            SchemaTable(
                name: "blobs",
                columns: """
                    hospital TEXT NOT NULL,
                    sha256 BYTEA NOT NULL CHECK (length(sha256) = 32),
                    size BIGINT NOT NULL,
                    at_ms BIGINT NOT NULL,
                    bytes BYTEA NOT NULL,
                    PRIMARY KEY (hospital, sha256)
                    """, isPartitioned: true)),
        // Which rows show a blob: who may read one of them may read it.
        .table(
            SchemaTable(
                name: "blob_uses",
                columns: """
                    hospital TEXT NOT NULL,
                    sha256 BYTEA NOT NULL,
                    tbl TEXT NOT NULL,
                    key TEXT NOT NULL,
                    PRIMARY KEY (hospital, sha256, tbl, key)
                    """)),
        // A patient goes to another ward; done when the old ward's terminal has given the stay up.
        .table(
            SchemaTable(
                name: "moves",
                columns: """
                    hospital TEXT NOT NULL,
                    encounter TEXT NOT NULL,
                    at_ms BIGINT NOT NULL,
                    ward TEXT NOT NULL,
                    bed TEXT NOT NULL,
                    asked_ms BIGINT NOT NULL,
                    command TEXT,
                    done_ms BIGINT,
                    PRIMARY KEY (hospital, encounter, at_ms)
                    """)),
        .both("CREATE INDEX blob_uses_of ON blob_uses(hospital, tbl, key)"),
        .both("CREATE INDEX moves_open ON moves(hospital, encounter) WHERE done_ms IS NULL"),
        // Something for one terminal to do once; not_after_ms by this store's clock.
        .table(
            SchemaTable(
                name: "commands",
                columns: """
                    hospital TEXT NOT NULL,
                    id TEXT NOT NULL,
                    terminal TEXT NOT NULL,
                    body TEXT NOT NULL,
                    made_ms BIGINT NOT NULL,
                    not_after_ms BIGINT NOT NULL,
                    outcome TEXT,
                    ended_ms BIGINT,
                    CHECK ((outcome IS NULL) = (ended_ms IS NULL)),
                    PRIMARY KEY (hospital, id)
                    """)),
        .both("CREATE INDEX commands_open ON commands(hospital, not_after_ms) WHERE outcome IS NULL"),
        // One import of a hospital at a time; what it was, for people.
        .table(
            SchemaTable(
                name: "imports",
                columns: """
                    hospital TEXT NOT NULL,
                    sha256 BYTEA NOT NULL CHECK (length(sha256) = 32),
                    at_ms BIGINT NOT NULL,
                    new_entries BIGINT NOT NULL,
                    changed_entries BIGINT NOT NULL,
                    PRIMARY KEY (hospital, sha256, at_ms)
                    """)),
    ]
}
