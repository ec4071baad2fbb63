import BedsideDomain

extension SchemaText {
    /// Laboratory and imaging reports with their pages.
    static let reports =
        """
        CREATE TABLE reports(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES admission_orders(encounter),
            specimen TEXT NOT NULL CHECK (length(specimen) BETWEEN 1 AND 64),
            title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
            status TEXT NOT NULL CHECK (status IN (\(words(Report.Status.self)))),
            reporter TEXT NOT NULL CHECK (length(reporter) <= 100),
            reviewer TEXT NOT NULL CHECK (length(reviewer) <= 100),
            withheld INTEGER NOT NULL CHECK (withheld IN (0, 1)),
            supersedes TEXT UNIQUE REFERENCES reports(id) DEFERRABLE INITIALLY DEFERRED CHECK (supersedes <> id),
            released_ms INTEGER,
            expected_ms INTEGER,
            CHECK (status NOT IN ('final', 'amended') OR released_ms IS NOT NULL)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reports_of_stay ON reports(encounter);
        CREATE INDEX reports_of_specimen ON reports(specimen);
        CREATE TRIGGER reports_fixed BEFORE UPDATE OF id, encounter, specimen, title, supersedes ON reports
            BEGIN SELECT RAISE(ABORT, 'what a report is about is fixed'); END;
        CREATE TRIGGER reports_kept BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'reports are kept'); END;

        CREATE TABLE report_pages(
            report TEXT PRIMARY KEY NOT NULL REFERENCES reports(id) DEFERRABLE INITIALLY DEFERRED,
            pdf BLOB NOT NULL CHECK (length(pdf) BETWEEN 8 AND 8388608)
        ) STRICT;
        \(appendOnly("report_pages"))
        """
}
