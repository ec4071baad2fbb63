extension SchemaText {
    /// The history of alarms, for reports and the centre. The alarms themselves live in a journal of their own: no bill,
    /// import or backup may delay a call.
    static let alarms =
        """
        CREATE TABLE alarms(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            revision INTEGER NOT NULL CHECK (revision >= 0),
            place TEXT NOT NULL CHECK (length(CAST(place AS BLOB)) BETWEEN 1 AND 24),
            kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
            origin TEXT NOT NULL CHECK (length(origin) <= 200),
            raised_ms INTEGER NOT NULL,
            occurrences INTEGER NOT NULL CHECK (occurrences >= 1),
            shown_ms INTEGER,
            -- No reference: who came is kept even when the hospital's list of staff does not know them yet.
            accepted_ms INTEGER,
            accepted_by TEXT CHECK (length(accepted_by) BETWEEN 1 AND 64),
            attended_ms INTEGER,
            attended_by TEXT CHECK (length(attended_by) BETWEEN 1 AND 64),
            highest_level INTEGER NOT NULL CHECK (highest_level >= 1),
            suppressions INTEGER NOT NULL CHECK (suppressions >= 0),
            closed_ms INTEGER,
            ending TEXT CHECK (length(ending) BETWEEN 1 AND 40)
        ) STRICT;
        CREATE INDEX alarms_by_time ON alarms(raised_ms);
        CREATE INDEX alarms_by_end ON alarms(closed_ms);
        CREATE TRIGGER alarms_forward BEFORE UPDATE ON alarms WHEN NEW.revision <= OLD.revision
            BEGIN SELECT RAISE(ABORT, 'an alarm only moves on'); END;
        CREATE TRIGGER alarms_fixed BEFORE UPDATE OF id, place, kind, origin, raised_ms ON alarms
            BEGIN SELECT RAISE(ABORT, 'what was raised is fixed'); END;
        CREATE TRIGGER alarms_final BEFORE UPDATE ON alarms WHEN OLD.closed_ms IS NOT NULL AND NEW.closed_ms IS NULL
            BEGIN SELECT RAISE(ABORT, 'this alarm has ended'); END;
        CREATE TRIGGER alarms_kept BEFORE DELETE ON alarms BEGIN SELECT RAISE(ABORT, 'alarms are kept'); END;
        """
}
