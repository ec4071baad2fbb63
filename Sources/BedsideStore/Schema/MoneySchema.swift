import BedsideDomain

extension SchemaText {
    /// Payments and the double-entry ledger.
    static let money =
        """
        CREATE TABLE payment_orders(
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            purpose TEXT NOT NULL CHECK (purpose IN ('deposit', 'settlement')),
            -- Of the preview that it is paid towards; empty for a deposit.
            fingerprint TEXT NOT NULL CHECK (length(fingerprint) = CASE purpose WHEN 'settlement' THEN 64 ELSE 0 END),
            channel TEXT NOT NULL CHECK (channel IN (\(words(PaymentChannel.self)))),
            amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND 9999999999),
            created_ms INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('created', 'sent', 'waiting', 'unknown', 'paid', 'closed')),
            pay_by TEXT CHECK (length(pay_by) BETWEEN 1 AND 2048),
            paid_ms INTEGER,
            reference TEXT CHECK (length(reference) <= 128),
            close_reason TEXT CHECK (close_reason IN ('declined', 'cancelled', 'expired')),
            CHECK ((state = 'waiting') = (pay_by IS NOT NULL)),
            CHECK ((state = 'paid') = (paid_ms IS NOT NULL) AND (state = 'paid') = (reference IS NOT NULL)),
            CHECK ((state = 'closed') = (close_reason IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX payment_orders_one_open ON payment_orders(encounter, purpose)
            WHERE state IN ('created', 'sent', 'waiting', 'unknown');
        CREATE INDEX payment_orders_open ON payment_orders(created_ms)
            WHERE state IN ('created', 'sent', 'waiting', 'unknown');
        CREATE INDEX payment_orders_of_stay ON payment_orders(encounter, state);
        CREATE TRIGGER payment_orders_final BEFORE UPDATE ON payment_orders WHEN OLD.state IN ('paid', 'closed')
            BEGIN SELECT RAISE(ABORT, 'this payment has ended'); END;
        CREATE TRIGGER payment_orders_fixed
            BEFORE UPDATE OF id, encounter, purpose, fingerprint, channel, amount_fen, created_ms ON payment_orders
            BEGIN SELECT RAISE(ABORT, 'what was ordered is fixed'); END;
        CREATE TRIGGER payment_orders_kept BEFORE DELETE ON payment_orders
            BEGIN SELECT RAISE(ABORT, 'payments are kept'); END;

        CREATE TABLE ledger_accounts(
            code TEXT PRIMARY KEY NOT NULL CHECK (length(code) BETWEEN 1 AND 100)
        ) STRICT, WITHOUT ROWID;
        \(appendOnly("ledger_accounts"))

        CREATE TABLE ledger_transfers(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            debit TEXT NOT NULL REFERENCES ledger_accounts(code),
            credit TEXT NOT NULL REFERENCES ledger_accounts(code) CHECK (credit <> debit),
            amount_fen INTEGER NOT NULL CHECK (amount_fen BETWEEN 1 AND 1000000000000),
            purpose TEXT NOT NULL CHECK (purpose IN ('deposit', 'charge', 'insurance', 'account', \
        'deposit-used', 'refund-decided', 'refund-done', 'refund-returned')),
            encounter TEXT NOT NULL REFERENCES encounters(number),
            -- The payment, settlement or refund behind it.
            reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 80),
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ledger_transfers_of_stay ON ledger_transfers(encounter);
        -- A payment comes in once; a refund goes out once.
        CREATE UNIQUE INDEX ledger_transfers_once ON ledger_transfers(purpose, reference)
            WHERE purpose IN ('deposit', 'refund-done');
        \(appendOnly("ledger_transfers"))
        """
}
