import BedsideDomain

extension SchemaText {
    /// The print ledger: it decides what is sent, never the job id of CUPS.
    static let prints =
        """
        CREATE TABLE print_jobs(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            kind TEXT NOT NULL CHECK (kind IN ('admission-sheet', 'ward-guide', 'wristband', 'deposit-receipt', \
        'payment-slip', 'daily-bill', 'itemised-list', 'settlement-slip', 'discharge-certificate', 'medicine-card', \
        'report')),
            -- kind, stay and day, report or payment: copies of one document share it.
            document TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 200),
            -- What made it: the admission, a payment, a settlement, a wish, or a replacement.
            occasion TEXT NOT NULL CHECK (length(occasion) BETWEEN 1 AND 100),
            copy INTEGER NOT NULL CHECK (copy BETWEEN 1 AND 100000),
            reprint TEXT CHECK (reprint IN (\(words(CopyMark.Reason.self)))),
            terminal TEXT NOT NULL,
            requested_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'submitting', 'submitted', 'printed', 'refused', 'unknown',
                'printed-after-all', 'printed-again', 'dropped')),
            state_ms INTEGER NOT NULL,
            cups_number INTEGER,
            cups_uuid TEXT CHECK (length(cups_uuid) BETWEEN 1 AND 100),
            trouble TEXT CHECK (trouble IN (\(words(PrintTrouble.self)))),
            decided_by TEXT REFERENCES staff(id),
            replaces TEXT UNIQUE REFERENCES print_jobs(id),
            CHECK (state <> 'submitted' OR (cups_number IS NOT NULL AND cups_uuid IS NOT NULL)),
            CHECK (state NOT IN ('refused', 'unknown') OR trouble IS NOT NULL),
            CHECK ((state IN ('printed-after-all', 'printed-again', 'dropped')) = (decided_by IS NOT NULL))
        ) STRICT;
        CREATE INDEX print_jobs_open ON print_jobs(requested_ms)
            WHERE state IN ('queued', 'submitting', 'submitted');
        CREATE INDEX print_jobs_unknown ON print_jobs(requested_ms) WHERE state = 'unknown';
        CREATE INDEX print_jobs_of_document ON print_jobs(document, state);
        CREATE INDEX print_jobs_of_stay ON print_jobs(encounter, occasion);
        CREATE INDEX print_jobs_by_time ON print_jobs(requested_ms);
        CREATE TRIGGER print_jobs_final BEFORE UPDATE ON print_jobs
            WHEN OLD.state IN ('printed', 'refused', 'printed-after-all', 'printed-again', 'dropped')
            BEGIN SELECT RAISE(ABORT, 'this page has ended'); END;
        CREATE TRIGGER print_jobs_fixed
            BEFORE UPDATE OF id, encounter, kind, document, occasion, copy, reprint, terminal, requested_ms, replaces
            ON print_jobs BEGIN SELECT RAISE(ABORT, 'what was asked for is fixed'); END;
        CREATE TRIGGER print_jobs_kept BEFORE DELETE ON print_jobs BEGIN SELECT RAISE(ABORT, 'pages are kept'); END;

        -- The paper as a value (JSON), frozen when it was asked for; apart from the job, whose state changes.
        CREATE TABLE print_papers(
            job TEXT PRIMARY KEY NOT NULL REFERENCES print_jobs(id),
            paper BLOB NOT NULL
        ) STRICT;
        \(appendOnly("print_papers"))
        """
}
