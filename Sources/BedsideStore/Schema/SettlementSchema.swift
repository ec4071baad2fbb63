import BedsideDomain

extension SchemaText {
    /// What the insurance and the doctor say, finished settlements with their frozen lines, refunds, and deposits as a view.
    static let settlement =
        """
        CREATE TABLE insurance_results(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES admission_orders(encounter),
            total_fen INTEGER NOT NULL CHECK (total_fen = fund_fen + account_fen + cash_fen),
            fund_fen INTEGER NOT NULL CHECK (fund_fen BETWEEN 0 AND 1000000000000),
            account_fen INTEGER NOT NULL CHECK (account_fen BETWEEN 0 AND 1000000000000),
            cash_fen INTEGER NOT NULL CHECK (cash_fen BETWEEN 0 AND 1000000000000)
        ) STRICT;
        CREATE INDEX insurance_results_of_stay ON insurance_results(encounter, seq);
        \(appendOnly("insurance_results"))

        CREATE TABLE discharge_facts(
            encounter TEXT PRIMARY KEY NOT NULL REFERENCES admission_orders(encounter),
            ordered_ms INTEGER,
            open_drug_orders INTEGER NOT NULL CHECK (open_drug_orders BETWEEN 0 AND 10000),
            open_orders INTEGER NOT NULL CHECK (open_orders BETWEEN 0 AND 10000),
            unconfirmed_returns INTEGER NOT NULL CHECK (unconfirmed_returns BETWEEN 0 AND 10000),
            diagnosis TEXT CHECK (length(diagnosis) BETWEEN 1 AND 1000),
            outcome TEXT CHECK (length(outcome) BETWEEN 1 AND 40),
            advice TEXT CHECK (length(advice) BETWEEN 1 AND 2000),
            doctor TEXT CHECK (length(doctor) BETWEEN 1 AND 100),
            discharged_day INTEGER CHECK (discharged_day BETWEEN 0 AND 84371),
            -- A certificate is whole or not there.
            CHECK ((diagnosis IS NULL) + (outcome IS NULL) + (advice IS NULL) + (doctor IS NULL)
                + (discharged_day IS NULL) IN (0, 5))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE discharge_medicines(
            encounter TEXT NOT NULL REFERENCES discharge_facts(encounter),
            position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 100),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            dose TEXT NOT NULL CHECK (length(dose) BETWEEN 1 AND 60),
            frequency TEXT NOT NULL CHECK (length(frequency) BETWEEN 1 AND 60),
            days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 366),
            note TEXT NOT NULL CHECK (length(note) <= 200),
            PRIMARY KEY (encounter, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE settlements(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL UNIQUE REFERENCES encounters(number),
            total_fen INTEGER NOT NULL CHECK (total_fen >= 0),
            insurance_fen INTEGER NOT NULL CHECK (insurance_fen >= 0),
            account_fen INTEGER NOT NULL CHECK (account_fen >= 0),
            deposits_fen INTEGER NOT NULL CHECK (deposits_fen >= 0),
            due_fen INTEGER NOT NULL CHECK (due_fen = total_fen - insurance_fen - account_fen - deposits_fen),
            topped_up_fen INTEGER NOT NULL CHECK (topped_up_fen = max(due_fen, 0)),
            fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
            insurance_result TEXT REFERENCES insurance_results(id),
            discharged_day INTEGER NOT NULL,
            agreed_by TEXT REFERENCES staff(id),
            settled_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        \(appendOnly("settlements"))

        CREATE TABLE settlement_lines(
            settlement TEXT NOT NULL REFERENCES settlements(id) DEFERRABLE INITIALLY DEFERRED,
            charge TEXT NOT NULL UNIQUE REFERENCES charges(id),
            quantity INTEGER NOT NULL,
            unit_price_fen INTEGER NOT NULL,
            amount_fen INTEGER NOT NULL,
            PRIMARY KEY (settlement, charge)
        ) STRICT, WITHOUT ROWID;
        \(appendOnly("settlement_lines"))
        -- The lines are written first; then the total must be their sum, and no line may follow.
        CREATE TRIGGER settlements_add_up BEFORE INSERT ON settlements
            WHEN NEW.total_fen IS NOT (SELECT sum(amount_fen) FROM settlement_lines WHERE settlement = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'the lines of a settlement must add up to its total'); END;
        CREATE TRIGGER settlement_lines_closed BEFORE INSERT ON settlement_lines
            WHEN EXISTS (SELECT 1 FROM settlements WHERE id = NEW.settlement)
            BEGIN SELECT RAISE(ABORT, 'this settlement is finished'); END;

        CREATE TABLE refund_orders(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            settlement TEXT NOT NULL REFERENCES settlements(id),
            payment TEXT NOT NULL REFERENCES payment_orders(id),
            channel TEXT NOT NULL CHECK (channel IN (\(words(PaymentChannel.self)))),
            amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
            state TEXT NOT NULL CHECK (state IN ('created', 'sent', 'unknown', 'done', 'refused')),
            changed_ms INTEGER NOT NULL,
            UNIQUE (settlement, payment)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refund_orders_open ON refund_orders(changed_ms) WHERE state <> 'done';
        CREATE INDEX refund_orders_of_payment ON refund_orders(payment, amount_fen);
        CREATE TRIGGER refund_orders_never_above_payment AFTER INSERT ON refund_orders
            WHEN (SELECT sum(amount_fen) FROM refund_orders WHERE payment = NEW.payment)
                > (SELECT amount_fen FROM payment_orders WHERE id = NEW.payment AND state = 'paid')
                OR NOT EXISTS (SELECT 1 FROM payment_orders WHERE id = NEW.payment AND state = 'paid')
            BEGIN SELECT RAISE(ABORT, 'a refund must never pass its payment'); END;
        CREATE TRIGGER refund_orders_final BEFORE UPDATE ON refund_orders WHEN OLD.state = 'done'
            BEGIN SELECT RAISE(ABORT, 'this refund is done'); END;
        CREATE TRIGGER refund_orders_fixed
            BEFORE UPDATE OF id, encounter, settlement, payment, channel, amount_fen ON refund_orders
            BEGIN SELECT RAISE(ABORT, 'what goes back is fixed'); END;
        CREATE TRIGGER refund_orders_kept BEFORE DELETE ON refund_orders
            BEGIN SELECT RAISE(ABORT, 'refunds are kept'); END;

        -- What a stay has paid, whatever it was paid for.
        CREATE VIEW deposits AS
            SELECT p.encounter, p.id AS payment, p.channel, p.amount_fen, p.paid_ms, p.fingerprint,
                (SELECT coalesce(sum(r.amount_fen), 0) FROM refund_orders r WHERE r.payment = p.id) AS refunded_fen
            FROM payment_orders p WHERE p.state = 'paid';
        """
}
