extension SchemaText {
    /// "Call a person": repeats are counted, not doubled (services.md 4.7).
    static let calls =
        """
        CREATE TABLE help_calls(
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            encounter TEXT REFERENCES encounters(number),
            raised_ms INTEGER NOT NULL,
            raises INTEGER NOT NULL DEFAULT 1 CHECK (raises >= 1),
            attended_ms INTEGER,
            attended_by TEXT REFERENCES staff(id),
            CHECK ((attended_ms IS NULL) = (attended_by IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX help_calls_open ON help_calls(coalesce(encounter, '')) WHERE attended_ms IS NULL;
        CREATE INDEX help_calls_waiting ON help_calls(number) WHERE attended_ms IS NULL;
        CREATE TRIGGER help_calls_final BEFORE UPDATE ON help_calls WHEN OLD.attended_ms IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'this call was attended'); END;
        CREATE TRIGGER help_calls_kept BEFORE DELETE ON help_calls BEGIN SELECT RAISE(ABORT, 'calls are kept'); END;
        """
}
