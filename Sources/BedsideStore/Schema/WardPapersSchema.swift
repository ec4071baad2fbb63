extension SchemaText {
    /// The print ledger learns papers of the ward itself, which belong to no stay: the shift report.
    ///
    /// SQLite cannot take a NOT NULL back, so the table is made anew and its rows are copied; its words are written out here
    /// because this text never changes any more.
    static let wardPapers =
        """
        CREATE TABLE print_jobs_next(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            -- Nothing for a paper of the ward itself, which names no patient.
            encounter TEXT REFERENCES encounters(number),
            kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
            document TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 200),
            occasion TEXT NOT NULL CHECK (length(occasion) BETWEEN 1 AND 100),
            copy INTEGER NOT NULL CHECK (copy BETWEEN 1 AND 100000),
            reprint TEXT CHECK (reprint IN ('requested', 'jammed', 'lost', 'unreadable', 'unknown-end')),
            terminal TEXT NOT NULL,
            requested_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'submitting', 'submitted', 'printed', 'refused',
                'unknown', 'printed-after-all', 'printed-again', 'dropped')),
            state_ms INTEGER NOT NULL,
            cups_number INTEGER,
            cups_uuid TEXT CHECK (length(cups_uuid) BETWEEN 1 AND 100),
            trouble TEXT CHECK (length(trouble) BETWEEN 1 AND 40),
            decided_by TEXT REFERENCES staff(id),
            replaces TEXT UNIQUE REFERENCES print_jobs(id),
            -- Why it is held; nobody has handed it over.
            hold TEXT CHECK (hold IN ('backlog', 'absent')),
            -- Staff who let it out of a hold.
            released_by TEXT REFERENCES staff(id),
            -- Where it went and how much paper it takes, from the hand-over on.
            queue TEXT CHECK (length(queue) BETWEEN 1 AND 127),
            sheets INTEGER CHECK (sheets BETWEEN 0 AND 100000),
            CHECK ((encounter IS NULL) = (kind = 'shift-report')),
            CHECK (state <> 'submitted' OR (cups_number IS NOT NULL AND cups_uuid IS NOT NULL)),
            CHECK (state NOT IN ('refused', 'unknown') OR trouble IS NOT NULL),
            CHECK ((state = 'held') = (hold IS NOT NULL)),
            CHECK ((state IN ('printed-after-all', 'printed-again', 'dropped')) = (decided_by IS NOT NULL))
        ) STRICT;
        INSERT INTO print_jobs_next(id, encounter, kind, document, occasion, copy, reprint, terminal, requested_ms,
                state, state_ms, cups_number, cups_uuid, trouble, decided_by, replaces, hold, released_by, queue, sheets)
            SELECT id, encounter, kind, document, occasion, copy, reprint, terminal, requested_ms,
                state, state_ms, cups_number, cups_uuid, trouble, decided_by, replaces, hold, released_by, queue, sheets
            FROM print_jobs ORDER BY rowid;
        DROP TABLE print_jobs;
        ALTER TABLE print_jobs_next RENAME TO print_jobs;
        CREATE INDEX print_jobs_open ON print_jobs(requested_ms)
            WHERE state IN ('queued', 'submitting', 'submitted');
        CREATE INDEX print_jobs_waiting ON print_jobs(requested_ms) WHERE state IN ('unknown', 'held');
        CREATE INDEX print_jobs_of_document ON print_jobs(document, state);
        CREATE INDEX print_jobs_of_stay ON print_jobs(encounter, occasion);
        CREATE INDEX print_jobs_by_time ON print_jobs(requested_ms);
        CREATE TRIGGER print_jobs_final BEFORE UPDATE ON print_jobs
            WHEN OLD.state IN ('printed', 'refused', 'printed-after-all', 'printed-again', 'dropped')
            BEGIN SELECT RAISE(ABORT, 'this page has ended'); END;
        CREATE TRIGGER print_jobs_once BEFORE UPDATE OF state ON print_jobs
            WHEN NEW.state IN ('queued', 'held') AND OLD.state NOT IN ('queued', 'held')
            BEGIN SELECT RAISE(ABORT, 'this page was handed over'); END;
        CREATE TRIGGER print_jobs_fixed
            BEFORE UPDATE OF id, encounter, kind, document, occasion, copy, reprint, terminal, requested_ms, replaces
            ON print_jobs BEGIN SELECT RAISE(ABORT, 'what was asked for is fixed'); END;
        CREATE TRIGGER print_jobs_kept BEFORE DELETE ON print_jobs BEGIN SELECT RAISE(ABORT, 'pages are kept'); END;
        """
}
