extension SchemaText {
    /// What the file is, who did what, and what is to be sent.
    static let journals =
        """
        CREATE TABLE meta(
            one INTEGER PRIMARY KEY CHECK (one = 1),
            terminal TEXT NOT NULL CHECK (length(terminal) BETWEEN 1 AND 64),
            epoch BLOB NOT NULL CHECK (length(epoch) = 16),
            created_ms INTEGER NOT NULL
        ) STRICT;
        \(appendOnly("meta"))

        -- hash = SHA-256(prev_hash, seq, at_ms, actor, action, subject, detail); the first prev_hash is SHA-256(epoch).
        CREATE TABLE audit(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 80),
            action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40),
            subject TEXT NOT NULL CHECK (length(subject) <= 160),
            detail TEXT NOT NULL CHECK (length(detail) BETWEEN 2 AND 4096),
            prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        \(appendOnly("audit"))

        -- sync.md 2.1. hash = SHA-256(prev_hash, op_id, kind, ver, wall_ms, body).
        CREATE TABLE outbox(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            op_id BLOB NOT NULL UNIQUE CHECK (length(op_id) = 16),
            kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
            ver INTEGER NOT NULL CHECK (ver > 0),
            body BLOB NOT NULL,
            prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            wall_ms INTEGER NOT NULL,
            mono_ms INTEGER NOT NULL,
            boot_id BLOB NOT NULL CHECK (length(boot_id) = 16),
            off_ms INTEGER,
            acked_at INTEGER,
            verdict TEXT
        ) STRICT;
        CREATE INDEX outbox_unsent ON outbox(seq) WHERE acked_at IS NULL;
        CREATE TRIGGER outbox_fixed BEFORE UPDATE OF seq, op_id, kind, ver, body, prev_hash, hash, wall_ms, mono_ms, boot_id
            ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is append-only'); END;
        -- The last row stays even when acknowledged: the next hash hangs on it.
        CREATE TRIGGER outbox_kept BEFORE DELETE ON outbox
            WHEN OLD.acked_at IS NULL OR OLD.seq = (SELECT max(seq) FROM outbox)
            BEGIN SELECT RAISE(ABORT, 'outbox keeps what is not acknowledged'); END;
        """
}
