extension SchemaText {
    /// What sync with the central store needs: epochs of the outbox, the feed's versions, stays and money that go from one
    /// terminal to another, what a terminal may forget, and the days that it has closed.
    ///
    /// SQLite cannot change a CHECK, so the ledger is made anew and its rows are copied; the words of enums are written out
    /// because this text never changes any more.
    static let sync =
        """
        -- An epoch is a window of the outbox: its first event and what that event's hash hangs on. The first row is written
        -- when the store is opened.
        CREATE TABLE epochs(
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            epoch BLOB NOT NULL UNIQUE CHECK (length(epoch) = 16),
            first_seq INTEGER NOT NULL CHECK (first_seq >= 1),
            root BLOB NOT NULL CHECK (length(root) = 32),
            opened_ms INTEGER NOT NULL,
            reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 40)
        ) STRICT;
        \(appendOnly("epochs"))

        CREATE TABLE sync_state(
            one INTEGER PRIMARY KEY CHECK (one = 1),
            enrolled_ms INTEGER,
            -- Why nothing is sent until a person enrols the terminal again.
            frozen TEXT CHECK (length(frozen) BETWEEN 1 AND 40),
            frozen_ms INTEGER,
            contact_ms INTEGER,
            -- Our clock less the central store's.
            offset_ms INTEGER,
            CHECK ((frozen IS NULL) = (frozen_ms IS NULL))
        ) STRICT;
        INSERT INTO sync_state(one) VALUES (1);

        -- Days of each epoch that were told with their sums, without gaps.
        CREATE TABLE day_statements(
            epoch BLOB NOT NULL REFERENCES epochs(epoch),
            day INTEGER NOT NULL CHECK (day BETWEEN -43829 AND 84371),
            from_seq INTEGER NOT NULL CHECK (from_seq >= 1),
            to_seq INTEGER NOT NULL CHECK (to_seq >= from_seq - 1),
            PRIMARY KEY (epoch, day)
        ) STRICT, WITHOUT ROWID;
        \(appendOnly("day_statements"))

        CREATE TABLE feed_cursor(
            one INTEGER PRIMARY KEY CHECK (one = 1),
            generation BLOB NOT NULL CHECK (length(generation) = 16),
            seq INTEGER NOT NULL CHECK (seq >= 0)
        ) STRICT;
        CREATE TABLE feed_versions(
            feed_table TEXT NOT NULL CHECK (length(feed_table) BETWEEN 1 AND 40),
            key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
            version INTEGER NOT NULL,
            -- Whether the last row was a leave, and why it was refused, if it was.
            gone INTEGER NOT NULL CHECK (gone IN (0, 1)),
            refused TEXT CHECK (length(refused) BETWEEN 1 AND 40),
            PRIMARY KEY (feed_table, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE commands(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 200),
            body TEXT NOT NULL CHECK (length(body) BETWEEN 2 AND 65536),
            received_ms INTEGER NOT NULL,
            begun_ms INTEGER,
            ended_ms INTEGER,
            outcome TEXT CHECK (length(outcome) BETWEEN 1 AND 40),
            CHECK ((ended_ms IS NULL) = (outcome IS NULL)),
            CHECK (ended_ms IS NULL OR begun_ms IS NOT NULL)
        ) STRICT;
        CREATE INDEX commands_open ON commands(received_ms) WHERE ended_ms IS NULL;
        -- At most once: what was begun is never waiting again.
        CREATE TRIGGER commands_once BEFORE UPDATE ON commands
            WHEN OLD.begun_ms IS NOT NULL AND NEW.begun_ms IS NOT OLD.begun_ms OR OLD.ended_ms IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'this command was begun'); END;
        CREATE TRIGGER commands_kept BEFORE DELETE ON commands WHEN OLD.begun_ms IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'commands that were begun are kept'); END;

        CREATE TABLE ward_peers(
            terminal TEXT PRIMARY KEY NOT NULL CHECK (length(terminal) BETWEEN 1 AND 64),
            ward TEXT NOT NULL CHECK (length(ward) BETWEEN 1 AND 64),
            link TEXT CHECK (length(link) BETWEEN 1 AND 300)
        ) STRICT, WITHOUT ROWID;

        -- Pages that are at the centre, by their content.
        CREATE TABLE report_blobs(
            report TEXT PRIMARY KEY NOT NULL REFERENCES reports(id) DEFERRABLE INITIALLY DEFERRED,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            bytes INTEGER NOT NULL CHECK (bytes BETWEEN 8 AND 8388608)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER report_blobs_fixed BEFORE UPDATE ON report_blobs
            BEGIN SELECT RAISE(ABORT, 'report_blobs is append-only'); END;

        -- Stays that this terminal does not keep, as the centre last said. No data of the patient.
        CREATE TABLE stays_elsewhere(
            encounter TEXT PRIMARY KEY NOT NULL CHECK (length(encounter) BETWEEN 1 AND 64),
            admission_order TEXT NOT NULL CHECK (length(admission_order) BETWEEN 1 AND 64),
            keeper TEXT CHECK (length(keeper) BETWEEN 1 AND 64),
            ward TEXT NOT NULL CHECK (length(ward) BETWEEN 1 AND 64),
            bed TEXT NOT NULL CHECK (length(bed) BETWEEN 1 AND 64),
            state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 40)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX stays_elsewhere_bed ON stays_elsewhere(bed);
        CREATE INDEX stays_elsewhere_order ON stays_elsewhere(admission_order);
        CREATE INDEX admission_orders_patient ON admission_orders(patient);

        -- A stay that was given up is away: its rows stay, its bed and its patient are free.
        ALTER TABLE encounters ADD COLUMN away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1));
        -- The hold by which it came from another terminal, for the number of its next fact.
        ALTER TABLE encounters ADD COLUMN hold BLOB CHECK (length(hold) = 16);
        DROP INDEX encounters_one_per_patient;
        DROP INDEX encounters_one_per_bed;
        CREATE UNIQUE INDEX encounters_one_per_patient ON encounters(patient)
            WHERE state IN ('in-ward', 'awaiting-settlement') AND away = 0;
        CREATE UNIQUE INDEX encounters_one_per_bed ON encounters(bed)
            WHERE state IN ('in-ward', 'awaiting-settlement') AND away = 0;
        DROP TRIGGER encounters_fixed;
        CREATE TRIGGER encounters_fixed
            BEFORE UPDATE OF number, admission_order, patient, admitted_ms, confirmed_by ON encounters
            BEGIN SELECT RAISE(ABORT, 'how a stay began is fixed'); END;
        -- It may come back to another bed.
        CREATE TRIGGER encounters_bed_fixed BEFORE UPDATE OF bed ON encounters WHEN OLD.away = 0
            BEGIN SELECT RAISE(ABORT, 'how a stay began is fixed'); END;

        -- The terminal that took the money; empty is this one.
        ALTER TABLE payment_orders ADD COLUMN origin TEXT NOT NULL DEFAULT '' CHECK (length(origin) <= 64);
        CREATE TRIGGER payment_orders_origin BEFORE UPDATE OF origin ON payment_orders
            BEGIN SELECT RAISE(ABORT, 'what was ordered is fixed'); END;
        CREATE TABLE ledger_transfers_next(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            debit TEXT NOT NULL REFERENCES ledger_accounts(code),
            credit TEXT NOT NULL REFERENCES ledger_accounts(code) CHECK (credit <> debit),
            amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000),
            purpose TEXT NOT NULL CHECK (purpose IN ('deposit', 'charge', 'insurance', 'account', 'deposit-used',
                'refund-decided', 'refund-done', 'refund-returned', 'custody-out', 'custody-in')),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            -- The payment, settlement, refund or change of keeper behind it.
            reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 120),
            at_ms INTEGER NOT NULL,
            origin TEXT NOT NULL DEFAULT '' CHECK (length(origin) <= 64)
        ) STRICT;
        INSERT INTO ledger_transfers_next(seq, debit, credit, amount_fen, purpose, encounter, reference, at_ms)
            SELECT seq, debit, credit, amount_fen, purpose, encounter, reference, at_ms FROM ledger_transfers;
        DROP TABLE ledger_transfers;
        ALTER TABLE ledger_transfers_next RENAME TO ledger_transfers;
        CREATE INDEX ledger_transfers_of_stay ON ledger_transfers(encounter);
        -- A payment comes in once; a refund goes out once; a stay changes its keeper once by each hold.
        CREATE UNIQUE INDEX ledger_transfers_once ON ledger_transfers(purpose, reference)
            WHERE purpose IN ('deposit', 'refund-done', 'custody-out', 'custody-in');
        \(appendOnly("ledger_transfers"))

        \(forgetting)
        """

    /// Rows of a patient may go when the patient has left this terminal's scope, and only then.
    private static let forgetting =
        """
        CREATE TABLE forgotten(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            encounter TEXT NOT NULL CHECK (length(encounter) BETWEEN 1 AND 64),
            word TEXT NOT NULL CHECK (word IN ('forgotten', 'back')),
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX forgotten_of_stay ON forgotten(encounter, seq);
        \(appendOnly("forgotten"))
        -- Leaves that wait for a payment, a refund or a page.
        CREATE TABLE leaves_waiting(
            encounter TEXT PRIMARY KEY NOT NULL CHECK (length(encounter) BETWEEN 1 AND 64),
            since_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        DROP TRIGGER admission_orders_used_fixed;
        CREATE TRIGGER admission_orders_used_fixed BEFORE UPDATE ON admission_orders
            WHEN EXISTS (SELECT 1 FROM encounters WHERE admission_order = OLD.id AND away = 0)
                AND \(unlessForgotten("OLD.encounter"))
            BEGIN SELECT RAISE(ABORT, 'a used slip is fixed'); END;
        \(kept("admission_orders", "admission_orders_kept", "slips are kept", of: "OLD.encounter"))
        \(kept("encounters", "encounters_kept", "encounters are kept", of: "OLD.number"))
        \(kept("consents", "consents_no_delete", "consents is append-only", of: "OLD.encounter"))
        \(kept("charges", "charges_no_delete", "charges is append-only", of: "OLD.encounter"))
        \(kept("disputes", "disputes_kept", "disputes are kept", of: "OLD.encounter"))
        \(kept("insurance_results", "insurance_results_no_delete", "insurance_results is append-only",
            of: "OLD.encounter"))
        \(kept("settlement_lines", "settlement_lines_no_delete", "settlement_lines is append-only",
            of: "(SELECT encounter FROM settlements WHERE id = OLD.settlement)"))
        \(kept("reports", "reports_kept", "reports are kept", of: "OLD.encounter"))
        \(kept("report_pages", "report_pages_no_delete", "report_pages is append-only",
            of: "(SELECT encounter FROM reports WHERE id = OLD.report)"))
        CREATE TRIGGER report_blobs_no_delete BEFORE DELETE ON report_blobs
            WHEN \(unlessForgotten("(SELECT encounter FROM reports WHERE id = OLD.report)"))
            BEGIN SELECT RAISE(ABORT, 'report_blobs is append-only'); END;
        \(kept("print_papers", "print_papers_no_delete", "print_papers is append-only",
            of: "(SELECT encounter FROM print_jobs WHERE id = OLD.job)"))
        """

    private static func unlessForgotten(_ encounter: String) -> String {
        "(SELECT word FROM forgotten WHERE encounter = \(encounter) ORDER BY seq DESC LIMIT 1) IS NOT 'forgotten'"
    }

    /// The trigger in its new form: a row goes only with its patient.
    private static func kept(_ table: String, _ trigger: String, _ words: String, of encounter: String) -> String {
        """
        DROP TRIGGER \(trigger);
        CREATE TRIGGER \(trigger) BEFORE DELETE ON \(table)
            WHEN \(unlessForgotten(encounter))
            BEGIN SELECT RAISE(ABORT, '\(words)'); END;
        """
    }
}
